import type { Rule } from 'ol/style/flat.js'
import type { ColumnScale } from '../../../core/score/topsis.ts'
import type { Expression } from '../../map/style-expression.ts'
import { type LiveRanking, scoreOf } from '../state/rank-live.ts'
import { ABSENT, PACK_BASE, packedCount } from './pack-values.ts'

/** From a low score to a high one: cool over the warm areas, and evenly darker, so that it reads without hue too. */
export const scoreColours = ['#f2f6fc', '#b5cdec', '#6f9fdc', '#2f67b1', '#0c2d63'] as const
/** Opacity of the colours of areas, which stay behind the points; the legend follows it. */
export const SOFTNESS = 0.62
export const LEFT_OUT_COLOUR = '#b9bfc7'

/** Numbers that the style reads as uniforms: changing them redraws a frame and touches no buffer. */
export type ScoreVariables = Record<string, number>

/** Lines have 10 attributes of their own, and more than 16 in all do not link. */
const MOST_PACKED_OF_LINES = 6

/**
 * The variables of a ranking: a weight each criterion (`w0` …), their sum, and the scores at which the ramp
 * begins and ends, so that it spans what there is. For TOPSIS also what each criterion's values are multiplied by, its
 * worst and its best value (`f0` …, `lo0` …, `hi0` …), from the scales in the order of the ranking's keys.
 */
export function scoreVariables(
  ranking: LiveRanking | null,
  keys: readonly string[],
  scales: readonly ColumnScale[],
): ScoreVariables {
  const weights = ranking?.weightSum ?? 1
  const factors = scales.map(({ scale }, at) => (scale === 0 ? 0 : (ranking?.weights[at] ?? 0) / scale))
  // Closeness is a quotient: distances may be in any unit, and of about 1 they keep most digits.
  const widest = Math.max(Number.MIN_VALUE, ...scales.map(({ low, high }, at) => (high - low) * factors[at]!))
  const variables: ScoreVariables = { weights, ...packedRange(ranking) }
  keys.forEach((key, c) => {
    const at = ranking?.keys.indexOf(key) ?? -1
    const weight = ranking?.weights[at] ?? 0
    const { low, high } = scales[at] ?? { low: 0, high: 0 }
    variables[`w${c}`] = weight
    variables[`f${c}`] = (factors[at] ?? 0) / widest
    variables[`lo${c}`] = low
    variables[`hi${c}`] = high
  })
  return variables
}

/** The range in what the style computes: net flows are packed as 0–1000 for −1…1. */
function packedRange(ranking: LiveRanking | null): { low: number; high: number } {
  const { low, high } = scoreRange(ranking)
  return ranking?.method === 'promethee' ? { low: 500 * (low + 1), high: 500 * (high + 1) } : { low, high }
}

/** Scores, as the method counts, between which the colours run: all but the outermost hundredth at either end. */
export function scoreRange(ranking: LiveRanking | null): { low: number; high: number } {
  if (!ranking || ranking.order.length === 0) return { low: 0, high: 1000 }
  const { order } = ranking
  const at = (share: number) => scoreOf(ranking, order[Math.round(share * (order.length - 1))])
  const [high, low] = [at(0.01), at(0.99)]
  return high > low ? { low, high } : { low: low - 1, high: low + 1 }
}

/** Where a score stands on the ramp, 0–1. The style reckons the same. */
export function placeOnRamp(score: number, { low, high }: { low: number; high: number }): number {
  return Math.min(1, Math.max(0, (score - low) / (high - low)))
}

/** The weighted mean of what is packed, or the closeness to the ideal of TOPSIS. */
export type ScoreKind = 'mean' | 'closeness'

/**
 * Points, lines and areas coloured by their score, points a little larger with it. Half a step is added before
 * values are taken apart: a packed number is interpolated over the symbol and comes back some hundredths off.
 */
export function scoreStyle(criteria: number, kind: ScoreKind = 'mean'): Rule[] {
  const score = kind === 'mean' ? meanOf(criteria) : closenessOf(criteria)
  const colour = colourOf(criteria, score)
  const plain = packedCount(criteria) > MOST_PACKED_OF_LINES
  const strokeColour = plain ? scoreColours[3] : colour
  return [
    { style: { 'stroke-color': '#ffffff', 'stroke-width': 6, ...round } },
    { style: { 'stroke-color': strokeColour, 'stroke-width': 3.6, ...round } },
    {
      style: {
        'circle-radius': radiusOf(score),
        'circle-fill-color': colour,
        'circle-stroke-color': 'rgba(12, 33, 66, 0.72)',
        'circle-stroke-width': 1,
      },
    },
  ]
}

const round = { 'stroke-line-cap': 'round', 'stroke-line-join': 'round' } as const

/** The per mille value of the criterion at a place. */
function valueAt(place: number): Expression {
  const both = `p${Math.floor(place / 2)}`
  const first: Expression = ['floor', ['/', ['+', ['get', both], 0.5], PACK_BASE]]
  return place % 2 === 0 ? first : ['-', ['get', both], ['*', first, PACK_BASE]]
}

/** Σ w v ÷ Σ w. */
function meanOf(criteria: number): Expression {
  const terms = Array.from(
    { length: criteria },
    (_, place): Expression => ['*', ['var', `w${place}`], valueAt(place)],
  )
  return ['/', sumOf(terms), ['var', 'weights']]
}

/** d⁻ ÷ (d⁺ + d⁻) from the distances to the worst and the best value of each criterion; 0 where all are equal. */
function closenessOf(criteria: number): Expression {
  const distanceTo = (extreme: 'lo' | 'hi'): Expression => {
    const squares = Array.from({ length: criteria }, (_, place): Expression => {
      const away: Expression = [
        '*',
        ['-', valueAt(place), ['var', `${extreme}${place}`]],
        ['var', `f${place}`],
      ]
      return ['*', away, away]
    })
    return ['sqrt', sumOf(squares)]
  }
  const toWorst = distanceTo('lo')
  // What keeps 0 ÷ 0 away; written out, since the card's language knows no exponent without a point.
  return ['/', toWorst, ['+', distanceTo('hi'), toWorst, 0.000001]]
}

function sumOf(terms: readonly Expression[]): Expression {
  return terms.length > 1 ? ['+', ...terms] : (terms[0] ?? ['+', 0, 0])
}

function rampOf(score: Expression): Expression {
  const span: Expression = ['-', ['var', 'high'], ['var', 'low']]
  return ['clamp', ['/', ['-', score, ['var', 'low']], span], 0, 1]
}

function colourOf(criteria: number, score: Expression): Expression {
  const stops = scoreColours.flatMap((colour, at) => [at / (scoreColours.length - 1), colour])
  const ramp: Expression = ['interpolate', ['linear'], rampOf(score), ...stops]
  const out = Array.from(
    { length: criteria },
    (_, place): Expression => ['all', ['>', ['var', `w${place}`], 0], ['>', valueAt(place), ABSENT - 0.5]],
  )
  return ['case', out.length > 1 ? ['any', ...out] : (out[0] ?? false), LEFT_OUT_COLOUR, ramp]
}

/** CSS pixels; a point that stands for several is larger, and so is a high score. */
function radiusOf(score: Expression): Expression {
  const byZoom: Expression = ['interpolate', ['linear'], ['zoom'], 6, 2.2, 9, 3.6, 11, 5, 14, 8]
  // A missing number reads as −9999999.
  const several: Expression = ['sqrt', ['clamp', ['get', 'point_count'], 1, 16]]
  const growth: Expression = ['+', 0.82, ['*', 0.36, rampOf(score)], ['*', 0.16, ['-', several, 1]]]
  return ['*', byZoom, growth]
}
