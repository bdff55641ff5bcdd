import PDFDocument from 'pdfkit'
import { formatDate, formatNumber, formatRupiahShort } from '../../../core/proposal/format.ts'
import { percentText } from '../model/texts.ts'
import { drawMap } from './draw-map.ts'
import { drawTable } from './draw-table.ts'
import type { SheetData } from './sheet-data.ts'
import { CONTENT, FONT, INK, isPrintable, PAGE, printable, UNPRINTABLE } from './sheet-page.ts'
import { type SheetWords, sheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

const CLOSING_HEIGHT = 216
const BOX_HEIGHT = 96
const BOX_GAP = 8
const MOST_OF_ONE_CONSTRAINT = 6
const MOST_CONSTRAINTS_LISTED = 12
/** Height of one line of weights or constraints. */
const LINE = 11.5

/** The printable decision sheet as PDF: figures, proof, map and weights first, then the list, then the signatures. */
export async function drawSheet(data: SheetData): Promise<Buffer> {
  const words = sheetWords(data.language)
  const title = printable(data.title || words.untitled)
  const document = new PDFDocument({
    size: 'A4',
    // A text at the very edge must not begin a page of its own.
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: 0 },
    bufferPages: true,
    lang: data.language,
    displayTitle: true,
    info: {
      Title: title,
      Author: printable(data.district),
      Creator: 'PetaUsul',
      CreationDate: new Date(data.date),
    },
  })
  const written = gather(document)
  let y = drawHead(document, data, { title, words })
  y = drawFigures(document, data, { words, y })
  const reasons = { weights: weightLines(data), constraints: constraintLines(data) }
  const lines = Math.max(reasons.weights.length, reasons.constraints.length)
  const height = CONTENT.bottom - y - (lines + 2.5) * LINE
  drawMap(document, data, words, { x: CONTENT.left, y, width: CONTENT.width, height })
  drawReasons(document, reasons, { words, y: y + height + LINE })
  drawList(document, data, words)
  numberPages(document, title, words)
  document.end()
  return written
}

function gather(document: Document): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const pieces: Buffer[] = []
  document.on('data', (piece: Buffer) => pieces.push(piece))
  document.on('end', () => resolve(Buffer.concat(pieces)))
  document.on('error', reject)
  return promise
}

function drawHead(
  document: Document,
  { district, date, language }: SheetData,
  { title, words }: { title: string; words: SheetWords },
): number {
  document.font(FONT.bold).fontSize(8).fillColor(INK.brand)
  document.text(words.sheet, CONTENT.left, CONTENT.top, { characterSpacing: 1.2 })
  document.font(FONT.bold).fontSize(18).fillColor(INK.text)
  document.text(title, CONTENT.left, CONTENT.top + 13, { width: CONTENT.width, height: 44, ellipsis: '...' })
  document.font(FONT.plain).fontSize(9.5).fillColor(INK.muted)
  document.text(printable(`${district} · ${formatDate(date, language)}`), CONTENT.left, document.y + 2)
  return document.y + 8
}

function drawFigures(
  document: Document,
  data: SheetData,
  { words, y }: { words: SheetWords; y: number },
): number {
  const { result, language } = data
  const whole = (value: number) => formatNumber(value, language, 0)
  const figures: [string, string][] = [
    [words.budget, formatRupiahShort(result.budgetRupiah, language)],
    [words.spent, result.spentRupiah === null ? '-' : formatRupiahShort(result.spentRupiah, language)],
    [words.chosen, `${whole(result.chosen.length)} ${words.of} ${whole(result.considered)}`],
    [words.newlyServed, whole(result.people.newlyServed)],
  ]
  const width = CONTENT.width / figures.length
  document.rect(CONTENT.left, y, CONTENT.width, 40).fill(INK.wash)
  figures.forEach(([label, value], at) => {
    const x = CONTENT.left + at * width + 10
    document
      .font(FONT.plain)
      .fontSize(7.5)
      .fillColor(INK.muted)
      .text(label, x, y + 7, { lineBreak: false })
    document.font(FONT.bold).fontSize(13).fillColor(INK.text)
    document.text(printable(value), x, y + 19, { lineBreak: false })
  })
  document.font(FONT.bold).fontSize(9).fillColor(INK.brand)
  document.text(`${words.proof}: `, CONTENT.left, y + 50, { continued: true, width: CONTENT.width })
  document
    .font(FONT.plain)
    .fillColor(INK.text)
    .text(printable(proofText(data, words)))
  return document.y + 8
}

function proofText({ result, language }: SheetData, words: SheetWords): string {
  const list = result.downTheList.find(({ by }) => by === 'value')
  const compared =
    list?.lossShare && list.broken.length === 0
      ? ` ${words.down}: +${percentText(list.lossShare / (1 - list.lossShare), language)}.`
      : ''
  const conflict = result.conflict ? ` ${result.conflict.text[language]}` : ''
  return `${result.text[language]}${compared}${conflict}`
}

function weightLines({ result, weights, language }: SheetData): string[] {
  if (result.objective !== 'score') return []
  const sum = weights.reduce((total, { weight }) => total + weight, 0)
  return weights.map(
    ({ title, weight }) => `${title[language]}: ${weight} (${percentText(weight / sum, language)})`,
  )
}

/** One line for each constraint; constraints that came of one rule ("5 a village") share a line where they are many. */
function constraintLines({ result, language }: SheetData): string[] {
  const byConstraint = Map.groupBy(result.constraints, ({ id }) => id.split(' ')[0])
  const lines = [...byConstraint.values()].flatMap((constraints) => {
    const labels = constraints.map(({ label }) => label[language])
    if (labels.length <= MOST_OF_ONE_CONSTRAINT) return labels
    const others = labels.length - 1
    return [`${labels[0]} ${language === 'id' ? `(dan ${others} sejenis)` : `(and ${others} alike)`}`]
  })
  const left = lines.length - MOST_CONSTRAINTS_LISTED
  if (left <= 0) return lines
  return [
    ...lines.slice(0, MOST_CONSTRAINTS_LISTED),
    language === 'id' ? `dan ${left} lainnya` : `and ${left} more`,
  ]
}

/** Weights to the left, constraints to the right. */
function drawReasons(
  document: Document,
  { weights, constraints }: { weights: readonly string[]; constraints: readonly string[] },
  { words, y }: { words: SheetWords; y: number },
): void {
  const width = CONTENT.width / 2 - 8
  const right = CONTENT.left + width + 16
  if (weights.length > 0)
    drawLines(document, { title: words.weights, rows: weights, x: CONTENT.left, y, width })
  drawLines(document, {
    title: words.constraints,
    rows: constraints,
    x: weights.length > 0 ? right : CONTENT.left,
    y,
    width,
  })
}

function drawLines(
  document: Document,
  {
    title,
    rows,
    x,
    y,
    width,
  }: { title: string; rows: readonly string[]; x: number; y: number; width: number },
): void {
  document.font(FONT.bold).fontSize(9).fillColor(INK.text).text(title, x, y, { width })
  document.font(FONT.plain).fontSize(8).fillColor(INK.text)
  rows.forEach((row, at) => {
    document.text(printable(row), x, y + 3 + (at + 1) * LINE, { width, height: 9, ellipsis: '...' })
  })
}

function drawList(document: Document, data: SheetData, words: SheetWords): void {
  document.addPage()
  document.font(FONT.bold).fontSize(12).fillColor(INK.text).text(words.list, CONTENT.left, CONTENT.top)
  let y = document.y + 8
  if (data.result.chosen.length > 0) y = drawTable(document, data, words, y)
  else {
    document.font(FONT.plain).fontSize(10).text(words.none, CONTENT.left, y)
    y = document.y
  }
  if (y + CLOSING_HEIGHT > CONTENT.bottom) {
    document.addPage()
    y = CONTENT.top - 16
  }
  drawClosing(document, data, { words, y: y + 16 })
}

function drawClosing(
  document: Document,
  data: SheetData,
  { words, y }: { words: SheetWords; y: number },
): void {
  document.font(FONT.plain).fontSize(8.5).fillColor(INK.text)
  const notice = [data.notice[data.language], ...(isWhole(data) ? [] : [UNPRINTABLE[data.language]])].join(
    ' ',
  )
  document.text(printable(notice), CONTENT.left, y, { width: CONTENT.width })
  document
    .font(FONT.bold)
    .fontSize(8)
    .text(words.file, CONTENT.left, document.y + 6)
  document.font('Courier').fontSize(8).text(data.sha256, { width: CONTENT.width })
  document.font(FONT.plain).fontSize(7.5).fillColor(INK.muted).text(words.fileHint, { width: CONTENT.width })
  document
    .font(FONT.bold)
    .fontSize(9.5)
    .fillColor(INK.text)
    .text(agreement(data, words), CONTENT.left, document.y + 12, { width: CONTENT.width })
  document
    .font(FONT.plain)
    .fontSize(9)
    .text(words.signatures, CONTENT.left, document.y + 6)
  drawSignatures(document, words, document.y + 8)
}

/** Whether every name of the decision is printed letter by letter. */
function isWhole({ title, district, result: { chosen } }: SheetData): boolean {
  const names = chosen.flatMap((one) => [one.title, one.villageName ?? '', one.districtName ?? ''])
  return [title, district, ...names].every(isPrintable)
}

/** The signed statement is repeated above the signatures, since they may be on a page of their own. */
function agreement({ result, language }: SheetData, words: SheetWords): string {
  const count = formatNumber(result.chosen.length, language, 0)
  const spent = formatRupiahShort(result.spentRupiah ?? 0, language)
  const budget = formatRupiahShort(result.budgetRupiah, language)
  return printable(
    words.agreed.replace('{count}', count).replace('{spent}', spent).replace('{budget}', budget),
  )
}

/** A box for each who signs: the office above, room for the signature, the line for the name. */
function drawSignatures(document: Document, words: SheetWords, top: number): void {
  const width = (CONTENT.width + BOX_GAP) / words.roles.length - BOX_GAP
  words.roles.forEach((role, at) => {
    const x = CONTENT.left + at * (width + BOX_GAP)
    document.lineWidth(0.7).strokeColor(INK.border).rect(x, top, width, BOX_HEIGHT).stroke()
    document.font(FONT.bold).fontSize(8).fillColor(INK.text)
    document.text(role, x + 6, top + 6, { width: width - 12 })
    const line = top + BOX_HEIGHT - 17
    document
      .lineWidth(0.6)
      .strokeColor(INK.text)
      .moveTo(x + 6, line)
      .lineTo(x + width - 6, line)
      .stroke()
    document.font(FONT.plain).fontSize(7).fillColor(INK.muted)
    document.text(words.name, x + 6, line + 4, { width: width - 12 })
  })
}

function numberPages(document: Document, title: string, words: SheetWords): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    const y = PAGE.height - PAGE.margin
    document.font(FONT.plain).fontSize(7.5).fillColor(INK.muted)
    document.text(title, CONTENT.left, y, { width: CONTENT.width - 90, height: 9, ellipsis: '...' })
    document.text(`${words.page} ${page + 1} ${words.of} ${count}`, CONTENT.right - 80, y, {
      width: 80,
      align: 'right',
    })
  }
}
