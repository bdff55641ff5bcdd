import type { PlanStore } from '../../state/plan-store.ts'

/** Name of the page's own entry among the analyses; no analysis can have it. */
export const PARALLEL_ID = '+parallel'

/** A range of per mille values, ends included. */
export type Range = readonly [low: number, high: number]

export const whole: Range = [0, 1000]

/** So many of the ranking are drawn. */
export const DRAWN = 300

/** Rows of the top `DRAWN` of the ranking, best first; empty without a ranking. */
export function topRows({ ranking }: PlanStore): number[] {
  if (!ranking) return []
  const rows: number[] = []
  for (const row of ranking.order) {
    if (rows.length === DRAWN) break
    if (!ranking.excluded[row]) rows.push(row)
  }
  return rows
}

/** Codes of the ranked proposals that lie in every range; none while there is no range. */
export function codesWithin({ state, ranking }: PlanStore, ranges: ReadonlyMap<string, Range>): Set<string> {
  const { alternatives } = state
  if (!alternatives || !ranking || ranges.size === 0) return new Set()
  const limits = [...ranges].flatMap(([key, range]) => {
    const column = alternatives.columns.get(key)
    return column ? [{ column, range }] : []
  })
  return new Set(
    alternatives.codes.filter(
      (_, row) =>
        !ranking.excluded[row] &&
        limits.every(({ column, range: [low, high] }) => {
          const value = column[row] ?? 0
          return value >= low && value <= high
        }),
    ),
  )
}
