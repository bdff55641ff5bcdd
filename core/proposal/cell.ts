/** One cell of a table as the readers give it: CSV gives text, XLSX also numbers, booleans and dates. */
export type Cell = string | number | boolean | Date | null | undefined

/** The cell as trimmed text; no-break spaces become spaces, an absent or invalid value the empty text. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b\u200e\u200f\ufeff]/g, '')
    .trim()
}

const BLANK = /^(?:[-–—.\s]*|n\/?a|nihil|null|kosong|belum ada|tidak ada)$/i

/** True for an empty cell and for what people type to say that there is nothing: "-", "nihil", "n/a". */
export function isBlankCell(cell: Cell): boolean {
  return BLANK.test(cellText(cell))
}
