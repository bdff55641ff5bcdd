import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisReport, Figure, PointChart } from '../../../core/statistics/analysis-report.ts'
import { empiricalBayes } from '../../../core/statistics/empirical-bayes.ts'
import { giniColours, rupiahColours, smoothingColours } from '../../../core/style/analysis-palettes.ts'
import type { VillageRow, VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput, AreaRow } from './analysis.ts'
import { topFifth } from './fifths.ts'
import { impossible } from './impossible.ts'
import { classesOf } from './legends.ts'
import { type AllSpending, spendingOf, spentOn } from './spending-of.ts'
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

const MOST_MARKS = 10_000

const method = {
  id: 'Bayes empiris (Marshall 1991): angka tiap desa ditarik ke angka semua desa bersama, makin kuat makin sedikit penduduknya. Di desa kecil satu orang atau satu usulan mengubah angka banyak, sehingga angka mentahnya sering paling tinggi atau paling rendah karena kebetulan. Ragam kebetulan dihitung menurut sebaran Poisson, yang cocok untuk kejadian jarang: di tempat 25 % penduduknya miskin ragam itu sepertiga terlalu besar, sehingga angkanya ditarik agak terlalu kuat.',
  en: 'Empirical Bayes (Marshall 1991): the rate of each village is drawn towards that of all villages together, the more so the fewer people it has. In a small village one person or one proposal changes the rate much, so that its raw rate is often the highest or the lowest by chance. The variance by chance is that of Poisson, meant for rare events: where 25 % of the people are poor it is a third too large, so that rates are drawn a little too much.',
}

/** One rate over villages: those that have it, raw and smoothed, in events a head. */
interface Rate {
  readonly raw: ReadonlyMap<string, number>
  readonly smoothed: ReadonlyMap<string, number>
  /** Weight of the village's own rate, 0–1. */
  readonly weights: ReadonlyMap<string, number>
  readonly mean: number
}

type Counted = readonly [code: string, events: number, people: number]

/**
 * Poverty and proposals a head, smoothed for villages of few people. Villages whose poor people are withheld take no part
 * in the rate of poverty, neither with a figure of their own nor in that of all: nothing can be worked back from it.
 */
export function computeSmoothedRates(input: AnalysisInput): AnalysisOutput {
  const villages = input.rows<VillagesInput>('villages')
  const spending = spendingOf(input)
  const fewest = Math.max(1, input.smallCell)
  const poverty = rateOf(
    villages.flatMap(([, code, , , , , people, poor]): Counted[] =>
      people && poor !== null && (poor === 0 || poor >= fewest) ? [[code, poor, people]] : [],
    ),
  )
  const proposals = rateOf(
    villages.flatMap(([, code, , , , , people]): Counted[] =>
      people ? [[code, spentOn(spending, code).count, people]] : [],
    ),
  )
  if (poverty.raw.size < 2) {
    const reason = {
      id: 'Perlu sedikitnya 2 desa dengan penduduk dan orang miskin.',
      en: 'At least 2 villages with people and poor people are needed.',
    }
    return impossible(method, reason, { n: poverty.raw.size, unit: villagesUnit })
  }
  const areas = villages.map(([, code]) => propertiesOf(code, poverty, proposals))
  return {
    report: describe({ villages, poverty, proposals, spending }),
    areas: { 'poverty-smoothed': areas },
    cells: {},
  }
}

function rateOf(counted: readonly Counted[]): Rate {
  const column = (at: 1 | 2) => Float64Array.from(counted, (row) => row[at])
  const { smoothed, weights, mean } = empiricalBayes(column(1), column(2))
  const byCode = (values: Float64Array) => new Map(counted.map(([code], i) => [code, values[i]!]))
  return {
    raw: new Map(counted.map(([code, events, people]) => [code, events / people])),
    smoothed: byCode(smoothed),
    weights: byCode(weights),
    mean,
  }
}

function propertiesOf(code: string, poverty: Rate, proposals: Rate): AreaRow {
  const times = (factor: number, value: number | undefined) =>
    value === undefined ? null : rounded(factor * value)
  return {
    code,
    properties: {
      povertyRate: times(100, poverty.raw.get(code)),
      povertySmoothed: times(100, poverty.smoothed.get(code)),
      povertyWeight: times(100, poverty.weights.get(code)),
      perThousand: times(1000, proposals.raw.get(code)),
      perThousandSmoothed: times(1000, proposals.smoothed.get(code)),
      perThousandWeight: times(100, proposals.weights.get(code)),
    },
  }
}

interface Subject {
  readonly villages: readonly VillageRow[]
  readonly poverty: Rate
  readonly proposals: Rate
  readonly spending: AllSpending
}

function describe({ villages, poverty, proposals, spending }: Subject): AnalysisReport {
  const left = leavingTop(poverty)
  const finding = findingOf(poverty, left)
  const proposalsFinding = inBoth(
    (say) => `Semua desa bersama: ${say(1000 * proposals.mean, 2)} usulan per 1.000 penduduk`,
    (say) => `All villages together: ${say(1000 * proposals.mean, 2)} proposals per 1,000 people`,
  )
  const unitOf = (id: string, en: string) => ({ id: `${id}, dihaluskan`, en: `${en}, smoothed` })
  const values = ({ smoothed }: Rate, factor: number) =>
    [...smoothed.values()].map((rate) => rounded(factor * rate))
  return {
    ...{ possible: true, method, finding, n: poverty.raw.size, unit: villagesUnit, crs: null },
    parameters: [parameter('years', ['Tahun usulan', 'Years of proposals'], spending.years.join(', '))],
    missing: missingFrom({ villages, poverty, proposals, spending }),
    warnings: poverty.raw.size < 30 ? [fewVillages] : [],
    figures: figuresOf(poverty, proposals, left),
    charts: [scatter(villages, poverty)],
    layers: {
      'poverty-smoothed': {
        legend: classesOf(
          'povertySmoothed',
          values(poverty, 100),
          giniColours,
          unitOf('% penduduk miskin', '% poor people'),
        ),
        finding,
      },
      'proposals-smoothed': {
        legend: classesOf(
          'perThousandSmoothed',
          values(proposals, 1000),
          rupiahColours,
          unitOf('usulan per 1.000 penduduk', 'proposals per 1,000 people'),
        ),
        finding: proposalsFinding,
      },
    },
  }
}

function findingOf({ raw, weights, mean }: Rate, left: number): Label {
  // The moments leave no variance between villages (A = 0): every rate becomes that of all.
  if ([...weights.values()].every((weight) => weight === 0)) {
    return inBoth(
      (say) =>
        `Persentase penduduk miskin ${say(raw.size)} desa tidak berbeda lebih dari kebetulan: setelah dihaluskan semuanya ${say(100 * mean, 1)} %`,
      (say) =>
        `Poverty rates of ${say(raw.size)} villages differ no more than by chance: once smoothed all are ${say(100 * mean, 1)} %`,
    )
  }
  const poorest = topOf(raw).size
  return inBoth(
    (say) =>
      `${say(left)} dari ${say(poorest)} desa termiskin tidak lagi termasuk termiskin setelah angkanya dihaluskan`,
    (say) =>
      `${say(left)} of the ${say(poorest)} poorest villages are no longer among them once rates are smoothed`,
  )
}

function missingFrom({ villages, poverty, proposals, spending }: Subject): AnalysisReport['missing'] {
  return [
    missingCount(
      'poverty',
      [
        'Desa tanpa angka kemiskinan, atau terlalu sedikit orang miskinnya untuk ditampilkan',
        'Villages without a rate of poverty, or with too few poor people to be shown',
      ],
      villages.length - poverty.raw.size,
    ),
    missingCount(
      'people',
      ['Desa tanpa penduduk', 'Villages without people'],
      villages.length - proposals.raw.size,
    ),
    missingCount('village', ['Usulan tanpa desa', 'Proposals without a village'], spending.withoutVillage),
  ]
}

/** The fifth of villages with the highest rates, and those whose rates are equal to the least of them. */
function topOf(rates: ReadonlyMap<string, number>): ReadonlySet<string> {
  const least = topFifth([...rates.values()])
  return new Set([...rates].flatMap(([code, rate]) => (rate >= least ? [code] : [])))
}

function leavingTop({ raw, smoothed }: Rate): number {
  const after = topOf(smoothed)
  return [...topOf(raw)].filter((code) => !after.has(code)).length
}

function figuresOf(poverty: Rate, proposals: Rate, left: number): Figure[] {
  const least = ({ weights }: Rate) => [...weights.values()].reduce((a, b) => Math.min(a, b), 1)
  const perThousand = { id: 'per 1.000 penduduk', en: 'per 1,000 people' }
  return [
    figure(
      'povertyMean',
      ['Penduduk miskin, semua desa', 'Poor people, all villages'],
      100 * poverty.mean,
      percent,
    ),
    figure(
      'proposalsMean',
      ['Usulan, semua desa', 'Proposals, all villages'],
      1000 * proposals.mean,
      perThousand,
    ),
    figure(
      'leftTop',
      ['Desa yang keluar dari seperlima desa termiskin', 'Villages that leave the poorest fifth of villages'],
      left,
      villagesUnit,
    ),
    figure(
      'leastWeight',
      ['Bobot angka sendiri terkecil, kemiskinan', 'Least weight of an own rate, poverty'],
      100 * least(poverty),
      percent,
    ),
  ]
}

const trust = [
  { value: 'own', from: 0.9, label: { id: 'hampir angkanya sendiri', en: 'nearly its own rate' } },
  {
    value: 'mixed',
    from: 0.5,
    label: { id: 'sebagian ditarik ke rata-rata', en: 'drawn to the mean in part' },
  },
  {
    value: 'drawn',
    from: 0,
    label: { id: 'sebagian besar ditarik ke rata-rata', en: 'mostly drawn to the mean' },
  },
] as const

function scatter(villages: readonly VillageRow[], { raw, smoothed, weights }: Rate): PointChart {
  const points = villages
    .filter(([, code]) => raw.has(code))
    .map(([, code, name]) => ({
      code,
      name,
      x: rounded(100 * (raw.get(code) ?? 0)) ?? 0,
      y: rounded(100 * (smoothed.get(code) ?? 0)) ?? 0,
      category: trust.find(({ from }) => (weights.get(code) ?? 0) >= from)?.value ?? 'drawn',
    }))
  return {
    kind: 'points',
    key: 'smoothing-scatter',
    title: { id: 'Kemiskinan mentah dan dihaluskan', en: 'Poverty, raw and smoothed' },
    x: { title: { id: 'Penduduk miskin, mentah', en: 'Poor people, raw' }, unit: percent },
    y: { title: { id: 'Penduduk miskin, dihaluskan', en: 'Poor people, smoothed' }, unit: percent },
    categories: trust.map(({ value, label }) => ({ key: value, label, colour: smoothingColours[value] })),
    points: points.slice(0, MOST_MARKS),
  }
}
