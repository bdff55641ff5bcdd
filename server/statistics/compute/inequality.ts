import { leaningOf, quintileIncidence } from '../../../core/inequality/concentration.ts'
import type { BarChart, Chart, Figure } from '../../../core/statistics/analysis-report.ts'
import type { VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { codesByFifth, withFifths } from './fifths.ts'
import { impossible } from './impossible.ts'
import { concentrationCurve, lorenzCurve } from './inequality-curves.ts'
import { columns, type Indices, indicesOf, type Place } from './inequality-indices.ts'
import { inequalityLayers } from './inequality-layers.ts'
import {
  type AllSpending,
  AMOUNTS,
  type Amount,
  amountWarnings,
  amountWords,
  spendingOf,
  spentOn,
} from './spending-of.ts'
import {
  fewVillages,
  figure,
  inBoth,
  missingCount,
  parameter,
  rounded,
  rupiah,
  villagesUnit,
} from './words.ts'

const method = withFifths({
  id: 'Gini dan kurva Lorenz rupiah per penduduk antardesa; Theil T rupiah per penduduk, dalam dan antarkecamatan; indeks Williamson: simpangan baku rupiah per penduduk antardesa dibagi rata-ratanya. Semuanya ditimbang penduduk: desa berpenduduk banyak berbobot banyak. Indeks konsentrasi (Kakwani dkk. 1997) rupiah menurut kemiskinan desa: di bawah 0 berarti yang miskin mendapat lebih dari bagiannya.',
  en: "Gini and Lorenz curve of rupiah per person between villages; Theil's T of rupiah per person, within and between districts; Williamson index: standard deviation of rupiah per person between villages over its mean. All are weighted by people: a village of many people weighs much. Concentration index (Kakwani et al. 1997) of rupiah by village poverty: below 0 the poor get more than their share.",
})

/** How unequally rupiah fall on people: between villages, within and between districts, and by poverty. */
export function computeInequality(input: AnalysisInput): AnalysisOutput {
  const spending = spendingOf(input)
  const villages = input.rows<VillagesInput>('villages')
  const places = villages.flatMap(([, code, , parent, , , population, , poverty]): Place[] =>
    population && poverty !== null
      ? [{ code, district: parent ?? '', population, poverty, spent: spentOn(spending, code) }]
      : [],
  )
  if (places.length < 2 || places.every(({ spent }) => spent.asked === 0)) {
    const reason = {
      id: 'Perlu sedikitnya 2 desa dengan penduduk, kemiskinan, dan usulan berbiaya.',
      en: 'At least 2 villages with people, poverty and proposals with a cost are needed.',
    }
    return impossible(method, reason, { n: places.length, unit: villagesUnit })
  }
  const areas = byDistrict(places)
  return {
    report: describe({ places, spending, villages: villages.length }, areas),
    areas: { inequality: areas },
    cells: {},
  }
}

/** Indices of each district over its villages; of a district with one village there are none. */
function byDistrict(places: readonly Place[]): AreaRow[] {
  return [...Map.groupBy(places, ({ district }) => district)].map(([code, own]) => {
    const population = own.reduce((sum, place) => sum + place.population, 0)
    const amounts = AMOUNTS.map((amount) => {
      const sum = own.reduce((all, { spent }) => all + spent[amount], 0)
      const index = own.length > 1 ? indicesOf(own, amount) : undefined
      return {
        [`${amount}PerPerson`]: rounded(sum / population),
        [`${amount}Gini`]: rounded(index?.gini),
        [`${amount}Theil`]: rounded(index?.theilWithin),
        [`${amount}Williamson`]: rounded(index?.williamson),
        [`${amount}Concentration`]: rounded(index?.concentration),
      }
    })
    return { code, properties: Object.assign({ villages: own.length, population }, ...amounts) }
  })
}

interface Subject {
  readonly places: readonly Place[]
  readonly spending: AllSpending
  readonly villages: number
}

function describe(
  { places, spending, villages }: Subject,
  areas: readonly AreaRow[],
): AnalysisOutput['report'] {
  const indices = AMOUNTS.map((amount) => ({ amount, ...indicesOf(places, amount) }))
  return {
    possible: true,
    method,
    finding: findingOf(indices),
    n: places.length,
    unit: villagesUnit,
    parameters: [parameter('years', ['Tahun usulan', 'Years of proposals'], spending.years.join(', '))],
    missing: [
      missingCount(
        'villages',
        ['Desa tanpa penduduk atau kemiskinan', 'Villages without people or poverty'],
        villages - places.length,
      ),
      missingCount('village', ['Usulan tanpa desa', 'Proposals without a village'], spending.withoutVillage),
      missingCount('cost', ['Usulan tanpa biaya', 'Proposals without a cost'], spending.withoutCost),
    ],
    warnings: [
      ...(places.length < 30 ? [fewVillages] : []),
      ...amountWarnings((amount) => places.reduce((sum, { spent }) => sum + spent[amount], 0)),
    ],
    crs: null,
    figures: indices.flatMap(figuresOf),
    charts: [...curves(places), quintiles(places), indexBars(indices)],
    layers: inequalityLayers(areas),
  }
}

const leanings = {
  poor: { id: 'condong ke desa miskin', en: 'leaning to poor villages' },
  none: { id: 'tidak condong ke desa miskin maupun tidak miskin', en: 'leaning neither way' },
  'better-off': { id: 'condong ke desa tidak miskin', en: 'leaning to better-off villages' },
} as const

/** In words, of what was accepted, or of what was asked where nothing was. */
function findingOf(indices: readonly (Indices & { amount: Amount })[]) {
  const accepted =
    indices.find(({ amount, gini }) => amount === 'accepted' && !Number.isNaN(gini)) ?? indices[0]
  const concentration = accepted?.concentration ?? Number.NaN
  const word = amountWords[accepted?.amount ?? 'asked']
  const leaning = leanings[leaningOf(concentration)]
  return inBoth(
    (say) =>
      `Rupiah ${word.id}: Gini ${say(accepted?.gini ?? 0, 2)}, indeks konsentrasi ${say(concentration, 2)} (${leaning.id})`,
    (say) =>
      `Rupiah ${word.en}: Gini ${say(accepted?.gini ?? 0, 2)}, concentration index ${say(concentration, 2)} (${leaning.en})`,
  )
}

function figuresOf({ amount, ...index }: Indices & { amount: Amount }): Figure[] {
  const { id, en } = amountWords[amount]
  const one = (key: keyof Indices, [titleId, titleEn]: [string, string]) =>
    figure(`${amount}.${key}`, [`${titleId}, rupiah ${id}`, `${titleEn}, rupiah ${en}`], index[key])
  return [
    one('gini', ['Gini', 'Gini']),
    one('theilBetween', ['Theil antarkecamatan', 'Theil between districts']),
    one('theilWithin', ['Theil dalam kecamatan', 'Theil within districts']),
    one('williamson', ['Indeks Williamson', 'Williamson index']),
    one('concentration', ['Indeks konsentrasi', 'Concentration index']),
  ]
}

function curves(places: readonly Place[]): Chart[] {
  const share = { id: 'bagian rupiah', en: 'share of rupiah' }
  const axis = (id: string, en: string) => ({ title: { id, en }, unit: { id: '', en: '' } })
  const seriesOf = (curve: typeof lorenzCurve) =>
    AMOUNTS.flatMap((amount) => {
      const points = curve(columns(places, amount))
      return points.length > 0 ? [{ key: amount, label: amountWords[amount], points }] : []
    })
  return [
    {
      kind: 'lines',
      key: 'lorenz',
      title: { id: 'Kurva Lorenz', en: 'Lorenz curve' },
      x: axis(
        'bagian penduduk, dari desa yang paling sedikit mendapat',
        'share of people, from villages that get least',
      ),
      y: { title: share, unit: { id: '', en: '' } },
      diagonal: true,
      series: seriesOf(lorenzCurve),
    },
    {
      kind: 'lines',
      key: 'concentration',
      title: { id: 'Kurva konsentrasi', en: 'Concentration curve' },
      x: axis('bagian penduduk, dari desa termiskin', 'share of people, from the poorest villages'),
      y: { title: share, unit: { id: '', en: '' } },
      diagonal: true,
      series: seriesOf(concentrationCurve),
    },
  ]
}

function quintiles(places: readonly Place[]): BarChart {
  const areas = codesByFifth(places, columns(places, 'asked'))
  return {
    kind: 'bars',
    key: 'quintiles',
    title: { id: 'Rupiah menurut seperlima penduduk', en: 'Rupiah by fifth of the people' },
    y: { title: { id: 'Rupiah', en: 'Rupiah' }, unit: rupiah },
    categories: [1, 2, 3, 4, 5].map((fifth) => ({
      key: String(fifth),
      areas: areas[fifth - 1]!,
      label:
        fifth === 1
          ? { id: 'termiskin', en: 'poorest' }
          : fifth === 5
            ? { id: 'paling tidak miskin', en: 'least poor' }
            : { id: String(fifth), en: String(fifth) },
    })),
    series: AMOUNTS.map((amount) => ({
      key: amount,
      label: amountWords[amount],
      values: [...quintileIncidence(columns(places, amount))].map(rounded),
    })),
  }
}

/** The indices of all three amounts beside each other. */
function indexBars(indices: readonly (Indices & { amount: Amount })[]): BarChart {
  const bars = [
    ['gini', 'Gini', 'Gini'],
    ['theilBetween', 'Theil antarkecamatan', 'Theil between districts'],
    ['theilWithin', 'Theil dalam kecamatan', 'Theil within districts'],
    ['williamson', 'Indeks Williamson', 'Williamson index'],
    ['concentration', 'Indeks konsentrasi', 'Concentration index'],
  ] as const
  return {
    kind: 'bars',
    key: 'indices',
    title: { id: 'Indeks ketimpangan', en: 'Indices of inequality' },
    y: { title: { id: 'Indeks', en: 'Index' }, unit: { id: '', en: '' } },
    categories: bars.map(([key, id, en]) => ({ key, label: { id, en } })),
    series: indices.map((index) => ({
      key: index.amount,
      label: amountWords[index.amount],
      values: bars.map(([key]) => rounded(index[key])),
    })),
  }
}
