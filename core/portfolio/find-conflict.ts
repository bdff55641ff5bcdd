import { buildModel } from './build-model.ts'
import { isPossible } from './is-possible.ts'
import { brokenConstraints } from './judge-choice.ts'
import type { SolveMilp } from './milp.ts'
import type { PortfolioProblem } from './portfolio.ts'

export interface Conflict {
  /** Constraints that cannot all be met. */
  readonly ids: readonly string[]
  /** Whether any of them dropped makes the others possible; false when time ran out before that was known. */
  readonly irreducible: boolean
  /** True when no smaller set conflicts, as far as sets up to `searchedUpTo` were all tried. */
  readonly smallest: boolean
  readonly searchedUpTo: number
  /** For each of them, by how much it alone would have to be relaxed (rupiah or proposals); null if even that is not enough. */
  readonly alone: readonly { readonly id: string; readonly by: number | null }[]
  /** The relaxation of all constraints together with the least sum of relative violations. */
  readonly cheapest: readonly { readonly id: string; readonly by: number }[]
}

const MOST_PAIRS = 500
/** Rounds of tightening limits that were not to give way, as in `solveExactly`. */
const MOST_ROUNDS = 5

/**
 * Why a list of constraints cannot be met: a conflicting set that cannot be made smaller (deletion filter, Chinneck & Dravnieks
 * 1991, on whole constraints of the 0/1 model), after all single constraints and, when few enough, all pairs were
 * tried; and elastic models (Chinneck 2008, ch. 6) for what would have to give way. Call only when infeasible.
 */
export function findConflict(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
): Conflict {
  const ids = problem.constraints.map(({ id }) => id)
  let irreducible = true
  const mayBeMet = (kept: readonly string[]) => {
    const keep = new Set(kept)
    const without = new Set(ids.filter((id) => !keep.has(id)))
    const possible = isPossible(problem, without, solve, secondsLeft)
    // What could not be decided is kept: the set still conflicts, but may hold an idle member.
    if (possible === null) irreducible = false
    return possible !== false
  }
  const { found, searchedUpTo } = trySmallSets(ids, mayBeMet)
  const conflict = found ?? filterByDeletion(ids, mayBeMet)
  return {
    ids: conflict,
    irreducible,
    smallest: irreducible && conflict.length <= searchedUpTo + 1,
    searchedUpTo,
    alone: conflict.map((id) => ({
      id,
      by: relax(problem, new Set([id]), solve, secondsLeft)?.find((step) => step.id === id)?.by ?? null,
    })),
    cheapest: relax(problem, new Set(ids), solve, secondsLeft) ?? [],
  }
}

function trySmallSets(ids: readonly string[], possible: (kept: readonly string[]) => boolean) {
  const single = ids.find((id) => !possible([id]))
  if (single !== undefined) return { found: [single], searchedUpTo: 1 }
  if ((ids.length * (ids.length - 1)) / 2 > MOST_PAIRS) return { found: null, searchedUpTo: 1 }
  for (const [at, a] of ids.entries()) {
    const b = ids.slice(at + 1).find((other) => !possible([a, other]))
    if (b !== undefined) return { found: [a, b], searchedUpTo: 2 }
  }
  return { found: null, searchedUpTo: 2 }
}

/** Deletion filter: drops halves, then quarters and so on down to single constraints, as long as the remaining set still conflicts. */
function filterByDeletion(ids: readonly string[], possible: (kept: readonly string[]) => boolean): string[] {
  let kept = [...ids]
  for (let size = kept.length >> 1; size >= 1; size = size > 1 ? size >> 1 : 0) {
    for (let at = 0; at < kept.length; ) {
      const fewer = kept.toSpliced(at, size)
      if (fewer.length > 0 && !possible(fewer)) kept = fewer
      else at += size
    }
  }
  return kept
}

/**
 * The violations of the choice with the least relative violation, recounted from that choice in whole rupiah, since the solver's
 * tolerance can hide a few rupiah beside costs of billions.
 */
function relax(
  problem: PortfolioProblem,
  elastic: ReadonlySet<string>,
  solve: SolveMilp,
  secondsLeft: () => number,
): { id: string; by: number }[] | null {
  const tightenRupiah = new Map<string, number>()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { x } = solve(buildModel(problem, { goal: 'relax', elastic, tightenRupiah }).milp, secondsLeft())
    if (x === null) return null
    const broken = brokenConstraints(
      problem,
      problem.items.map((_, i) => x[i]! > 0.5),
    )
    const firm = broken.filter(({ id }) => !elastic.has(id))
    if (firm.length === 0) return broken
    for (const { id, by } of firm) tightenRupiah.set(id, (tightenRupiah.get(id) ?? 0) + by)
  }
  return null
}
