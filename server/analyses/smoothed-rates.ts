import type { Analysis, AnalysisLineage } from './analysis.ts'
import { percent, value } from './fields.ts'
import { spending } from './inputs/spending.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, peopleOfVillages, poverty, proposalsOfVillages } from './roles.ts'

const fields = [
  value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
  value(
    'povertySmoothed',
    'number',
    ['Penduduk miskin, dihaluskan (%)', 'Poor people, smoothed (%)'],
    percent,
  ),
  value('povertyWeight', 'number', ['Bobot angka sendiri (%)', 'Weight of its own rate (%)'], percent),
  value('perThousand', 'number', ['Usulan per 1.000 penduduk', 'Proposals per 1,000 people']),
  value('perThousandSmoothed', 'number', [
    'Usulan per 1.000 penduduk, dihaluskan',
    'Proposals per 1,000 people, smoothed',
  ]),
  value('perThousandWeight', 'number', ['Bobot angka sendiri (%)', 'Weight of its own rate (%)'], percent),
]

const steps: AnalysisLineage['steps'] = [
  {
    id: 'Angka per penduduk dihaluskan dengan Bayes empiris (Marshall 1991); desa dengan penduduk miskin sangat sedikit tidak ikut.',
    en: 'Rates a head smoothed by empirical Bayes (Marshall 1991); villages with very few poor people take no part.',
  },
]

export const smoothedRates: Analysis = {
  id: 'smoothed-rates',
  kind: 'smoothed-rates',
  title: { id: 'Angka desa kecil dihaluskan', en: 'Rates of small villages, smoothed' },
  question: {
    id: 'Desa mana benar-benar miskin atau banyak mengusulkan, dan mana yang angkanya kebetulan karena penduduknya sedikit?',
    en: 'Which villages are truly poor or propose much, and whose rates are chance because few people live there?',
  },
  inputs: [villages, spending],
  layers: [
    {
      id: 'poverty-smoothed',
      title: { id: 'Kemiskinan, dihaluskan', en: 'Poverty, smoothed' },
      description: {
        id: 'Penduduk miskin desa dalam persen; angka desa kecil ditarik ke rata-rata (Bayes empiris)',
        en: 'Poor people of the village in per cent; rates of small villages are drawn to the mean (empirical Bayes)',
      },
      over: 'village',
      fields,
      lineage: { steps, roles: peopleOfVillages, from: ['poverty'] },
    },
    {
      id: 'proposals-smoothed',
      title: { id: 'Usulan per penduduk, dihaluskan', en: 'Proposals a head, smoothed' },
      description: {
        id: 'Usulan per 1.000 penduduk desa; angka desa kecil ditarik ke rata-rata (Bayes empiris)',
        en: 'Proposals per 1,000 people of the village; rates of small villages are drawn to the mean (empirical Bayes)',
      },
      over: 'village',
      rowsOf: 'poverty-smoothed',
      fields: fields.filter(({ name }) => name.startsWith('perThousand')),
      lineage: { steps, roles: proposalsOfVillages, from: ['proposals', 'areas-village'] },
    },
  ],
  roles: [PROPOSALS, ...poverty],
}
