import type { LineRule } from '../../../core/score/draw-line.ts'
import type { RankList } from '../ranking/rank-list.ts'

/**
 * How many ranks are above the line of a budget or of the best so many, as drawLine draws it; asks a list that comes page by
 * page for as many as that takes. One without a cost is passed over, not funded: the line stands where the list stops.
 */
export function ranksAbove(list: Pick<RankList, 'length' | 'at'>, rule: LineRule): number {
  if ('top' in rule) return Math.min(rule.top, list.length)
  let left = rule.budgetRupiah
  let above = 0
  for (let place = 0; place < list.length; place++) {
    const row = list.at(place)
    if (!row) break
    if (Number.isNaN(row.cost)) continue
    if (row.cost > left) break
    left -= row.cost
    above = row.rank
  }
  return above
}
