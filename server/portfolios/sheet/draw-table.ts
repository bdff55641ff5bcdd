import type { ChosenProposal } from '../../../core/api/portfolio.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { SheetData } from './sheet-data.ts'
import { CONTENT, FONT, INK, printable } from './sheet-page.ts'
import type { SheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

interface Column {
  readonly title: string
  readonly x: number
  readonly width: number
  readonly align: 'left' | 'right'
  readonly text: (one: ChosenProposal) => string
}

const SIZE = 8
const PADDING = 3.2
const MOST_LINES = 3

/** The list of chosen proposals over as many pages as it takes, its heading on each, with the sum at the end. */
export function drawTable(document: Document, data: SheetData, words: SheetWords, top: number): number {
  const columns = columnsOf(data, words)
  let y = drawHeading(document, columns, top)
  for (const one of data.result.chosen) {
    const height = rowHeight(document, columns, one)
    if (y + height > CONTENT.bottom) {
      document.addPage()
      y = drawHeading(document, columns, CONTENT.top)
    }
    drawRow(document, columns, { one, y, height })
    y += height
  }
  return drawTotal(document, columns, { data, words, y })
}

function columnsOf({ language, result }: SheetData, words: SheetWords): Column[] {
  const byScore = result.objective === 'score'
  const measure = (one: ChosenProposal) =>
    byScore ? oneDecimal(one.score ?? 0, language) : formatNumber(one.people, language, 0)
  const parts: [string, number, Column['align'], Column['text']][] = [
    [words.number, 26, 'right', ({ rank }) => String(rank)],
    [words.proposal, 222, 'left', ({ title, code }) => `${title} (${code})`],
    [
      words.place,
      146,
      'left',
      ({ villageName, districtName }) => [villageName, districtName].filter(Boolean).join(', '),
    ],
    [words.cost, 74, 'right', ({ costRupiah }) => formatNumber(costRupiah, language, 0)],
    [byScore ? words.score : words.people, 43, 'right', measure],
  ]
  let x: number = CONTENT.left
  return parts.map(([title, width, align, text]) => {
    const column = { title, x, width, align, text }
    x += width
    return column
  })
}

/** Always with its decimal, so that the column lines up. */
function oneDecimal(value: number, language: SheetData['language']): string {
  const text = formatNumber(value, language, 1)
  return Number.isInteger(value) ? `${text}${language === 'id' ? ',' : '.'}0` : text
}

function drawHeading(document: Document, columns: readonly Column[], y: number): number {
  document.rect(CONTENT.left, y, CONTENT.width, 17).fill(INK.wash)
  document.font(FONT.bold).fontSize(SIZE).fillColor(INK.text)
  for (const { title, x, width, align } of columns) {
    document.text(printable(title), x + 4, y + 5, { width: width - 8, align, lineBreak: false })
  }
  return y + 17
}

function options({ width, align }: Column) {
  return { width: width - 8, align, height: MOST_LINES * (SIZE + 2), ellipsis: '...' }
}

function rowHeight(document: Document, columns: readonly Column[], one: ChosenProposal): number {
  document.font(FONT.plain).fontSize(SIZE)
  const heights = columns.map((column) =>
    document.heightOfString(printable(column.text(one)), { width: column.width - 8 }),
  )
  return Math.min(Math.max(...heights), MOST_LINES * (SIZE + 1.4)) + 2 * PADDING
}

function drawRow(
  document: Document,
  columns: readonly Column[],
  { one, y, height }: { one: ChosenProposal; y: number; height: number },
): void {
  document.font(FONT.plain).fontSize(SIZE).fillColor(INK.text)
  for (const column of columns)
    document.text(printable(column.text(one)), column.x + 4, y + PADDING, options(column))
  document.lineWidth(0.4).strokeColor(INK.line)
  document
    .moveTo(CONTENT.left, y + height)
    .lineTo(CONTENT.right, y + height)
    .stroke()
}

function drawTotal(
  document: Document,
  columns: readonly Column[],
  { data, words, y }: { data: SheetData; words: SheetWords; y: number },
): number {
  if (y + 18 > CONTENT.bottom) {
    document.addPage()
    y = CONTENT.top
  }
  const cost = columns[3]!
  document.font(FONT.bold).fontSize(SIZE).fillColor(INK.text)
  document.text(words.total, columns[1]!.x + 4, y + 5, { lineBreak: false })
  document.text(formatNumber(data.result.spentRupiah ?? 0, data.language, 0), cost.x - 40, y + 5, {
    width: cost.width + 36,
    align: 'right',
    lineBreak: false,
  })
  return y + 18
}
