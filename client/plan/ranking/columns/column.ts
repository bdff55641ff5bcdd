import type { CellValue } from '../../../../core/score/column-spread.ts'
import type { ColumnKind, SortDirection } from '../../../../core/score/ranking-columns.ts'

/** A column of a table of `Row`s. Head, order, filter and files are made from this alone. */
export interface Column<Row> {
  readonly id: string
  /** Short, for the head; `name` is the whole, for menus, files and readers of the screen. */
  readonly head: string
  readonly name: string
  /** As wide as this, in rem, until somebody drags its edge. */
  readonly width: number
  readonly align: 'start' | 'end'
  /** Cannot be taken out of the table. */
  readonly fixed?: boolean
  /** What is sorted and filtered by, and written into files. */
  value(row: Row): CellValue
  /** A value in words, as a list of values or a range says it. */
  text(value: CellValue): string
  /** How its values are chosen from; null for a column that cannot be filtered. */
  readonly filter: ColumnKind | null
  /** What the first press on the head does: the best, the most, or the beginning of the alphabet first. */
  readonly first: SortDirection
  /** Where neither numbers nor words are the order of its values: the place of each, and what the order is called. */
  readonly order?: ColumnOrder
  /** Why rows cannot be put in its order, nor filtered by it, in words; left out where they can. */
  readonly whyNot?: string
  /** Fields of a range are in this many of the value's unit: 1e6 for rupiah in millions. */
  readonly unit?: number
  readonly cells: 'text' | 'whole' | 'rupiah' | 'decimal'
}

export interface ColumnOrder {
  /** NaN of a value that is not known. */
  place(value: CellValue): number
  readonly ascending: string
  readonly descending: string
}

export function isKnown(value: CellValue): boolean {
  return typeof value === 'number' ? !Number.isNaN(value) : value !== ''
}
