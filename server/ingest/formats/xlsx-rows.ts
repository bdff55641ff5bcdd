import { RowFault } from './row-fault.ts'
import type { ReadLimits } from './source-file.ts'
import type { Cell, TableRow } from './table-row.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { type CellContext, cellValue, type RawCell } from './xlsx-cell.ts'
import { parseXml, type XmlAttributes, type XmlHandler } from './xml-stream.ts'

/** Last row of a sheet (ECMA-376). */
const LAST_ROW = 1_048_576

/** Column index from 0 of a cell reference such as "AB12"; -1 where there is none. */
function columnOf(reference: string | undefined): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0] ?? ''
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

interface RowSettings {
  file: string
  part: string
  limits: ReadLimits
  context: CellContext
}

/** Gathers the rows of a worksheet from its XML; sparse rows and columns keep their places. */
class RowGatherer implements XmlHandler {
  ready: TableRow[] = []
  readonly #settings: RowSettings
  #row = 0
  #column = -1
  #cells: Cell[] = []
  #cell: RawCell | null = null
  #fault: string | undefined
  #inText = false
  #phonetic = false

  constructor(settings: RowSettings) {
    this.#settings = settings
  }

  #refuse(expected: string, received: unknown): never {
    throw new UnreadableFile({ file: this.#settings.file, expected, received, row: this.#row })
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'row') this.#openRow(attributes)
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'rPh') this.#phonetic = true
    else if (this.#cell && (name === 'v' || (name === 't' && !this.#phonetic))) {
      this.#inText = true
      this.#cell.hasValue = true
    }
  }

  #openRow({ r }: XmlAttributes): void {
    const number = r === undefined ? this.#row + 1 : Number(r)
    if (!Number.isInteger(number) || number <= this.#row || number > LAST_ROW)
      this.#refuse(`a row after row ${this.#row}`, r ?? number)
    this.#row = number
    this.#column = -1
    this.#cells = []
    this.#fault = undefined
  }

  #openCell({ r, t, s }: XmlAttributes): void {
    const stated = columnOf(r)
    this.#column = stated < 0 ? this.#column + 1 : stated
    this.#cell = { type: t ?? 'n', style: Number(s ?? 0), text: '', hasValue: false }
  }

  text(text: string): void {
    if (!this.#inText || !this.#cell) return
    this.#cell.text += text
    const { maxRowCharacters } = this.#settings.limits
    if (this.#cell.text.length > maxRowCharacters)
      this.#refuse(`cells of at most ${maxRowCharacters} characters`, 'a longer one')
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inText = false
    else if (name === 'rPh') this.#phonetic = false
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  #closeRow(): void {
    const row = { row: this.#row, cells: this.#cells }
    this.ready.push(this.#fault === undefined ? row : { ...row, fault: this.#fault })
  }

  #cellValue(): Cell {
    try {
      return this.#cell && cellValue(this.#cell, this.#settings.context)
    } catch (error) {
      if (!(error instanceof RowFault)) throw error
      this.#fault ??= error.message
      return null
    }
  }

  #closeCell(): void {
    const value = this.#cellValue()
    this.#cell = null
    if (value === null) return
    const { maxColumns } = this.#settings.limits
    if (this.#column >= maxColumns)
      this.#refuse(`at most ${maxColumns} columns`, `column ${this.#column + 1}`)
    while (this.#cells.length < this.#column) this.#cells.push(null)
    this.#cells[this.#column] = value
  }
}

/** The rows of a worksheet, streamed from its XML, each with the sheet's own row number. */
export async function* readSheetRows(
  chunks: AsyncIterable<Uint8Array>,
  settings: RowSettings,
): AsyncGenerator<TableRow> {
  const gatherer = new RowGatherer(settings)
  for await (const _ of parseXml(chunks, gatherer, settings)) {
    yield* gatherer.ready
    gatherer.ready = []
  }
}
