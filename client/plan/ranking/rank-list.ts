import { villageName } from '../state/alternatives.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { scoreOf } from '../state/rank-live.ts'
import { alikeRows } from './alike-rows.ts'
import type { RankedRow } from './rank-row.ts'

/** The lines of the table, in the order of their rank; a line that is still on its way is undefined. */
export interface RankList {
  readonly length: number
  /** Proposals in the ranking, found by the search or not. */
  readonly ranked: number
  /** The weighted score, per mille, of the first of the ranking: what fills a bar. */
  readonly best: number
  at(place: number): RankedRow | undefined
  /** Place of a proposal's code, −1 when it is not in the list. */
  placeOf(code: string): number
}

/** The list of the store's live ranking, narrowed by its search words; null when there is no ranking. */
export function liveRankList({ state, ranking }: PlanStore): RankList | null {
  const { alternatives, criteria, search } = state
  if (!alternatives || !ranking) return null
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const order = words.length > 0 ? ranking.order.filter((row) => holds(row, words)) : ranking.order
  const columns = criteria.map(({ key }) => alternatives.columns.get(key))
  const weights = criteria.map(({ key }) => state.weights?.[key] ?? 0)
  const alike = alikeRows(alternatives)

  function holds(row: number, all: readonly string[]): boolean {
    if (!alternatives) return false
    const text = `${alternatives.titles[row]} ${villageName(alternatives, row)}`.toLocaleLowerCase()
    return all.every((word) => text.includes(word))
  }

  return {
    length: order.length,
    ranked: ranking.order.length,
    best: (ranking.sums[ranking.order[0] ?? -1] ?? 0) / ranking.weightSum,
    at(place) {
      const row = order[place]
      if (row === undefined) return undefined
      return {
        code: alternatives.codes[row] ?? '',
        rank: ranking.rank[row] ?? 0,
        title: alternatives.titles[row] ?? '',
        village: villageName(alternatives, row),
        cost: alternatives.costRupiah[row] ?? Number.NaN,
        score: scoreOf(ranking, row),
        parts: columns.map((column, c) => ((column?.[row] ?? 0) * (weights[c] ?? 0)) / ranking.weightSum),
        alike: alike.get(alternatives.codes[row] ?? '') ?? [],
      }
    },
    placeOf(code) {
      const row = alternatives.rowOf.get(code)
      if (row === undefined) return -1
      return words.length > 0 ? order.indexOf(row) : (ranking.rank[row] ?? 0) - 1
    },
  }
}
