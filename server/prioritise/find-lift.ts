import type { Criterion } from '../../core/criteria/criterion.ts'
import { perMilleOf, rawAtPerMille, type Scale } from '../../core/criteria/scale.ts'
import { liftAboveLine } from '../../core/score/lift-above-line.ts'

/** One criterion of a proposal, with what its value now is. */
export interface OwnCriterion {
  readonly key: string
  readonly definition: Criterion
  readonly scale: Scale
  readonly weight: number
  readonly perMille: number
  /** Null when missing or outside its valid range. */
  readonly raw: number | null
}

/** A criterion's change that is enough, or part of what is enough. */
export interface Step {
  readonly key: string
  /** Per mille points by which its value must rise. */
  readonly points: number
  readonly toPerMille: number
  /** A raw value that gives at least that; null when no raw value does. */
  readonly toRaw: number | null
}

export interface LiftAnswer {
  /** Missing weighted sum; 0 when it is above the line. */
  readonly deficit: number
  /** What each criterion alone would have to become, where that can be enough; easiest first. */
  readonly alone: readonly (Step & { readonly changeable: boolean })[]
  /** The fewest points over all criteria that can be changed; null when they are not enough together. */
  readonly smallest: readonly Step[] | null
}

/** What a place is like does not change with the proposal; what is asked for and prepared does. */
export function isChangeable({ source }: Criterion): boolean {
  return /^proposals\.(?!newlyServed$|nearestMetres$)/.test(source)
}

/** The smallest changes that lift a proposal to a weighted sum that is enough, in per mille and in raw values. */
export function findLift(own: readonly OwnCriterion[], lineSum: number, winsTie: boolean): LiftAnswer {
  const values = own.map(({ perMille }) => perMille)
  const weights = own.map(({ weight }) => weight)
  const all = liftAboveLine({ values, weights, lineSum, winsTie })
  const alone = own.flatMap((criterion, c) => {
    const points = all.alone[c] ?? null
    if (points === null || points === 0) return []
    return [{ ...stepOf(criterion, points), changeable: isChangeable(criterion.definition) }]
  })
  alone.sort((a, b) => Number(b.changeable) - Number(a.changeable) || a.points - b.points)
  return {
    deficit: all.deficit,
    alone: alone.filter(({ toRaw }) => toRaw !== null),
    smallest: smallestOf(own, all.deficit),
  }
}

/**
 * Each point adds its criterion's weight to the sum, so the fewest are those on the heaviest criteria, as far as their
 * scales reach.
 */
function smallestOf(own: readonly OwnCriterion[], deficit: number): Step[] | null {
  const free = own.filter(({ definition, weight }) => weight > 0 && isChangeable(definition))
  free.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
  const steps: Step[] = []
  let left = deficit
  for (const criterion of free) {
    if (left <= 0) break
    const room = Math.floor(0.5 + Math.max(...criterion.scale.marks)) - criterion.perMille
    const points = Math.min(room, Math.ceil(left / criterion.weight))
    if (points <= 0) continue
    steps.push(stepOf(criterion, points))
    left -= points * criterion.weight
  }
  return left <= 0 ? steps : null
}

function stepOf({ key, scale, perMille, definition }: OwnCriterion, points: number): Step {
  const toPerMille = perMille + points
  return { key, points, toPerMille, toRaw: sayableRaw(scale, toPerMille, definition) }
}

/** Sources that count whole things. */
const WHOLE = /^proposals\.(urgency|beneficiaries|poorReached|readiness|planMatch)$/

/** A raw value that gives at least so many per mille, as round as people say it. */
function sayableRaw(scale: Scale, perMille: number, { source }: Criterion): number | null {
  const raw = rawAtPerMille(scale, perMille)
  if (raw === null) return null
  const unit = WHOLE.test(source) ? Math.max(1, roundUnit(raw)) : roundUnit(raw)
  const candidates = [Math.ceil(raw / unit) * unit, Math.floor(raw / unit) * unit]
  const enough = candidates.find(
    (value) => value >= scale.low && value <= scale.high && (perMilleOf(scale, value) ?? -1) >= perMille,
  )
  return enough ?? raw
}

/** One in the third significant digit: 1,000,000 for 642,318,000. */
function roundUnit(raw: number): number {
  return raw === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(raw))) - 2)
}
