import { quintileIncidence } from '../../../core/inequality/concentration.ts'
import { formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { AnalysisReport, BarChart } from '../../../core/statistics/analysis-report.ts'
import { rupiahColours } from '../../../core/style/analysis-palettes.ts'
import type { VillageRow, VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { codesByFifth, withFifths } from './fifths.ts'
import { impossible } from './impossible.ts'
import { classesOf } from './legends.ts'
import {
  type AllSpending,
  AMOUNTS,
  type Amount,
  amountWarnings,
  amountWords,
  layerOf,
  spendingOf,
  spentOn,
} from './spending-of.ts'
import {
  fewVillages,
  figure,
  missingCount,
  parameter,
  people,
  rounded,
  rupiah,
  villagesUnit,
} from './words.ts'

const MILLION = 1e6

const methodOf = (fewest: number) =>
  withFifths({
    id: `Rupiah usulan (diusulkan; diterima atau sudah lebih lanjut; terealisasi) dibagi penduduk miskin desa. Desa tanpa angka atau tanpa orang miskin tidak dihitung${fewest > 1 ? `; kurang dari ${fewest} orang miskin tidak ditampilkan` : ''}.`,
    en: `Rupiah of proposals (asked; accepted or further; realised) over the poor people of the village. Villages without a figure or without poor people are left out${fewest > 1 ? `; fewer than ${fewest} poor people are withheld` : ''}.`,
  })

interface Counted {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly districtName: string
  readonly poor: number
  readonly population: number | null
  readonly rate: number | null
  readonly spent: Readonly<Record<Amount, number>>
}

/** By village, by district and by fifth of the poor; the last two over villages that are themselves shown. */
export function computeRupiahPerPoor(input: AnalysisInput): AnalysisOutput {
  const fewest = Math.max(1, input.smallCell)
  const spending = spendingOf(input)
  const villages = input.rows<VillagesInput>('villages')
  const areas = villages.map((row) => perVillage(row, { spending, fewest }))
  const counted = villages.flatMap(
    ([, code, name, parent, , , population, poor, rate, parentName]): Counted[] =>
      poor !== null && poor > 0 && poor >= fewest
        ? [
            {
              code,
              name,
              district: parent ?? '',
              districtName: parentName ?? parent ?? '',
              poor,
              population,
              rate,
              spent: spentOn(spending, code),
            },
          ]
        : [],
  )
  if (counted.length === 0 || spending.proposals === 0) {
    const reason = {
      id: `Perlu desa dengan sedikitnya ${fewest} orang miskin, dan usulan.`,
      en: `Villages with at least ${fewest} poor people, and proposals, are needed.`,
    }
    return impossible(methodOf(fewest), reason, { n: counted.length, unit: villagesUnit })
  }
  return {
    report: describe({ counted, spending, areas, fewest }),
    areas: { 'rupiah-per-poor': areas },
    cells: {},
  }
}

function perVillage(row: VillageRow, { spending, fewest }: Pick<Subject, 'spending' | 'fewest'>): AreaRow {
  const [, code, , , , , , poor, , , isSmall] = row
  const withheld = isSmall
    ? 'small'
    : poor === null
      ? 'missing'
      : poor === 0
        ? 'none'
        : poor < fewest
          ? 'small'
          : null
  const spent = spentOn(spending, code)
  const amounts = AMOUNTS.map((amount) => ({
    [`${amount}Rupiah`]: withheld === 'small' ? null : spent[amount],
    [`${amount}PerPoor`]: withheld === null && poor !== null ? rounded(spent[amount] / poor) : null,
    [`${amount}Millions`]:
      withheld === null && poor !== null ? rounded(spent[amount] / poor / MILLION) : null,
  }))
  const shown = withheld === null || withheld === 'none' ? poor : null
  return {
    code,
    properties: Object.assign({ poorPopulation: rounded(shown), withheld }, ...amounts),
  }
}

interface Subject {
  readonly counted: readonly Counted[]
  readonly spending: AllSpending
  readonly areas: readonly AreaRow[]
  /** Least number of poor people of a village whose figures are shown. */
  readonly fewest: number
}

const sumOf = (rows: readonly Counted[], value: (row: Counted) => number) =>
  rows.reduce((sum, row) => sum + value(row), 0)
const perPoor = (rows: readonly Counted[], amount: Amount) =>
  sumOf(rows, ({ spent }) => spent[amount]) / sumOf(rows, ({ poor }) => poor)

function describe(subject: Subject): AnalysisOutput['report'] {
  const { counted, spending, fewest } = subject
  const amount = (key: Amount, language: Language) => formatRupiahShort(perPoor(counted, key), language)
  const finding = {
    id: `${amount('asked', 'id')} diusulkan dan ${amount('accepted', 'id')} diterima per orang miskin`,
    en: `${amount('asked', 'en')} asked and ${amount('accepted', 'en')} accepted per poor person`,
  }
  return {
    possible: true,
    method: methodOf(fewest),
    finding,
    n: counted.length,
    unit: villagesUnit,
    parameters: [
      parameter('years', ['Tahun usulan', 'Years of proposals'], spending.years.join(', ')),
      parameter('fewestPoor', ['Orang miskin paling sedikit', 'Fewest poor people shown'], fewest, people),
    ],
    missing: missingOf(subject),
    warnings: [
      ...(counted.length < 30 ? [fewVillages] : []),
      ...amountWarnings((key) => sumOf(counted, ({ spent }) => spent[key])),
    ],
    crs: null,
    figures: figuresOf(counted),
    charts: [byDistrict(counted), byFifth(counted)],
    layers: layersOf(subject),
  }
}

/** One map for each amount; none for an amount of which there is nothing. */
function layersOf({ counted, areas }: Subject): AnalysisReport['layers'] {
  const shown = AMOUNTS.filter((amount) => counted.some(({ spent }) => spent[amount] > 0))
  return Object.fromEntries(
    shown.map((amount) => {
      const words = amountWords[amount]
      const property = `${amount}Millions`
      const values = areas.map(({ properties }) => properties[property] as number | null)
      const unit = {
        id: `juta rupiah ${words.id} per orang miskin`,
        en: `million rupiah ${words.en} per poor person`,
      }
      const finding = {
        id: `${formatRupiahShort(perPoor(counted, amount), 'id')} ${words.id} per orang miskin`,
        en: `${formatRupiahShort(perPoor(counted, amount), 'en')} ${words.en} per poor person`,
      }
      return [
        layerOf('rupiah-per-poor', amount),
        { legend: classesOf(property, values, rupiahColours, unit), finding },
      ]
    }),
  )
}

const y = { title: { id: 'Rupiah per orang miskin', en: 'Rupiah per poor person' }, unit: rupiah }

/** Sums of villages that are shown themselves, so that no difference gives a withheld one away. */
function byDistrict(counted: readonly Counted[]): BarChart {
  const groups = [...Map.groupBy(counted, ({ district }) => district)].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    kind: 'bars',
    key: 'by-district',
    title: { id: 'Menurut kecamatan', en: 'By district' },
    y,
    categories: groups.map(([code, [first]]) => {
      const name = first?.districtName ?? code
      return { key: code, label: { id: name, en: name } }
    }),
    series: AMOUNTS.map((amount) => ({
      key: amount,
      label: amountWords[amount],
      values: groups.map(([, rows]) => rounded(perPoor(rows, amount))),
    })),
  }
}

/** Fifths of the people by their village's poverty; villages without a rate are left out. */
function byFifth(counted: readonly Counted[]): BarChart {
  const known = counted.filter(({ rate, population }) => rate !== null && population !== null)
  const given = {
    poverty: Float64Array.from(known, ({ rate }) => rate ?? 0),
    population: Float64Array.from(known, ({ population }) => population ?? 0),
  }
  const areas = codesByFifth(known, given)
  const fifths = (benefit: (row: Counted) => number) =>
    quintileIncidence({
      ...given,
      benefit: Float64Array.from(known, benefit),
    })
  const poor = fifths((row) => row.poor)
  return {
    kind: 'bars',
    key: 'by-fifth',
    title: { id: 'Menurut seperlima penduduk', en: 'By fifth of the people' },
    y,
    categories: ['1', '2', '3', '4', '5'].map((key, fifth) => ({
      key,
      areas: areas[fifth]!,
      label:
        key === '1'
          ? { id: 'termiskin', en: 'poorest' }
          : key === '5'
            ? { id: 'paling tidak miskin', en: 'least poor' }
            : { id: key, en: key },
    })),
    series: AMOUNTS.map((amount) => {
      const sums = fifths(({ spent }) => spent[amount])
      return {
        key: amount,
        label: amountWords[amount],
        values: [...sums].map((sum, fifth) => rounded(sum / (poor[fifth] ?? 0))),
      }
    }),
  }
}

function missingOf({ spending, areas }: Subject) {
  const withheld = (reason: string) => areas.filter(({ properties }) => properties.withheld === reason).length
  return [
    missingCount(
      'missing',
      ['Desa tanpa angka orang miskin', 'Villages without a figure of poor people'],
      withheld('missing'),
    ),
    missingCount('none', ['Desa tanpa orang miskin', 'Villages without poor people'], withheld('none')),
    missingCount(
      'small',
      [
        'Desa yang terlalu sedikit orang miskinnya untuk ditampilkan',
        'Villages with too few poor people to be shown',
      ],
      withheld('small'),
    ),
    missingCount('village', ['Usulan tanpa desa', 'Proposals without a village'], spending.withoutVillage),
    missingCount('cost', ['Usulan tanpa biaya', 'Proposals without a cost'], spending.withoutCost),
  ]
}

function figuresOf(counted: readonly Counted[]) {
  return AMOUNTS.map((amount) =>
    figure(
      `${amount}PerPoor`,
      [
        `Rupiah ${amountWords[amount].id} per orang miskin`,
        `Rupiah ${amountWords[amount].en} per poor person`,
      ],
      perPoor(counted, amount),
      rupiah,
    ),
  )
}
