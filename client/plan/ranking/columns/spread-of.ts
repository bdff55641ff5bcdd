import type { ColumnSpread } from '../../../../core/api/ranking.ts'
import { type CellValue, countValues, histogramOf } from '../../../../core/score/column-spread.ts'
import type { Column } from './column.ts'

/** What stands in a column of rows that are all here; a column of words has nothing to choose from. */
export function spreadOf<Row>({ filter, value }: Column<Row>, rows: readonly Row[]): ColumnSpread | null {
  const values = rows.map((row): CellValue => value(row))
  const found = rows.length
  if (filter === 'range') return { kind: 'range', histogram: histogramOf(values), found }
  return filter === 'values' ? { kind: 'values', values: countValues(values), others: 0, found } : null
}
