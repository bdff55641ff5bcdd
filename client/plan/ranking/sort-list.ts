import type { CellValue } from '../../../core/score/column-spread.ts'
import type { SortDirection } from '../../../core/score/ranking-columns.ts'
import { orderOf } from './columns/cell-order.ts'
import type { RankList } from './rank-list.ts'
import type { RankedRow } from './rank-row.ts'

/** The lines of a list that is all here in another order; equal ones stay as they came, those not known are at the end. */
export function sortList(
  list: RankList,
  value: (row: RankedRow) => CellValue,
  direction: SortDirection,
): RankList {
  const values = Array.from({ length: list.length }, (_, place): CellValue => {
    const row = list.at(place)
    return row ? value(row) : ''
  })
  const order = orderOf(values, direction)
  return {
    ...{ length: list.length, ranked: list.ranked, best: list.best },
    at: (place) => list.at(order[place] ?? -1),
    placeOf: (code) => order.indexOf(list.placeOf(code)),
  }
}
