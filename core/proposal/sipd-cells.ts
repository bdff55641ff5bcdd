import { type Cell, cellText, isBlankCell } from './cell.ts'
import type { CellFault } from './fault.ts'
import type { Label } from './label.ts'
import type { SipdColumns } from './sipd-columns.ts'
import type { SipdField } from './sipd-headings.ts'

/** One row of a SIPD export: its cells by the headings as they stand in the file. */
export type SipdCells = Readonly<Record<string, Cell>>

const LONGEST_RECEIVED = 120
/** Bounds the time that any cell can take; what is longer is cut and reported. */
const LONGEST_TEXT = 4000

/** Reads a row's cells by field, and gathers what was wrong with them. */
export class SipdCellReader {
  readonly faults: CellFault[] = []
  readonly #cells: SipdCells
  readonly #columns: SipdColumns

  constructor(cells: SipdCells, columns: SipdColumns) {
    this.#cells = cells
    this.#columns = columns
  }

  cell(field: SipdField): Cell {
    const heading = this.#columns.headings[field]
    return heading === undefined ? null : this.#cells[heading]
  }

  /** The cell's text on one line, or null when it is empty or says that there is nothing. */
  text(field: SipdField): string | null {
    const cell = this.cell(field)
    if (isBlankCell(cell)) return null
    const text = cellText(cell)
    if (text.length > LONGEST_TEXT) {
      this.fault(field, {
        id: `paling banyak ${LONGEST_TEXT} huruf`,
        en: `at most ${LONGEST_TEXT} characters`,
      })
    }
    return text.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ')
  }

  /** One fault per column: the first, which is nearest to the cause. */
  fault(field: SipdField, expected: Label): void {
    const column = this.#columns.headings[field] ?? field
    if (this.faults.some((earlier) => earlier.column === column)) return
    const received = cellText(this.cell(field)).slice(0, LONGEST_RECEIVED)
    this.faults.push({ column, received, expected })
  }
}
