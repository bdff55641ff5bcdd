import { perMilleOf, rawAtPerMille } from '../criteria/scale.ts'
import { countsWhole, isChangeable, type LiftCriterion, sumWith } from './levers.ts'
import { fewestPoints, liftAboveLine } from './lift-above-line.ts'

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
  /** What each criterion alone would have to become, where that can be enough; changeable ones first, easiest first. */
  readonly alone: readonly (Step & { readonly changeable: boolean })[]
  /** The fewest points over all criteria that can be changed; null when they are not enough together. */
  readonly smallest: readonly Step[] | null
}

/**
 * The smallest changes that lift a proposal to a weighted sum that is enough, in per mille and in raw values. What is
 * computed from a changed value changes with it: cheaper is also cheaper for each beneficiary.
 */
export function findLift(own: readonly LiftCriterion[], lineSum: number, winsTie: boolean): LiftAnswer {
  const values = own.map(({ perMille }) => perMille)
  const weights = own.map(({ weight }) => weight)
  const all = liftAboveLine({ values, weights, lineSum, winsTie })
  if (all.deficit === 0) return { deficit: 0, alone: [], smallest: [] }
  const needed = lineSum + (winsTie ? 0 : 1)
  const alone = own.flatMap((criterion, c) => {
    const changeable = isChangeable(criterion)
    const points = all.alone[c] ?? null
    const step = changeable
      ? stepOfLever(own, criterion, needed)
      : points === null || points === 0
        ? null
        : stepOf(criterion, points)
    return step && step.toRaw !== null ? [{ ...step, changeable }] : []
  })
  alone.sort((a, b) => Number(b.changeable) - Number(a.changeable) || a.points - b.points)
  return { deficit: all.deficit, alone, smallest: smallestOf(own, all.deficit) }
}

/** The raw value nearest to the present one with which the whole sum is enough; null when none is. */
function stepOfLever(own: readonly LiftCriterion[], lever: LiftCriterion, needed: number): Step | null {
  const { scale, raw, perMille, source, weight, key } = lever
  if (weight === 0) return null
  const enough = (value: number) =>
    value >= scale.low && value <= scale.high && sumWith(own, lever, value) >= needed
  const [first, last] = [scale.knots[0]!, scale.knots.at(-1)!]
  const best = (perMilleOf(scale, last) ?? 0) >= (perMilleOf(scale, first) ?? 0) ? last : first
  if (!enough(best)) return null
  const toRaw = nearestEnough(raw ?? (best === last ? first : last), best, enough, countsWhole(source))
  const said = roundest(toRaw, enough, countsWhole(source))
  const toPerMille = perMilleOf(scale, said) ?? perMille
  return { key, points: Math.max(0, toPerMille - perMille), toPerMille, toRaw: said }
}

/** By halving between a value that is not enough and one that is; whole numbers end at the very next. */
function nearestEnough(
  from: number,
  best: number,
  enough: (value: number) => boolean,
  whole: boolean,
): number {
  if (enough(from)) return from
  let [short, long] = [from, best]
  for (let turn = 0; turn < 100; turn++) {
    const middle = (short + long) / 2
    const value = whole ? Math.round(middle) : middle
    if (value === short || value === long) break
    if (enough(value)) long = value
    else short = value
  }
  return long
}

/** The fewest points on what can be changed, as far as its scales reach; the heaviest first. */
function smallestOf(own: readonly LiftCriterion[], deficit: number): Step[] | null {
  const free = own.filter(isChangeable)
  free.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
  const points = fewestPoints(
    free.map(({ scale, perMille }) => Math.floor(0.5 + Math.max(...scale.marks)) - perMille),
    free.map(({ weight }) => weight),
    deficit,
  )
  return points && free.flatMap((criterion, c) => (points[c]! > 0 ? [stepOf(criterion, points[c]!)] : []))
}

function stepOf({ key, scale, perMille, source }: LiftCriterion, points: number): Step {
  const toPerMille = perMille + points
  const raw = rawAtPerMille(scale, toPerMille)
  const enough = (value: number) =>
    value >= scale.low && value <= scale.high && (perMilleOf(scale, value) ?? -1) >= toPerMille
  return { key, points, toPerMille, toRaw: raw === null ? null : roundest(raw, enough, countsWhole(source)) }
}

/** A value next to this one that is enough too, as round as people say it. */
function roundest(raw: number, enough: (value: number) => boolean, whole: boolean): number {
  const unit = Math.max(whole ? 1 : 0, roundUnit(raw))
  const candidates = [Math.ceil(raw / unit) * unit, Math.floor(raw / unit) * unit]
  return candidates.find(enough) ?? raw
}

/** One in the third significant digit: 1,000,000 for 642,318,000. */
function roundUnit(raw: number): number {
  return raw === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(raw))) - 2)
}
