import { amounts, isOf } from './amounts.ts'
import type { Analysis, AnalysisLayer } from './analysis.ts'
import { people, rupiah, value } from './fields.ts'
import { spending } from './inputs/spending.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, poverty, proposalsOfVillages } from './roles.ts'

const indices = [
  { ending: '', property: 'Gini', id: 'Gini', en: 'Gini' },
  { ending: '-theil', property: 'Theil', id: 'Theil', en: 'Theil' },
  { ending: '-concentration', property: 'Concentration', id: 'Indeks konsentrasi', en: 'Concentration' },
] as const

const fields = [
  value('villages', 'integer', ['Desa', 'Villages']),
  value('population', 'number', ['Penduduk', 'Population'], people),
  ...amounts.flatMap(({ key, id, en }) => [
    value(`${key}PerPerson`, 'number', [`Rupiah ${id} per penduduk`, `Rupiah ${en} per person`], rupiah),
    value(`${key}Gini`, 'number', [`Gini antardesa, rupiah ${id}`, `Gini between villages, rupiah ${en}`]),
    value(`${key}Theil`, 'number', [`Theil antardesa, rupiah ${id}`, `Theil between villages, rupiah ${en}`]),
    value(`${key}Williamson`, 'number', [
      `Indeks Williamson antardesa, rupiah ${id}`,
      `Williamson index between villages, rupiah ${en}`,
    ]),
    value(`${key}Concentration`, 'number', [
      `Indeks konsentrasi antardesa, rupiah ${id}`,
      `Concentration index between villages, rupiah ${en}`,
    ]),
  ]),
]

const layerOf = (index: (typeof indices)[number], amount: (typeof amounts)[number]): AnalysisLayer => ({
  id: `inequality${index.ending}${amount.ending}`,
  title: { id: `${index.id} rupiah ${amount.id}`, en: `${index.en} of rupiah ${amount.en}` },
  description: {
    id: `Seberapa timpang rupiah ${amount.id} antardesa di tiap kecamatan (${index.id})`,
    en: `How unequally rupiah ${amount.en} fall on the villages of each district (${index.en})`,
  },
  over: 'district',
  rowsOf: 'inequality',
  fields:
    index.ending + amount.ending === ''
      ? fields
      : fields.filter(({ name }) => isOf(name, amount.key, index.property)),
  lineage: {
    steps: [
      {
        id: 'Gini, Theil, dan indeks Williamson antardesa per kecamatan atas rupiah per penduduk, ditimbang penduduk; indeks konsentrasi menurut kemiskinan desa.',
        en: 'Gini, Theil and Williamson index between villages of each district of rupiah per person, weighted by people; concentration index by village poverty.',
      },
    ],
    roles: proposalsOfVillages,
    from: ['proposals', 'areas-district'],
  },
})

export const inequality: Analysis = {
  id: 'inequality',
  kind: 'inequality',
  title: { id: 'Ketimpangan rupiah', en: 'Inequality of rupiah' },
  question: {
    id: 'Seberapa merata rupiah jatuh pada penduduk, dan apakah yang miskin mendapat bagiannya?',
    en: 'How evenly does the money fall on people, and do the poor get their share?',
  },
  inputs: [villages, spending],
  layers: indices.flatMap((index) => amounts.map((amount) => layerOf(index, amount))),
  roles: [PROPOSALS, ...poverty],
}
