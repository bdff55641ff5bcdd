import { toPerMille } from '../criteria/to-per-mille.ts'
import { randomFromState } from '../random/random.ts'
import { acceptability } from '../score/acceptability.ts'
import { prometheeNetFlows } from '../score/promethee.ts'
import { rankScores } from '../score/rank-alternatives.ts'
import { rankByMethod } from '../score/rank-by-method.ts'
import { preferredRaws } from '../score/raw-columns.ts'
import { topsis } from '../score/topsis.ts'
import { weightedMean } from '../score/weighted-mean.ts'
import { compareStakeholders } from '../weights/compare-stakeholders.ts'
import { kendall, spearman } from '../weights/rank-correlation.ts'
import type { MathsCase } from './maths-case.ts'

const NO_TEXT = { id: '', en: '' }
const f64 = (...values: number[]) => Float64Array.from(values)

const criteria = [f64(5, 7, 8, 7), f64(8, 6, 8, 4), f64(4, 8, 6, 6)]
const fourByThree = (normalisation: 'vector' | 'min-max') =>
  topsis(criteria, {
    weights: [0.3, 0.4, 0.3],
    directions: ['maximise', 'maximise', 'maximise'],
    normalisation,
  })
const flip = (normalisation: 'vector' | 'min-max') =>
  topsis([f64(1, 2, 5), f64(3000, 3750, 4500)], {
    weights: [0.5, 0.5],
    directions: ['minimise', 'maximise'],
    normalisation,
  })

/** The same case all the way that a ranking goes: criteria with their directions, then the method. */
function rankedFlip(scale: 'raw' | 'per-mille'): ArrayLike<number> {
  const raws = [f64(1, 2, 5), f64(3000, 3750, 4500)]
  const rules = (['minimise', 'maximise'] as const).map((direction) => ({
    ...{ key: 'c', title: NO_TEXT, unit: NO_TEXT, source: '', direction },
    ...{ missing: 'zero' as const, normalisation: { kind: 'min-max' as const } },
  }))
  return rankByMethod({
    columns: raws.map((raw, c) => toPerMille(raw, rules[c]!).values),
    raws: raws.map((raw, c) => preferredRaws(raw, rules[c]!)),
    weights: [50, 50],
    method: { kind: 'topsis', normalisation: 'vector', ...(scale === 'raw' && { scale }) },
  }).scores
}

const TOPSIS = 'scikit-criteria, tests/agg/test_topsis.py'
const closeness: MathsCase[] = [
  {
    id: 'topsis-vector',
    name: 'TOPSIS, vector normalisation',
    source: TOPSIS,
    expected: [0.50371966, 0.65808477, 0.74824866, 0.33399744],
    digits: 8,
    run: () => fourByThree('vector'),
  },
  {
    id: 'topsis-rank',
    name: 'TOPSIS, vector normalisation, ranks',
    source: TOPSIS,
    expected: [3, 2, 1, 4],
    digits: 0,
    run: () => rankScores(fourByThree('vector')).rank,
  },
  {
    id: 'topsis-min-max',
    name: 'TOPSIS, min–max normalisation',
    source: TOPSIS,
    expected: [0.48528137, 0.6483713, 0.7767908, 0.36297734],
    digits: 8,
    run: () => fourByThree('min-max'),
  },
  {
    id: 'flip-min-max',
    name: 'Normalisation flips a rank: min–max',
    source: 'pymcdm, documentation',
    expected: [0.5, 0.617, 0.5],
    digits: 3,
    run: () => flip('min-max'),
  },
  {
    id: 'flip-vector',
    name: 'Normalisation flips a rank: vector',
    source: 'pymcdm, documentation',
    expected: [0.76214, 0.72218, 0.23786],
    digits: 5,
    run: () => flip('vector'),
  },
  {
    id: 'topsis-raw',
    name: 'TOPSIS on raw values, as it was published: cost 1, 2, 5 and benefit 3000, 3750, 4500',
    source: 'pymcdm, documentation',
    expected: [0.76214, 0.72218, 0.23786],
    digits: 5,
    run: () => rankedFlip('raw'),
  },
  {
    id: 'topsis-per-mille',
    name: 'TOPSIS on 0–1,000, as rankings use it: the same three, another order',
    source: 'by hand: 1000 750 0 and 0 500 1000',
    expected: [0.47214, 0.60436, 0.52786],
    digits: 5,
    run: () => rankedFlip('per-mille'),
  },
]

const kracka = [
  f64(33.95, 38.9, 37.59, 30.44, 36.21, 37.8),
  f64(23.78, 4.17, 9.36, 37.59, 14.79, 8.55),
  f64(11.45, 6.32, 8.23, 13.91, 9.17, 7.97),
  f64(39.97, 0.01, 4.35, 74.08, 17.77, 2.35),
  f64(29.44, 4.29, 10.22, 45.1, 17.06, 9.25),
  f64(167.1, 132.52, 136.71, 198.34, 148.3, 134.83),
  f64(3.852, 25.184, 10.845, 2.186, 6.61, 11.935),
]
const minimised = [true, true, true, true, false, true, false]
const krackaScores = () => weightedMean(kracka.map((column, c) => sumScaled(column, minimised[c]!)))

/** The case's own scaling: 1 ÷ x where less is better, then ÷ the column's sum. */
function sumScaled(column: Float64Array, minimise: boolean): Float64Array {
  const turned = minimise ? column.map((value) => 1 / value) : column
  const sum = turned.reduce((a, b) => a + b, 0)
  return turned.map((value) => value / sum)
}

const KRACKA = 'Kracka (2010), scikit-criteria, tests/agg/test_simple.py'
const sums: MathsCase[] = [
  {
    id: 'weighted-sum',
    name: 'Weighted sum',
    source: KRACKA,
    expected: [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701],
    digits: 8,
    run: krackaScores,
  },
  {
    id: 'weighted-sum-rank',
    name: 'Weighted sum, ranks',
    source: KRACKA,
    expected: [6, 1, 3, 4, 5, 2],
    digits: 0,
    run: () => rankScores(krackaScores()).rank,
  },
  {
    id: 'promethee-usual',
    name: 'PROMETHEE II, usual preference, net flows',
    source: 'by hand: six pairs, weights .3 .4 .3',
    expected: [-1 / 3, 0.5 / 3, 1.7 / 3, -1.2 / 3],
    digits: 12,
    run: () =>
      prometheeNetFlows(
        criteria.map((values, c) => ({
          values,
          direction: 'maximise',
          weight: [0.3, 0.4, 0.3][c]!,
          preference: { kind: 'usual' },
        })),
      ),
  },
]

const smaa: MathsCase[] = [
  {
    id: 'smaa',
    name: 'SMAA, first-rank acceptability of (1,0), (0,1), (.6,.6), 200,000 samples',
    source: 'analytic: first where w₁ > .6, w₁ < .4, between',
    expected: [0.4, 0.4, 0.2],
    digits: 2,
    run: () =>
      acceptability([f64(1000, 0, 600), f64(0, 1000, 600)], {
        samples: 200_000,
        seed: 20_260_123,
        uncertainty: { kind: 'any' },
        line: { top: 1 },
      }).first,
  },
  {
    id: 'smaa-three',
    name: 'SMAA, (1,0,0), (0,1,0), (0,0,1): shares of first and mean rank',
    source: 'analytic: by symmetry',
    expected: [1 / 3, 1 / 3, 1 / 3, 2, 2, 2],
    digits: 2,
    run: () => {
      const { first, meanRank } = acceptability([f64(1000, 0, 0), f64(0, 1000, 0), f64(0, 0, 1000)], {
        samples: 200_000,
        seed: 7,
        uncertainty: { kind: 'any' },
        line: { top: 1 },
      })
      return [...first, ...meanRank]
    },
  },
]

const ranks = (...places: number[]) => Uint32Array.from(places)

const agreement: MathsCase[] = [
  {
    id: 'spearman',
    name: "Spearman's ρ of IQ and hours of television",
    source: 'Wikipedia, Spearman’s rank correlation coefficient, example: −29/165',
    expected: [-29 / 165],
    digits: 12,
    run: () => [
      spearman(f64(106, 100, 86, 101, 99, 103, 97, 113, 112, 110), f64(7, 27, 2, 50, 28, 29, 20, 12, 6, 17)),
    ],
  },
  {
    id: 'kendall',
    name: "Kendall's τ-b with ties",
    source: 'scipy.stats.kendalltau, documentation',
    expected: [-0.47140452079103173],
    digits: 12,
    run: () => [kendall(f64(12, 2, 1, 12, 2), f64(1, 4, 7, 1, 0))],
  },
  {
    id: 'concordance',
    name: "Kendall's W: alike, and turned round",
    source: 'by definition: 1 and 0',
    expected: [1, 0],
    digits: 12,
    run: () =>
      [ranks(1, 2, 3, 4), ranks(4, 3, 2, 1)].map(
        (rank) =>
          compareStakeholders(
            [
              { name: 'a', rank: ranks(1, 2, 3, 4) },
              { name: 'b', rank },
            ],
            2,
          ).concordance,
      ),
  },
]

const generator: MathsCase[] = [
  {
    id: 'xoshiro',
    name: 'xoshiro128**, first ten of the state 1, 2, 3, 4',
    source: 'Blackman & Vigna, reference C; rand_xoshiro tests',
    expected: [
      ...[11520, 0, 5927040, 70819200, 2031721883],
      ...[1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
    ],
    digits: 0,
    run: () => {
      const random = randomFromState([1, 2, 3, 4])
      return Array.from({ length: 10 }, () => random.uint32())
    },
  },
]

export const rankingCases: readonly MathsCase[] = [...closeness, ...sums, ...smaa, ...agreement, ...generator]
