import { quintileIncidence } from '../../../core/inequality/concentration.ts'
import type { AnalysisReport, BarChart } from '../../../core/statistics/analysis-report.ts'
import { rupiahColours } from '../../../core/style/analysis-palettes.ts'
import type { VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { codesByFifth, withFifths } from './fifths.ts'
import { impossible } from './impossible.ts'
import { type AllSpending, amountWords, type Spending, spendingOf, spentOn } from './spending-of.ts'
import {
  fewVillages,
  figure,
  inBoth,
  missingCount,
  parameter,
  percent,
  rounded,
  villagesUnit,
} from './words.ts'

const ACHIEVED = ['accepted', 'realised'] as const
type Achieved = (typeof ACHIEVED)[number]

const method = withFifths({
  id: 'Rupiah usulan yang diterima (atau sudah lebih lanjut) dan yang terealisasi dibagi rupiah yang diusulkan desa, semua tahun bersama. Desa yang tidak mengusulkan rupiah tidak dihitung.',
  en: 'Rupiah of proposals accepted (or further) and realised over the rupiah that the village asked for, all years together. Villages that asked for no rupiah are left out.',
})

interface Asking {
  readonly code: string
  /** Per cent; null where the village's count of poor people is withheld or unknown. */
  readonly rate: number | null
  readonly population: number | null
  readonly spent: Spending
}

/** What became of the rupiah that each village asked for, and whether the poor's requests fare as well as others'. */
export function computeAcceptedShare(input: AnalysisInput): AnalysisOutput {
  const spending = spendingOf(input)
  const villages = input.rows<VillagesInput>('villages')
  const all = villages.map(
    ([, code, , , , , population, , rate]): Asking => ({
      ...{ code, rate, population },
      spent: spentOn(spending, code),
    }),
  )
  const asking = all.filter(({ spent }) => spent.asked > 0)
  if (asking.length === 0) {
    const reason = {
      id: 'Belum ada desa yang mengusulkan rupiah.',
      en: 'No village has asked for rupiah yet.',
    }
    return impossible(method, reason, { n: 0, unit: villagesUnit })
  }
  return {
    report: describe(all, asking, spending),
    areas: { 'accepted-share': all.map(shareOfVillage) },
    cells: {},
  }
}

function describe(all: readonly Asking[], asking: readonly Asking[], spending: AllSpending): AnalysisReport {
  const share = (key: Achieved) => (100 * sumOf(asking, key)) / sumOf(asking, 'asked')
  const findingOf = (key: Achieved) =>
    inBoth(
      (say) => `${say(share(key), 1)}\u00a0% rupiah yang diusulkan ${amountWords[key].id}`,
      (say) => `${say(share(key), 1)}\u00a0% of the rupiah asked for is ${amountWords[key].en}`,
    )
  return {
    ...{ possible: true, method, finding: findingOf('accepted'), crs: null },
    ...{ n: asking.length, unit: villagesUnit },
    parameters: [parameter('years', ['Tahun usulan', 'Years of proposals'], spending.years.join(', '))],
    missing: [
      missingCount(
        'silent',
        ['Desa tanpa rupiah usulan', 'Villages that asked for no rupiah'],
        all.length - asking.length,
      ),
      missingCount('village', ['Usulan tanpa desa', 'Proposals without a village'], spending.withoutVillage),
      missingCount('cost', ['Usulan tanpa biaya', 'Proposals without a cost'], spending.withoutCost),
    ],
    warnings: asking.length < 30 ? [fewVillages] : [],
    figures: figuresOf(asking, share),
    charts: [byFifth(asking)],
    layers: Object.fromEntries(
      ACHIEVED.map((key) => [`${key}-share`, { legend: legendOf(key), finding: findingOf(key) }]),
    ),
  }
}

const sumOf = (rows: readonly Asking[], key: keyof Spending) =>
  rows.reduce((sum, { spent }) => sum + spent[key], 0)

function shareOfVillage({ code, spent }: Asking): AreaRow {
  const share = (key: Achieved) => (spent.asked > 0 ? rounded((100 * spent[key]) / spent.asked) : null)
  return {
    code,
    properties: {
      askedRupiah: spent.asked,
      acceptedShare: share('accepted'),
      realisedShare: share('realised'),
    },
  }
}

/** Fifths of what one may ask for: the same in every district and year, so that maps can be compared. */
function legendOf(key: Achieved): AnalysisReport['layers'][string]['legend'] {
  const unit = { id: `% ${amountWords[key].id}`, en: `% ${amountWords[key].en}` }
  return {
    ...{ kind: 'classes', property: `${key}Share`, unit },
    ...{ breaks: [0, 20, 40, 60, 80, 100], colours: rupiahColours },
  }
}

function figuresOf(asking: readonly Asking[], share: (key: Achieved) => number) {
  const nothing = asking.filter(({ spent }) => spent.accepted === 0).length
  return [
    ...ACHIEVED.map((key) =>
      figure(
        `${key}Share`,
        [`Bagian yang ${amountWords[key].id}`, `Share that is ${amountWords[key].en}`],
        share(key),
        percent,
      ),
    ),
    figure(
      'nothingAccepted',
      [
        'Desa yang mengusulkan, tetapi tidak ada yang diterima',
        'Villages that asked and had nothing accepted',
      ],
      nothing,
      villagesUnit,
    ),
  ]
}

/** By fifths of the people, the poorest first; villages without a rate of poverty are left out. */
function byFifth(asking: readonly Asking[]): BarChart {
  const known = asking.filter(({ rate, population }) => rate !== null && population !== null)
  const places = {
    poverty: Float64Array.from(known, ({ rate }) => rate ?? 0),
    population: Float64Array.from(known, ({ population }) => population ?? 0),
  }
  const areas = codesByFifth(known, places)
  const sums = (key: keyof Spending) =>
    quintileIncidence({ ...places, benefit: Float64Array.from(known, ({ spent }) => spent[key]) })
  const asked = sums('asked')
  return {
    kind: 'bars',
    key: 'by-fifth',
    title: { id: 'Menurut seperlima penduduk', en: 'By fifth of the people' },
    y: { title: { id: 'Bagian dari yang diusulkan', en: 'Share of what was asked' }, unit: percent },
    categories: FIFTHS.map((label, fifth) => ({
      ...{ key: String(fifth + 1), label },
      areas: areas[fifth]!,
    })),
    series: ACHIEVED.map((key) => ({
      ...{ key, label: amountWords[key] },
      values: [...sums(key)].map((sum, fifth) => rounded((100 * sum) / (asked[fifth] ?? 0))),
    })),
  }
}

const FIFTHS = [
  { id: 'termiskin', en: 'poorest' },
  ...['2', '3', '4'].map((number) => ({ id: number, en: number })),
  { id: 'paling tidak miskin', en: 'least poor' },
]
