import type { PlanStore } from '../state/plan-store.ts'

/** Rows of the marked proposals that are here, best rank first; those without a rank at the end. */
export function markedRows({ state, ranking }: PlanStore): number[] {
  const { alternatives, selection } = state
  const rows = [...selection].flatMap((code) => alternatives?.rowOf.get(code) ?? [])
  const rankOf = (row: number) => ranking?.rank[row] || Number.POSITIVE_INFINITY
  return rows.sort((a, b) => rankOf(a) - rankOf(b) || a - b)
}
