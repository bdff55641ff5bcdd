import type { Cell, TableRow } from './table-row.ts'

/** Rows after a candidate that tell how wide the table is. */
const FOLLOWERS = 10

const isFilled = (cell: Cell) => cell !== null && cell !== ''
const widthOf = ({ cells }: TableRow) => cells.findLastIndex(isFilled) + 1

/** Text, or a year, which often heads a column of statistics. */
function isHeadingCell(cell: Cell): boolean {
  if (typeof cell === 'boolean') return false
  const text = String(cell).trim()
  return /^(19|20)\d\d$/.test(text) || !/^[-+]?[\d.,]+$/.test(text)
}

/** The usual width of the rows after this one: one stray note far to the right does not widen the table. */
function usualWidth(rows: TableRow[]): number {
  const widths = rows.map(widthOf).sort((a, b) => a - b)
  return widths[Math.floor((widths.length - 1) / 2)] ?? 0
}

/**
 * The heading row among the first (non-empty) rows of a table: the first that `headings` accepts; without it, the
 * first of at least two cells that are all text and as wide as what follows. A table of one column is headed by its
 * first row of text. undefined when there is none.
 */
export function findHeading(rows: TableRow[], headings?: (cells: string[]) => boolean): TableRow | undefined {
  if (headings) return rows.find(({ cells }) => headings(cells.map((cell) => String(cell ?? '').trim())))
  const oneColumn = rows.every((row) => widthOf(row) <= 1)
  return rows.find((row, index) => {
    const filled = row.cells.filter(isFilled)
    if (filled.length < (oneColumn ? 1 : 2) || !filled.every(isHeadingCell)) return false
    return widthOf(row) >= usualWidth(rows.slice(index + 1, index + 1 + FOLLOWERS))
  })
}
