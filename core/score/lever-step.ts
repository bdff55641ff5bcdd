import { perMilleOf, rawAtPerMille } from '../criteria/scale.ts'
import { countsWhole, type LiftCriterion } from './levers.ts'

/** A criterion's change that is enough, or part of what is enough. */
export interface Step {
  readonly key: string
  /** Per mille points by which its value must rise. */
  readonly points: number
  readonly toPerMille: number
  /** A raw value that gives at least that; null when no raw value does. */
  readonly toRaw: number | null
}

/** The step to the raw value nearest to the present one that is enough; null when none is. */
export function stepOfLever(lever: LiftCriterion, isEnough: (raw: number) => boolean): Step | null {
  const { scale, raw, perMille, source, weight, key } = lever
  if (weight === 0) return null
  const enough = (value: number) => value >= scale.low && value <= scale.high && isEnough(value)
  const [from, best] = spanOf(lever)
  if (!enough(best)) return null
  const toRaw = nearestEnough(raw ?? from, best, enough, countsWhole(source))
  const said = roundest(toRaw, enough, countsWhole(source))
  const toPerMille = perMilleOf(scale, said) ?? perMille
  return { key, points: Math.max(0, toPerMille - perMille), toPerMille, toRaw: said }
}

/** The raw values at the worse and at the better end of a criterion's scale. */
export function spanOf({ scale }: LiftCriterion): readonly [worst: number, best: number] {
  const [first, last] = [scale.knots[0]!, scale.knots.at(-1)!]
  return (perMilleOf(scale, last) ?? 0) >= (perMilleOf(scale, first) ?? 0) ? [first, last] : [last, first]
}

/** Bisects between a value that is not enough and one that is; sources that count whole things end at the next whole number. */
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

/** So many points more on one criterion, with a raw value that gives them. */
export function stepOf({ key, scale, perMille, source }: LiftCriterion, points: number): Step {
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

/** One unit in the third significant digit: 1,000,000 for 642,318,000. */
function roundUnit(raw: number): number {
  return raw === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(raw))) - 2)
}
