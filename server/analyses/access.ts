import { keyword, serviceRoles } from '../layers/lineage.ts'
import type { AnalysisLayer, ServiceAnalysis } from './analysis.ts'
import { people, value } from './fields.ts'
import { cells } from './inputs/cells.ts'
import { facilities } from './inputs/facilities.ts'
import { pieces } from './inputs/pieces.ts'
import { villages } from './inputs/villages.ts'
import { peopleOfVillages } from './roles.ts'

const layersOf = (service: string): AnalysisLayer[] => [
  {
    id: `access-${service}`,
    title: { id: `Akses ${service}`, en: `Access: ${service}` },
    description: {
      id: `Fasilitas ${service}, atau kapasitasnya, per 10.000 penduduk yang terjangkau (E2SFCA)`,
      en: `${service} facilities, or their capacity, within reach per 10,000 people (E2SFCA)`,
    },
    over: 'village',
    fields: [
      value('population', 'number', ['Penduduk yang dihitung', 'People counted'], people),
      value('access', 'number', [
        'Fasilitas atau kapasitas per 10.000 penduduk',
        'Facilities or capacity per 10,000 people',
      ]),
      value('without', 'number', ['Penduduk tanpa jangkauan', 'People who reach none'], people),
    ],
    lineage: {
      steps: [
        {
          id: 'Daerah jangkauan dua langkah yang disempurnakan (E2SFCA) dari sel kebutuhan ke fasilitas.',
          en: 'Enhanced two-step floating catchment areas (E2SFCA) from need cells to facilities.',
        },
      ],
      roles: [...peopleOfVillages, ...serviceRoles],
      from: ['need', 'facilities'],
      keywords: [keyword.services],
    },
  },
]

export const access: ServiceAnalysis = {
  kind: 'access',
  layersOf,
  of: (standard) => ({
    id: `access-${standard.service}`,
    kind: 'access',
    title: { id: `Akses ${standard.service}`, en: `Access: ${standard.service}` },
    question: {
      id: `Berapa ${standard.service} terjangkau bagi penduduk tiap desa, bila semua berbagi?`,
      en: `How many ${standard.service} are within reach of each village's people, once all share them?`,
    },
    inputs: [villages, cells, pieces, facilities],
    layers: layersOf(standard.service),
    roles: ['facilities%', 'statistics:%population%'],
    service: standard,
  }),
}
