import { checkCriterion } from './check-criterion.ts'
import type { Criterion, CurvePoint, Normalisation } from './criterion.ts'
import { rankShares } from './rank-shares.ts'

export interface PerMilleColumn {
  /** 0–1000 for each alternative, 1000 the most wanted. */
  readonly values: Uint16Array
  /** 1 where the missing rule leaves the alternative out of the ranking. */
  readonly excluded: Uint8Array
  /** False when all known values are the same: every alternative then has 0, and the screen says so. */
  readonly discriminates: boolean
  readonly missing: number
  /** Values outside the criterion's valid range, which were counted as missing. */
  readonly outOfRange: number
}

/**
 * Raw values (NaN: missing) as integers 0–1000 after the criterion's direction, rounded half up. A criterion with the
 * same value for all known alternatives gives 0 to all and `discriminates: false`. The rule for missing values is
 * applied after: 0, the median of the known per mille values (lower of the two middle ones), or exclusion.
 */
export function toPerMille(raw: Float64Array, criterion: Criterion): PerMilleColumn {
  checkCriterion(criterion)
  const { known, outOfRange } = keepValid(raw, criterion)
  const missing = known.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
  const discriminates = varies(known)
  const values = discriminates ? shares(known, criterion) : new Uint16Array(raw.length)
  const excluded = new Uint8Array(raw.length)
  const fill = criterion.missing === 'median' && missing > 0 ? lowerMedian(values, known) : 0
  for (let i = 0; missing > 0 && i < known.length; i++) {
    if (!Number.isNaN(known[i]!)) continue
    values[i] = fill
    excluded[i] = criterion.missing === 'exclude' ? 1 : 0
  }
  return { values, excluded, discriminates, missing, outOfRange }
}

/** Raw values with NaN for those outside the valid range, and how many these are. */
export function keepValid(
  raw: Float64Array,
  criterion: Pick<Criterion, 'validRange'>,
): { known: Float64Array; outOfRange: number } {
  const [from, to] = criterion.validRange ?? [-Number.MAX_VALUE, Number.MAX_VALUE]
  const known = new Float64Array(raw.length)
  let outOfRange = 0
  for (let i = 0; i < raw.length; i++) {
    const value = raw[i]!
    const valid = value >= from && value <= to
    known[i] = valid ? value : Number.NaN
    if (!valid && !Number.isNaN(value)) outOfRange++
  }
  return { known, outOfRange }
}

function varies(known: Float64Array): boolean {
  let first = Number.NaN
  for (const value of known) {
    if (Number.isNaN(value)) continue
    if (Number.isNaN(first)) first = value
    else if (value !== first) return true
  }
  return false
}

function shares(known: Float64Array, criterion: Criterion): Uint16Array {
  const share = shareOf(known, criterion.normalisation, criterion.direction === 'maximise')
  const values = new Uint16Array(known.length)
  for (let i = 0; i < known.length; i++) {
    const value = known[i]!
    if (!Number.isNaN(value)) values[i] = Math.round(1000 * Math.min(1, Math.max(0, share(value, i))))
  }
  return values
}

/** The share 0…1 of a value. Vector: v/‖v‖, or 1 − v/‖v‖ when less is better. */
function shareOf(known: Float64Array, rule: Normalisation, more: boolean): (v: number, i: number) => number {
  switch (rule.kind) {
    case 'min-max': {
      const [low, high] = extremes(known)
      const span = high - low
      return more ? (v) => (v - low) / span : (v) => (high - v) / span
    }
    case 'vector': {
      const norm = Math.sqrt(known.reduce((sum, v) => sum + (Number.isNaN(v) ? 0 : v * v), 0))
      return more ? (v) => v / norm : (v) => 1 - v / norm
    }
    case 'rank': {
      const ranked = rankShares(known)
      return more ? (_, i) => ranked[i]! : (_, i) => 1 - ranked[i]!
    }
    case 'thresholds':
      return (v) => (rule.steps.findLast((step) => v >= step.value)?.perMille ?? rule.below) / 1000
    case 'curve':
      return (v) => alongCurve(rule.points, v) / 1000
  }
}

/** Per mille at a value on straight lines between the points, level beyond the ends. */
export function alongCurve(points: readonly CurvePoint[], value: number): number {
  const after = points.findIndex((point) => point.value >= value)
  if (after === -1) return points.at(-1)!.perMille
  if (after === 0) return points[0]!.perMille
  const a = points[after - 1]!
  const b = points[after]!
  return a.perMille + ((b.perMille - a.perMille) * (value - a.value)) / (b.value - a.value)
}

function extremes(known: Float64Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of known) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

function lowerMedian(values: Uint16Array, known: Float64Array): number {
  const present = values.filter((_, i) => !Number.isNaN(known[i]!)).sort()
  return present[(present.length - 1) >> 1] ?? 0
}
