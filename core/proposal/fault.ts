import type { Label } from './label.ts'

/** What was wrong with one cell: as it came, and what was expected instead, in both languages. */
export interface CellFault {
  column: string
  received: string
  expected: Label
}
