import type { Rule } from 'ol/style/flat.js'
import type { Expression } from '../../map/style-expression.ts'
import type { LiveRanking } from '../state/rank-live.ts'
import { ABSENT, PACK_BASE, packedCount } from './pack-values.ts'

/** From a low score to a high one: cool over the warm areas, and evenly darker, so that it reads without hue too. */
export const scoreColours = ['#f2f6fc', '#b5cdec', '#6f9fdc', '#2f67b1', '#0c2d63'] as const
export const leftOutColour = '#b9bfc7'

/** Numbers that the style reads as uniforms: changing them redraws a frame and touches no buffer. */
export type ScoreVariables = Record<string, number>

/** Lines have 10 attributes of their own, and more than 16 in all do not link. */
const MOST_PACKED_OF_LINES = 6

/**
 * The variables of a ranking: a weight each criterion (`w0` …), their sum, and the scores at which the ramp
 * begins and ends, so that it spans what there is.
 */
export function scoreVariables(ranking: LiveRanking | null, keys: readonly string[]): ScoreVariables {
  const variables: ScoreVariables = { weights: ranking?.weightSum ?? 1, ...scoreRange(ranking) }
  keys.forEach((key, c) => {
    const at = ranking?.keys.indexOf(key) ?? -1
    variables[`w${c}`] = ranking?.weights[at] ?? 0
  })
  return variables
}

/** Scores (per mille) between which the colours run: all but the outermost hundredth at either end. */
export function scoreRange(ranking: LiveRanking | null): { low: number; high: number } {
  const { order, sums, weightSum } = ranking ?? { order: [], sums: [], weightSum: 1 }
  if (order.length === 0) return { low: 0, high: 1000 }
  const at = (share: number) => (sums[order[Math.round(share * (order.length - 1))]!] ?? 0) / weightSum
  const [high, low] = [at(0.01), at(0.99)]
  return high > low ? { low, high } : { low: low - 1, high: low + 1 }
}

/** Where a score stands on the ramp, 0–1. The style reckons the same. */
export function placeOnRamp(score: number, { low, high }: { low: number; high: number }): number {
  return Math.min(1, Math.max(0, (score - low) / (high - low)))
}

/**
 * Points, lines and areas coloured by Σ w v ÷ Σ w, points a little larger with it. Half a step is added before
 * values are taken apart: a packed number is interpolated over the symbol and comes back some hundredths off.
 */
export function scoreStyle(criteria: number): Rule[] {
  const colour = colourOf(criteria)
  const plain = packedCount(criteria) > MOST_PACKED_OF_LINES
  const strokeColour = plain ? scoreColours[3] : colour
  return [
    { style: { 'stroke-color': '#ffffff', 'stroke-width': 6, ...round } },
    { style: { 'stroke-color': strokeColour, 'stroke-width': 3.6, ...round } },
    {
      style: {
        'circle-radius': radiusOf(criteria),
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

function scoreOf(criteria: number): Expression {
  const terms = Array.from(
    { length: criteria },
    (_, place): Expression => ['*', ['var', `w${place}`], valueAt(place)],
  )
  const sum: Expression = terms.length > 1 ? ['+', ...terms] : (terms[0] ?? ['+', 0, 0])
  return ['/', sum, ['var', 'weights']]
}

function rampOf(criteria: number): Expression {
  const span: Expression = ['-', ['var', 'high'], ['var', 'low']]
  return ['clamp', ['/', ['-', scoreOf(criteria), ['var', 'low']], span], 0, 1]
}

function colourOf(criteria: number): Expression {
  const stops = scoreColours.flatMap((colour, at) => [at / (scoreColours.length - 1), colour])
  const ramp: Expression = ['interpolate', ['linear'], rampOf(criteria), ...stops]
  const out = Array.from(
    { length: criteria },
    (_, place): Expression => ['all', ['>', ['var', `w${place}`], 0], ['>', valueAt(place), ABSENT - 0.5]],
  )
  return ['case', out.length > 1 ? ['any', ...out] : (out[0] ?? false), leftOutColour, ramp]
}

/** CSS pixels; a point that stands for several is larger, and so is a high score. */
function radiusOf(criteria: number): Expression {
  const byZoom: Expression = ['interpolate', ['linear'], ['zoom'], 6, 2.2, 9, 3.6, 11, 5, 14, 8]
  // A missing number reads as −9999999.
  const several: Expression = ['sqrt', ['clamp', ['get', 'point_count'], 1, 16]]
  const growth: Expression = ['+', 0.82, ['*', 0.36, rampOf(criteria)], ['*', 0.16, ['-', several, 1]]]
  return ['*', byZoom, growth]
}
