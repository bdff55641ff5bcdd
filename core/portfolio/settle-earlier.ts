import { repeatsOf } from './constraint-row.ts'
import { brokenConstraints } from './judge-choice.ts'
import { type PortfolioConstraint, type PortfolioProblem, YEAR } from './portfolio.ts'

/**
 * Of plans that fund the same: the one that is reached by moving what is chosen to the earliest year that has room, what is
 * worth most first (ties by code), until nothing can come earlier by itself. So years that are as good as one another are
 * settled the same way each time, and no money of an early year lies idle that something chosen could use.
 */
export function settleEarlier(
  problem: PortfolioProblem,
  chosen: readonly boolean[],
  without: ReadonlySet<string> = new Set(),
): readonly boolean[] {
  const { items, constraints } = problem
  const placed = repeatsOf(items).filter((places) => places.some((i) => chosen[i]))
  if (placed.length === 0) return chosen
  // All other constraints count what is funded in whatever year.
  const timed = { ...problem, constraints: constraints.filter((one) => !without.has(one.id) && isTimed(one)) }
  const order = placed.toSorted(([a = 0], [b = 0]) => {
    const [one, other] = [items[a]!, items[b]!]
    return other.value - one.value || (one.code < other.code ? -1 : 1)
  })
  const settled = [...chosen]
  for (let moved = true; moved; ) {
    moved = false
    for (const places of order) {
      const now = places.find((i) => settled[i])!
      for (const earlier of places.slice(0, places.indexOf(now))) {
        settled[now] = false
        settled[earlier] = true
        if (brokenConstraints(timed, settled).length === 0) {
          moved = true
          break
        }
        settled[now] = true
        settled[earlier] = false
      }
    }
  }
  return settled
}

/** Whether it matters to a constraint in which year something is carried out. */
export function isTimed(constraint: PortfolioConstraint): boolean {
  if (constraint.kind === 'requires') return true
  return 'where' in constraint && constraint.where[YEAR] !== undefined
}
