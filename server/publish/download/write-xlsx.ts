import {
  type Cell,
  type CellStyle,
  cellStyle,
  rowXml,
  sheetEnd,
  sheetStart,
} from '../../../core/download/xlsx/sheet-xml.ts'
import { workbookParts } from '../../../core/download/xlsx/workbook-parts.ts'
import { Problem } from '../../../core/problem.ts'
import type { LayerField } from '../../layers/layer.ts'
import { aboutLines } from './source/about-download.ts'
import type { DownloadFeature, DownloadSource } from './source/download-source.ts'
import { placeNames, uniqueNames } from './unique-names.ts'
import { ZipStream } from './zip-stream.ts'

/** Rows of a sheet of Excel's, its header not counted. */
export const MOST_XLSX_ROWS = 1_048_575

const WORDS = {
  about: { id: 'Tentang', en: 'About' },
  column: { id: 'Kolom', en: 'Column' },
  name: { id: 'Nama pada berkas lain', en: 'Name in other files' },
  unit: { id: 'Satuan', en: 'Unit' },
} as const

/**
 * An Excel workbook: one row a feature under titles in the reader's language, numbers as numbers, with a point on each
 * feature; a second sheet tells source, licence, filters and what the columns are called elsewhere. Throws Problem (413)
 * where a sheet has too few rows, before anything is written.
 */
export async function* writeXlsx(source: DownloadSource): AsyncGenerator<Uint8Array> {
  const rows = await source.count()
  if (rows > MOST_XLSX_ROWS) throw tooManyRows(source.layer.id, rows)
  const about = await source.about()
  const zip = new ZipStream()
  for (const [name, xml] of workbookParts([about.title, WORDS.about[source.language]])) zip.add(name, xml)
  zip.add('xl/worksheets/sheet2.xml', aboutSheet(source, aboutLines(about, source.language)))
  const { x, y } = placeNames(source)
  const titles = [...titlesOf(source), x, y]
  const styles = source.fields.map(styleOf)
  const sheet = zip.begin('xl/worksheets/sheet1.xml')
  const widths = [...source.fields.map(widthOf), 14, 14]
  sheet.write(sheetStart({ widths, frozen: true }))
  sheet.write(
    rowXml(
      1,
      titles.map((value) => ({ value, style: cellStyle.header })),
    ),
  )
  let row = 1
  for await (const features of source.read({ shapes: 'point', rounded: true })) {
    sheet.write(features.map((feature) => rowXml(++row, cellsOf(feature, styles))).join(''))
    yield* zip.take()
  }
  sheet.write(sheetEnd({ rows: row, columns: titles.length }))
  sheet.end()
  yield* zip.finish()
}

function cellsOf({ values, place }: DownloadFeature, styles: readonly CellStyle[]): Cell[] {
  const [x = null, y = null] = place?.coordinates ?? []
  return [
    ...values.map((value, at) => ({ value, style: styles[at] ?? cellStyle.plain })),
    { value: x, style: cellStyle.plain },
    { value: y, style: cellStyle.plain },
  ]
}

function styleOf({ name, type, time, unit }: LayerField): CellStyle {
  if (/rupiah/i.test(name) || unit?.id === 'rupiah')
    return type === 'number' || type === 'integer' ? cellStyle.rupiah : cellStyle.plain
  return type === 'integer' && time === undefined ? cellStyle.whole : cellStyle.plain
}

function widthOf({ name, type, title }: LayerField): number {
  if (type !== 'string') return Math.min(22, Math.max(11, Math.ceil(title.id.length * 0.7)))
  return ['title', 'problem', 'name', 'nama'].includes(name) ? 40 : 20
}

function titlesOf({ fields, language }: DownloadSource): string[] {
  return uniqueNames(fields.map(({ title }) => title[language]))
}

function aboutSheet(source: DownloadSource, lines: readonly (readonly [string, string | Date])[]): string {
  const { fields, language } = source
  const titles = titlesOf(source)
  const cell = (value: Cell['value'], style: CellStyle = cellStyle.wrapped): Cell => ({ value, style })
  const rows = [
    ...lines.map(([label, value]) => [
      cell(label, cellStyle.header),
      cell(value, value instanceof Date ? cellStyle.date : cellStyle.wrapped),
    ]),
    [],
    [WORDS.column, WORDS.name, WORDS.unit].map((word) => cell(word[language], cellStyle.header)),
    ...fields.map(({ name, unit }, at) => [
      cell(titles[at] ?? ''),
      cell(name),
      cell(unit?.[language] ?? null),
    ]),
  ]
  const body = rows.map((cells, at) => rowXml(at + 1, cells)).join('')
  return `${sheetStart({ widths: [28, 60, 14], frozen: false })}${body}${sheetEnd()}`
}

function tooManyRows(id: string, rows: number): Problem {
  return new Problem({
    title: 'Too many rows for Excel',
    status: 413,
    detail: `${id}: expected at most ${MOST_XLSX_ROWS} rows for XLSX, received ${rows}; narrow it by area or year, or take CSV`,
    received: String(rows),
    expected: `at most ${MOST_XLSX_ROWS} rows`,
  })
}
