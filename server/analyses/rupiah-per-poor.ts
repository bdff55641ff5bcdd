import { amounts, isOf } from './amounts.ts'
import type { Analysis, AnalysisLayer } from './analysis.ts'
import { people, rupiah, value } from './fields.ts'
import { spending } from './inputs/spending.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, poverty, proposalsOfVillages } from './roles.ts'

const fields = [
  value('poorPopulation', 'number', ['Penduduk miskin', 'Poor people'], people),
  ...amounts.flatMap(({ key, id, en }) => [
    value(`${key}Rupiah`, 'number', [`Rupiah ${id}`, `Rupiah ${en}`], rupiah, false),
    value(
      `${key}PerPoor`,
      'number',
      [`Rupiah ${id} per orang miskin`, `Rupiah ${en} per poor person`],
      rupiah,
    ),
    value(`${key}Millions`, 'number', [
      `Juta rupiah ${id} per orang miskin`,
      `Million rupiah ${en} per poor person`,
    ]),
  ]),
  value('withheld', 'string', ['Alasan tanpa angka', 'Why there is no figure']),
]

export const rupiahPerPoor: Analysis = {
  id: 'rupiah-per-poor',
  kind: 'rupiah-per-poor',
  title: { id: 'Rupiah per orang miskin', en: 'Rupiah per poor person' },
  question: {
    id: 'Berapa rupiah diusulkan, diterima, dan terealisasi untuk tiap orang miskin?',
    en: 'How much is asked, accepted and realised for each poor person?',
  },
  inputs: [villages, spending],
  layers: amounts.map(
    ({ key, ending, id, en }): AnalysisLayer => ({
      id: `rupiah-per-poor${ending}`,
      title: { id: `Rupiah ${id} per orang miskin`, en: `Rupiah ${en} per poor person` },
      description: {
        id: `Rupiah usulan yang ${id} dibagi penduduk miskin desa`,
        en: `Rupiah of proposals ${en} over the poor people of the village`,
      },
      over: 'village',
      rowsOf: 'rupiah-per-poor',
      fields: ending === '' ? fields : fields.filter(({ name }) => isOf(name, key)),
      lineage: {
        steps: [
          {
            id: 'Rupiah usulan dibagi jumlah penduduk miskin desa; desa dengan penduduk miskin sangat sedikit tidak ditampilkan.',
            en: 'Rupiah of proposals over the poor people of the village; villages with very few poor people are withheld.',
          },
        ],
        roles: proposalsOfVillages,
        from: ['proposals', 'poverty'],
      },
    }),
  ),
  roles: [PROPOSALS, ...poverty],
}
