import { falseDiscovery, permutationFloor } from '../../../core/hotspot/false-discovery.ts'
import { localMoran, permuteLocalMoran } from '../../../core/hotspot/local-moran.ts'
import type { Neighbours } from '../../../core/hotspot/neighbours.ts'
import { PERMUTATION_SEED, permutationsFor } from '../../../core/hotspot/permutations-for.ts'
import { createRandom } from '../../../core/random/random.ts'
import { shuffleFirst } from '../../../core/random/shuffle-first.ts'
import type { AnalysisReport, Figure, PointChart } from '../../../core/statistics/analysis-report.ts'
import { moranColours } from '../../../core/style/analysis-palettes.ts'
import type { VillageRow, VillagesInput } from '../../analyses/inputs/villages.ts'
import type { AnalysisInput, AnalysisOutput } from './analysis.ts'
import { neighboursAmong, queenContiguity } from './contiguity.ts'
import { impossible } from './impossible.ts'
import { categoriesOf } from './legends.ts'
import { readOutlines } from './read-outlines.ts'
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

const ALPHA = 0.05
/** Neighbours × permutations: some twenty seconds of one thread. */
const MOST_DRAWS = 600_000_000
const FEWEST_PERMUTATIONS = 999
const GLOBAL_PERMUTATIONS = 999
const MOST_MARKS = 10_000

const method = {
  id: 'Moran lokal (Anselin 1995) atas persentase penduduk miskin desa; tetangga berbagi batas atau sudut (queen), bobot dibakukan per baris; permutasi bersyarat dua sisi; FDR Benjamini–Hochberg.',
  en: "Local Moran (Anselin 1995) of villages' poverty rate; neighbours share a border or a corner (queen), weights row-standardised; conditional permutations, two-sided; Benjamini–Hochberg FDR.",
}

const clusters = [
  {
    value: 'HH',
    colour: moranColours.HH,
    label: { id: 'miskin di antara yang miskin', en: 'poor among poor' },
  },
  {
    value: 'HL',
    colour: moranColours.HL,
    label: { id: 'miskin di antara yang tidak', en: 'poor among better-off' },
  },
  {
    value: 'LH',
    colour: moranColours.LH,
    label: { id: 'tidak miskin di antara yang miskin', en: 'better-off among poor' },
  },
  {
    value: 'LL',
    colour: moranColours.LL,
    label: { id: 'tidak miskin di antara yang tidak', en: 'better-off among better-off' },
  },
  {
    value: 'not-significant',
    colour: moranColours['not-significant'],
    label: { id: 'tidak beda dari kebetulan', en: 'no different from chance' },
  },
  { value: 'alone', colour: moranColours.alone, label: { id: 'tanpa tetangga', en: 'without neighbours' } },
] as const

type Cluster = (typeof clusters)[number]['value']
const ofQuadrant: readonly Cluster[] = ['alone', 'HH', 'LH', 'LL', 'HL']

/** Local and global Moran of poverty by village. Villages without a rate take no part and are counted as missing. */
export function computeLocalMoran(input: AnalysisInput): AnalysisOutput {
  const villages = input.rows<VillagesInput>('villages')
  const chosen = villages.flatMap((row, at) => (row[8] === null ? [] : [at]))
  const values = Float64Array.from(chosen, (at) => villages[at]?.[8] ?? Number.NaN)
  const differ = values.some((value) => value !== values[0])
  if (values.length < 3 || !differ) {
    const reason = {
      id: 'Perlu sedikitnya 3 desa dengan angka kemiskinan yang berbeda.',
      en: 'At least 3 villages with differing poverty rates are needed.',
    }
    return impossible(method, reason, { n: values.length, unit: villagesUnit })
  }
  const neighbours = neighboursAmong(queenContiguity(readOutlines(input.outlines)), chosen)
  const moran = judge(values, neighbours, (share) => input.onProgress(share))
  const areas = chosen.map((at, i) => ({
    code: villages[at]?.[1] ?? '',
    properties: propertiesOf(moran, neighbours, i),
  }))
  return {
    report: describe(input, moran, chosen),
    areas: { 'local-moran': areas },
    cells: {},
  }
}

interface JudgedMoran {
  readonly values: Float64Array
  /** Mean of the neighbours. */
  readonly lag: Float64Array
  readonly local: Float64Array
  readonly p: Float64Array
  readonly adjusted: Float64Array
  readonly cluster: readonly Cluster[]
  readonly global: number
  readonly globalP: number
  readonly permutations: number
}

/** Places without neighbours are not judged: their p is NaN, and takes no part in the false discovery rate. */
function judge(
  values: Float64Array,
  neighbours: Neighbours,
  onProgress: (share: number) => void,
): JudgedMoran {
  const permutations = choosePermutations(values.length, neighbours)
  const { local, global, quadrants } = localMoran(values, neighbours)
  const permuted = permuteLocalMoran(values, neighbours, {
    permutations,
    seed: PERMUTATION_SEED,
    onProgress: (done, of) => onProgress(done / of),
  })
  const p = permuted.p.map((value, i) => (quadrants[i] === 0 ? Number.NaN : value))
  const { adjusted, rejected } = falseDiscovery(p, ALPHA)
  const cluster = Array.from(quadrants, (quadrant, i): Cluster => {
    if (quadrant === 0) return 'alone'
    return rejected[i] ? (ofQuadrant[quadrant] ?? 'alone') : 'not-significant'
  })
  return {
    values,
    lag: values.map((_, i) => meanOfNeighbours(values, neighbours, i)),
    ...{ local, p, adjusted, cluster, global, permutations },
    globalP: permuteGlobal(values, neighbours, global),
  }
}

function propertiesOf(moran: JudgedMoran, neighbours: Neighbours, i: number) {
  return {
    povertyRate: rounded(moran.values[i]),
    neighbours: neighbours.starts[i + 1]! - neighbours.starts[i]!,
    neighboursRate: rounded(moran.lag[i]),
    moran: moran.cluster[i] === 'alone' ? null : rounded(moran.local[i]),
    p: rounded(moran.p[i]),
    pAdjusted: rounded(moran.adjusted[i]),
    quadrant: moran.cluster[i],
  }
}

const countOf = ({ cluster }: JudgedMoran, value: Cluster) =>
  cluster.filter((other) => other === value).length

function describe(input: AnalysisInput, moran: JudgedMoran, chosen: readonly number[]): AnalysisReport {
  const villages = input.rows<VillagesInput>('villages')
  const { global, permutations, cluster } = moran
  const n = chosen.length
  const pockets = countOf(moran, 'HH')
  const alone = countOf(moran, 'alone')
  const floor = permutationFloor(n - alone, permutations, ALPHA)
  const finding = inBoth(
    (say) => `${say(pockets)} dari ${say(n)} desa adalah kantong kemiskinan; I global ${say(global, 2)}`,
    (say) => `${say(pockets)} of ${say(n)} villages are pockets of poverty; global I ${say(global, 2)}`,
  )
  return {
    ...{ possible: true, method, finding, n, unit: villagesUnit },
    parameters: [
      parameter('alpha', ['α setelah FDR', 'α after FDR'], ALPHA),
      parameter('permutations', ['Permutasi', 'Permutations'], permutations),
      parameter('smallestP', ['p terkecil yang mungkin', 'Smallest possible p'], floor.smallest),
      parameter('seed', ['Benih acak', 'Random seed'], String(PERMUTATION_SEED)),
      parameter('neighbours', ['Tetangga', 'Neighbours'], {
        id: 'berbagi batas atau sudut',
        en: 'share a border or a corner (queen)',
      }),
    ],
    missing: [
      missingCount(
        'rate',
        ['Desa tanpa angka kemiskinan', 'Villages without a poverty rate'],
        villages.length - n,
      ),
      missingCount('alone', ['Desa tanpa tetangga', 'Villages without neighbours'], alone),
    ],
    warnings: [...(n < 30 ? [fewVillages] : []), ...(floor.message ? [floor.message] : [])],
    crs: input.crs,
    figures: figuresOf(moran),
    charts: [scatter(villages, chosen, moran)],
    layers: { 'local-moran': { legend: categoriesOf('quadrant', cluster, clusters), finding } },
  }
}

function figuresOf(moran: JudgedMoran): Figure[] {
  const early = moran.p.filter((value) => value <= ALPHA).length
  return [
    figure('globalMoran', ['Moran I global', 'Global Moran I'], moran.global),
    figure('expected', ['Nilai harapan bila acak', 'Expected if random'], -1 / (moran.values.length - 1)),
    figure(
      'globalP',
      ['p global (permutasi, satu sisi)', 'Global p (permutation, one-sided)'],
      moran.globalP,
    ),
    figure(
      'beforeFdr',
      ['Desa dengan p ≤ 0,05 sebelum FDR', 'Villages with p ≤ 0.05 before FDR'],
      early,
      villagesUnit,
    ),
    ...clusters.map(({ value, label }) =>
      figure(value, [label.id, label.en], countOf(moran, value), villagesUnit),
    ),
  ]
}

/** Enough for a single village to pass FDR, where that is affordable. */
function choosePermutations(places: number, neighbours: Neighbours): number {
  const affordable = Math.floor(MOST_DRAWS / Math.max(1, neighbours.indices.length))
  return Math.max(FEWEST_PERMUTATIONS, Math.min(permutationsFor(places, ALPHA, 1), affordable))
}

/** Share of shuffles with a global I as high, (count + 1) ÷ (R + 1). */
function permuteGlobal(values: Float64Array, neighbours: Neighbours, observed: number): number {
  const random = createRandom(PERMUTATION_SEED)
  const shuffled = values.slice()
  let asHigh = 0
  for (let r = 0; r < GLOBAL_PERMUTATIONS; r++) {
    shuffleFirst(shuffled, shuffled.length - 1, random)
    if (localMoran(shuffled, neighbours).global >= observed - 1e-12) asHigh++
  }
  return (asHigh + 1) / (GLOBAL_PERMUTATIONS + 1)
}

function meanOfNeighbours(values: Float64Array, neighbours: Neighbours, i: number): number {
  const own = neighbours.indices.subarray(neighbours.starts[i], neighbours.starts[i + 1])
  return own.length === 0 ? Number.NaN : own.reduce((sum, j) => sum + values[j]!, 0) / own.length
}

function scatter(
  villages: readonly VillageRow[],
  chosen: readonly number[],
  { values, lag, cluster }: JudgedMoran,
): PointChart {
  const points = chosen.flatMap((at, i) => {
    const row = villages[at]
    if (!row || Number.isNaN(lag[i]!)) return []
    return [
      {
        code: row[1],
        name: row[2],
        x: rounded(values[i]) ?? 0,
        y: rounded(lag[i]) ?? 0,
        category: cluster[i] ?? 'alone',
      },
    ]
  })
  return {
    kind: 'points',
    key: 'moran-scatter',
    title: { id: 'Desa dan tetangganya', en: 'Villages and their neighbours' },
    x: { title: { id: 'Penduduk miskin desa', en: 'Poor people of the village' }, unit: percent },
    y: { title: { id: 'Rata-rata tetangganya', en: 'Mean of its neighbours' }, unit: percent },
    categories: clusters.map(({ value, label, colour }) => ({ key: value, label, colour })),
    points: points.slice(0, MOST_MARKS),
  }
}
