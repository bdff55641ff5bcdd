export type Cell = string | number | boolean | null

export interface TableRow {
  /** As the sheet or a spreadsheet program numbers it, from 1. */
  row: number
  cells: Cell[]
  fault?: string
}
