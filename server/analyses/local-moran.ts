import type { Analysis } from './analysis.ts'
import { percent, value } from './fields.ts'
import { outlines } from './inputs/outlines.ts'
import { villages } from './inputs/villages.ts'
import { peopleOfVillages, poverty } from './roles.ts'

export const localMoran: Analysis = {
  id: 'local-moran',
  kind: 'local-moran',
  title: { id: 'Kantong kemiskinan', en: 'Clusters of poverty' },
  question: {
    id: 'Di mana desa miskin saling berdekatan?',
    en: 'Where do poor villages lie side by side?',
  },
  inputs: [villages, outlines],
  layers: [
    {
      id: 'local-moran',
      title: { id: 'Kantong kemiskinan', en: 'Clusters of poverty' },
      description: {
        id: 'Desa miskin di antara desa miskin, dan sebaliknya (Moran lokal)',
        en: 'Poor villages among poor ones, and the reverse (local Moran)',
      },
      over: 'village',
      fields: [
        value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
        value('neighbours', 'integer', ['Desa tetangga', 'Neighbouring villages']),
        value('neighboursRate', 'number', ['Rata-rata tetangga (%)', 'Mean of the neighbours (%)'], percent),
        value('moran', 'number', ['I lokal', 'Local I']),
        value('p', 'number', ['p (permutasi, dua sisi)', 'p (permutation, two-sided)']),
        value('pAdjusted', 'number', ['p setelah FDR', 'p after FDR']),
        value('quadrant', 'string', ['Kelompok', 'Cluster']),
      ],
      lineage: {
        steps: [
          {
            id: 'Moran lokal dengan permutasi dua sisi dan koreksi penemuan palsu (FDR) atas desa yang bertetangga.',
            en: 'Local Moran with two-sided permutation and control of false discoveries (FDR) over neighbouring villages.',
          },
        ],
        roles: peopleOfVillages,
        from: ['poverty'],
      },
    },
  ],
  roles: poverty,
}
