import { codeLabel } from '../../../../core/proposal/code-label.ts'
import { formatNumber } from '../../../../core/proposal/format.ts'
import type { LayerField } from '../../../layers/layer.ts'
import { CONTENT, FONT, INK, printable } from '../../../portfolios/sheet/sheet-page.ts'
import type { CellValue, DownloadSource } from '../source/download-source.ts'

type Document = PDFKit.PDFDocument

export interface ReportColumn {
  field: LayerField
  /** Index of the value among the fields of the source. */
  at: number
  title: string
  x: number
  width: number
  align: 'left' | 'right'
}

const SIZE = 7.5
const PADDING = 3
const MOST_LINES = 3
const MOST_COLUMNS = 6
const LONGEST_TEXT = 300
/** Fields that people look for first. */
const PREFERRED = [
  ...['code', 'title', 'name', 'nama', 'type', 'jenis', 'villageName', 'districtName'],
  ...['costRupiah', 'status', 'year', 'population', 'poorPopulation', 'povertyRate', 'idm', 'idmStatus'],
]
const WIDE = ['title', 'name', 'nama']

/** The few columns that fit on paper; every other is in the other files. */
export function reportColumns({ fields, language }: DownloadSource): ReportColumn[] {
  const rank = ({ name, inTiles }: LayerField) => {
    const preferred = PREFERRED.indexOf(name)
    return preferred >= 0 ? preferred : PREFERRED.length + (inTiles ? 0 : 1)
  }
  const chosen = fields
    .map((field, at) => ({ field, at }))
    .sort((a, b) => rank(a.field) - rank(b.field) || a.at - b.at)
    .slice(0, MOST_COLUMNS)
  const share = ({ name, type }: LayerField) => {
    if (WIDE.includes(name)) return 3.4
    return type === 'string' || /rupiah/i.test(name) ? 1.5 : 1.1
  }
  const whole = chosen.reduce((sum, { field }) => sum + share(field), 0)
  let x: number = CONTENT.left
  return chosen.map(({ field, at }) => {
    const width = (CONTENT.width * share(field)) / whole
    const align = field.type === 'number' || field.type === 'integer' ? 'right' : 'left'
    const column: ReportColumn = { field, at, title: field.title[language], x, width, align }
    x += width
    return column
  })
}

/** Draws the heading; returns the y coordinate of its end. */
export function drawTableHeading(document: Document, columns: readonly ReportColumn[], y: number): number {
  document.font(FONT.bold).fontSize(SIZE)
  const heights = columns.map(({ title, width }) =>
    document.heightOfString(printable(title), { width: width - 8 }),
  )
  const height = Math.min(Math.max(...heights), 2 * (SIZE + 2)) + 2 * PADDING
  document.rect(CONTENT.left, y, CONTENT.width, height).fill(INK.wash)
  document.fillColor(INK.text)
  for (const { title, x, width, align } of columns)
    document.text(printable(title), x + 4, y + PADDING, { width: width - 8, align, height: height - PADDING })
  return y + height
}

/** Draws a row at y, or on a new page with its heading. Returns where it ends. */
export function drawTableRow(
  document: Document,
  columns: readonly ReportColumn[],
  row: { values: readonly CellValue[]; y: number; language: 'id' | 'en'; newPage: () => number },
): number {
  document.font(FONT.plain).fontSize(SIZE)
  const texts = columns.map(({ field, at }) => textOf(row.values[at] ?? null, field, row.language))
  const heights = columns.map(({ width }, at) =>
    document.heightOfString(texts[at] ?? '', { width: width - 8 }),
  )
  const height = Math.min(Math.max(...heights), MOST_LINES * (SIZE + 1.6)) + 2 * PADDING
  const y = row.y + height > CONTENT.bottom ? row.newPage() : row.y
  document.font(FONT.plain).fontSize(SIZE).fillColor(INK.text)
  columns.forEach(({ x, width, align }, at) => {
    const options = { width: width - 8, align, height: height - PADDING, ellipsis: '...' }
    document.text(texts[at] ?? '', x + 4, y + PADDING, options)
  })
  document.lineWidth(0.4).strokeColor(INK.line)
  document
    .moveTo(CONTENT.left, y + height)
    .lineTo(CONTENT.right, y + height)
    .stroke()
  return y + height
}

function textOf(value: CellValue, { name, time, type }: LayerField, language: 'id' | 'en'): string {
  if (value === null) return '-'
  if (typeof value === 'boolean')
    return { id: ['tidak', 'ya'], en: ['no', 'yes'] }[language][Number(value)] ?? ''
  if (typeof value === 'number')
    return time === 'year'
      ? String(value)
      : printable(formatNumber(value, language, type === 'integer' ? 0 : 2))
  const label = codeLabel(name, value)
  if (label) return printable(label[language])
  return printable(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}...` : value)
}
