import { type Step, stepOf, stepOfLever } from './lever-step.ts'
import { COST, isChangeable, type LiftCriterion, sumWith } from './levers.ts'
import { fewestPoints, liftAboveLine } from './lift-above-line.ts'

export interface LiftAnswer {
  /**
   * Difference between its score and the score that is needed, in the method's unit (weighted sum, closeness or net flow); 0 when
   * it is above the line.
   */
  readonly deficit: number
  /** What each criterion alone would have to become, where that can be enough; changeable ones first, easiest first. */
  readonly alone: readonly (Step & { readonly changeable: boolean })[]
  /**
   * The fewest points over all criteria that can be changed; null when they are not enough together. Where scores are
   * no sums: one change alone if one is enough, else several of which none can be less while the others stay.
   */
  readonly smallest: readonly Step[] | null
}

/**
 * The smallest changes that lift a proposal to a weighted sum that is enough, in per mille and in raw values. What is
 * computed from a changed value changes with it: cheaper is also cheaper for each beneficiary. `fits`: where a budget
 * draws the line, whether such a sum at such a cost is above it; what costs less also needs less of the budget.
 */
export function findLift(
  own: readonly LiftCriterion[],
  lineSum: number,
  winsTie: boolean,
  fits?: (sum: number, costRupiah: number) => boolean,
): LiftAnswer {
  const values = own.map(({ perMille }) => perMille)
  const weights = own.map(({ weight }) => weight)
  const all = liftAboveLine({ values, weights, lineSum, winsTie })
  if (all.deficit === 0) return { deficit: 0, alone: [], smallest: [] }
  const needed = lineSum + (winsTie ? 0 : 1)
  const isEnough = (lever: LiftCriterion, raw: number) => {
    const sum = sumWith(own, lever, raw)
    return fits && lever.source === COST ? fits(sum, raw) : sum >= needed
  }
  const alone = own.flatMap((criterion, c) => {
    const changeable = isChangeable(criterion)
    const points = all.alone[c] ?? null
    const step = changeable
      ? stepOfLever(criterion, (raw) => isEnough(criterion, raw))
      : points === null || points === 0
        ? null
        : stepOf(criterion, points)
    return step && step.toRaw !== null ? [{ ...step, changeable }] : []
  })
  alone.sort((a, b) => Number(b.changeable) - Number(a.changeable) || a.points - b.points)
  return { deficit: all.deficit, alone, smallest: smallestOf(own, all.deficit) }
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
