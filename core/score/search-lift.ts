import type { Contest } from './contest.ts'
import type { LiftAnswer } from './find-lift.ts'
import { type Step, spanOf, stepOf, stepOfLever } from './lever-step.ts'
import { COST, changedBy, isChangeable, type LiftCriterion, valuesWith } from './levers.ts'
import type { RankingMethod } from './rank-by-method.ts'

type Own = readonly LiftCriterion[]
type IsAbove = (own: Own) => boolean

/**
 * The smallest changes that lift a row above the line by asking the method itself, where scores are no sums of points:
 * each by halving between the present value and the best. A better value never loses places by PROMETHEE II or by
 * TOPSIS on min–max, so halving finds the smallest. On vector norms it may: the norm that all share grows with it, which
 * brings a rival that is worst there nearer to the ideal faster than the one who improves. What is found is then enough,
 * and a unit less is not (halving keeps one end that is not enough and one that is, until they are neighbours), but
 * another, smaller change may be enough too: `isProvenSmallest` says of which method it cannot be.
 */
export function searchLift(own: Own, contest: Contest, deficit: number): LiftAnswer {
  const isAbove = remembered(own, contest)
  const alone = own.flatMap((criterion) => {
    const changeable = isChangeable(criterion)
    const step = changeable
      ? stepOfLever(criterion, (raw) => isAbove(changedBy(own, criterion, raw)))
      : stepOfPlace(own, criterion, isAbove)
    return step && step.toRaw !== null ? [{ ...step, changeable }] : []
  })
  alone.sort((a, b) => Number(b.changeable) - Number(a.changeable) || a.points - b.points)
  const single = alone.find(({ changeable }) => changeable)
  return { deficit, alone, smallest: single ? [withoutFlag(single)] : severalOf(own, isAbove) }
}

/** Whether a better value can never lose a place by this method, so that what halving finds is the smallest. */
export function isProvenSmallest(method: RankingMethod): boolean {
  return method.kind !== 'topsis' || method.normalisation === 'min-max'
}

function withoutFlag({ key, points, toPerMille, toRaw }: Step): Step {
  return { key, points, toPerMille, toRaw }
}

/** Asks about the same values once: many raw values are the same per mille. */
function remembered(own: Own, contest: Contest): IsAbove {
  const known = new Map<string, boolean>()
  const place = own.findIndex(({ source }) => source === COST)
  return (changed) => {
    const values = changed.map(({ perMille }) => perMille)
    const cost = changed[place]?.raw ?? null
    const key = `${cost} ${values}`
    const answer = known.get(key) ?? contest(values, cost)
    known.set(key, answer)
    return answer
  }
}

/** Properties of the place cannot be changed, so only the missing points are computed for them. */
function stepOfPlace(own: Own, criterion: LiftCriterion, isAbove: IsAbove): Step | null {
  const { perMille, scale, weight } = criterion
  if (weight === 0) return null
  const enough = (to: number) =>
    isAbove(own.map((other) => (other === criterion ? { ...other, perMille: to } : other)))
  let [short, long] = [perMille, Math.floor(0.5 + Math.max(...scale.marks))]
  if (long <= short || !enough(long)) return null
  while (long - short > 1) {
    const middle = (short + long) >> 1
    if (enough(middle)) long = middle
    else short = middle
  }
  return stepOf(criterion, long - perMille)
}

/** Changes that are enough together: the heaviest criteria first, each as far as it goes, then each as little as it must. */
function severalOf(own: Own, isAbove: IsAbove): Step[] | null {
  const levers = own.filter((criterion) => criterion.weight > 0 && isChangeable(criterion))
  levers.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
  const targets = new Map<string, number>()
  const changed = () =>
    levers.reduce<Own>(
      (all, { key }) => (targets.has(key) ? changedBy(all, criterionOf(all, key), targets.get(key)!) : all),
      own,
    )
  for (const lever of levers) {
    if (isAbove(changed())) break
    const [, best] = spanOf(lever)
    if (valuesWith(own, lever, best).some((value, c) => value > own[c]!.perMille))
      targets.set(lever.key, best)
  }
  if (!isAbove(changed())) return null
  const steps: Step[] = []
  for (const lever of levers) {
    if (!targets.has(lever.key)) continue
    const farthest = targets.get(lever.key)!
    targets.delete(lever.key)
    if (isAbove(changed())) continue
    const enough = (raw: number) => {
      targets.set(lever.key, raw)
      return isAbove(changed())
    }
    const step = stepOfLever(lever, enough)
    targets.set(lever.key, step?.toRaw ?? farthest)
    if (step) steps.push(step)
  }
  return steps
}

function criterionOf(all: Own, key: string): LiftCriterion {
  return all.find((criterion) => criterion.key === key)!
}
