import { type Cell, type CellStyle, cellStyle, rowXml, sheetEnd, sheetStart } from './sheet-xml.ts'
import { workbookParts } from './workbook-parts.ts'

export interface WorkbookColumn {
  readonly title: string
  /** In characters of the standard font. */
  readonly width: number
  readonly style?: CellStyle
}

export interface WorkbookSheet {
  readonly name: string
  readonly columns: readonly WorkbookColumn[]
  /** One value a column. */
  readonly rows: Iterable<readonly Cell['value'][]>
}

/** A file within the ZIP that a workbook is: its name and its XML, piece after piece. */
export interface WorkbookMember {
  readonly name: string
  readonly pieces: Iterable<string>
}

/** Rows of a piece. */
const ROWS_AT_ONCE = 500

/** What a workbook of plain tables consists of. Each has a heading that stays in sight, with filters; text is never a formula. */
export function* workbookMembers(sheets: readonly WorkbookSheet[]): Generator<WorkbookMember> {
  for (const [name, xml] of workbookParts(sheets.map(({ name }) => name))) yield { name, pieces: [xml] }
  for (const [at, sheet] of sheets.entries())
    yield { name: `xl/worksheets/sheet${at + 1}.xml`, pieces: sheetPieces(sheet) }
}

function* sheetPieces({ columns, rows }: WorkbookSheet): Generator<string> {
  const heading = columns.map(({ title }) => ({ value: title, style: cellStyle.header }))
  const widths = columns.map(({ width }) => width)
  let piece = [sheetStart({ widths, frozen: true }), rowXml(1, heading)]
  let row = 1
  for (const values of rows) {
    const cells = columns.map(({ style = cellStyle.plain }, c) => ({ value: values[c] ?? null, style }))
    piece.push(rowXml(++row, cells))
    if (row % ROWS_AT_ONCE > 0) continue
    yield piece.join('')
    piece = []
  }
  yield [...piece, sheetEnd({ rows: row, columns: columns.length })].join('')
}
