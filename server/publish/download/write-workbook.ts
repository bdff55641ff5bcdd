import { type Cell, type CellStyle, cellStyle, rowXml, sheetEnd, sheetStart } from './xlsx/sheet-xml.ts'
import { workbookParts } from './xlsx/workbook-parts.ts'
import { ZipStream } from './zip-stream.ts'

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

/** Rows that are packed before the next bytes leave. */
const ROWS_AT_ONCE = 500

/** A workbook of plain tables, each with a heading that stays in sight and filters in it. Text is text: never a formula. */
export async function* writeWorkbook(sheets: readonly WorkbookSheet[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream()
  for (const [name, xml] of workbookParts(sheets.map(({ name }) => name))) zip.add(name, xml)
  for (const [at, { columns, rows }] of sheets.entries()) {
    const sheet = zip.begin(`xl/worksheets/sheet${at + 1}.xml`)
    sheet.write(sheetStart({ widths: columns.map(({ width }) => width), frozen: true }))
    const heading = columns.map(({ title }) => ({ value: title, style: cellStyle.header }))
    sheet.write(rowXml(1, heading))
    let row = 1
    for (const values of rows) {
      const cells = columns.map(({ style = cellStyle.plain }, c) => ({ value: values[c] ?? null, style }))
      sheet.write(rowXml(++row, cells))
      if (row % ROWS_AT_ONCE === 0) yield* zip.take()
    }
    sheet.write(sheetEnd({ rows: row, columns: columns.length }))
    sheet.end()
    yield* zip.take()
  }
  yield* zip.finish()
}
