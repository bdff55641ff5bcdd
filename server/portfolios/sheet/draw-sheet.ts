import { formatDate, formatNumber, formatRupiah, formatRupiahShort } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { startPageFor } from '../../pdf/draw-table.ts'
import { decorate, openDocument, type Paper, put, within } from '../../pdf/open-document.ts'
import { CONTENT, INK, PAGE } from '../../pdf/page.ts'
import { isPrintable, UNPRINTABLE } from '../../pdf/text-runs.ts'
import { heightOfText, type TextStyle, writeText } from '../../pdf/write-text.ts'
import { drawLists } from './draw-lists.ts'
import { drawMap } from './draw-map.ts'
import { missingText, weightLines } from './missing-data.ts'
import { proofText } from './proof-text.ts'
import type { SheetData } from './sheet-data.ts'
import { type SheetWords, sheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

const CLOSING_HEIGHT = 226
const BOX_HEIGHT = 96
const BOX_GAP = 8
const MOST_OF_ONE_CONSTRAINT = 6
const MOST_CONSTRAINTS_LISTED = 12
/** A map that is lower tells nothing; weights and constraints go to the next page then. */
const LEAST_MAP_HEIGHT = 200
/** Height of one line of weights or constraints. */
const LINE = 11.5

/** The printable decision sheet as PDF: figures, proof, what data are missing, map and weights; then the lists, then the signatures. */
export async function drawSheet(data: SheetData): Promise<Buffer> {
  const words = sheetWords(data.language)
  const title = data.title || words.untitled
  const paper = openDocument({
    title,
    author: data.district,
    made: new Date(data.date),
    language: data.language,
    keepsPages: true,
  })
  const written = gather(paper.document)
  let y = drawHead(paper, data, { title, words })
  y = drawFigures(paper, data, { words, y })
  y = drawMissing(paper, data, { words, y })
  const reasons = { weights: weightLines(data, words), constraints: constraintLines(data) }
  const lines = Math.max(reasons.weights.length, reasons.constraints.length)
  const reasonsHeight = (lines + 2.5) * LINE
  const room = CONTENT.bottom - y
  const height = room - reasonsHeight >= LEAST_MAP_HEIGHT ? room - reasonsHeight : room
  drawMap(paper, data, words, { x: CONTENT.left, y, width: CONTENT.width, height })
  const below = startPageFor(paper, y + height + LINE, reasonsHeight - LINE)
  const end = drawReasons(paper, reasons, { words, y: below })
  drawClosing(paper, data, {
    words,
    y: drawLists(paper, data, { words, startsAt: height === room ? end : null }) + 16,
  })
  numberPages(paper, title, words)
  paper.body.end()
  paper.document.end()
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

interface At {
  readonly words: SheetWords
  readonly y: number
}

function drawHead(
  paper: Paper,
  { district, date, language }: SheetData,
  { title, words }: { title: string; words: SheetWords },
): number {
  let y: number = CONTENT.top
  const say = (kind: string, text: string, style: TextStyle) =>
    put(paper, kind, () => {
      y = writeText(paper.document, text, [CONTENT.left, y], style)
    })
  say('P', words.sheet, { weight: 'bold', size: 8, colour: INK.brand, spacing: 0.4 })
  y += 2
  say('H1', title, { weight: 'bold', size: 17, width: CONTENT.width, lines: 2 })
  say('P', `${district} · ${formatDate(date, language)}`, {
    size: 9.5,
    colour: INK.muted,
    width: CONTENT.width,
  })
  return y + 8
}

function drawFigures(paper: Paper, data: SheetData, { words, y }: At): number {
  const { result, language } = data
  const { document } = paper
  const whole = (value: number) => formatNumber(value, language, 0)
  const figures: [string, string][] = [
    [budgetName(result, words), formatRupiahShort(result.budgetRupiah, language, 2)],
    [words.spent, result.spentRupiah === null ? '–' : formatRupiahShort(result.spentRupiah, language, 2)],
    [words.chosen, `${whole(result.chosen.length)} ${words.of} ${whole(result.considered)}`],
    [words.newlyServed, whole(result.people.newlyServed)],
  ]
  const width = CONTENT.width / figures.length
  decorate(paper, () => document.rect(CONTENT.left, y, CONTENT.width, 40).fill(INK.wash))
  figures.forEach(([label, value], at) => {
    const x = CONTENT.left + at * width + 10
    put(paper, 'P', () => {
      writeText(document, label, [x, y + 7], { size: 7.5, colour: INK.muted })
      writeText(document, value, [x, y + 18], { weight: 'bold', size: 12.5, width: width - 14, lines: 1 })
    })
  })
  let end = y + 49
  put(paper, 'P', () => {
    const style = { size: 9, width: CONTENT.width } as const
    end = writeText(document, words.proof, [CONTENT.left, end], {
      ...style,
      weight: 'bold',
      colour: INK.brand,
    })
    end = writeText(document, proofText(data, words), [CONTENT.left, end], style)
  })
  return end + 8
}

function budgetName({ years = [] }: SheetData['result'], words: SheetWords): string {
  const [first, last] = [years[0]?.year, years.at(-1)?.year]
  return first === undefined ? words.budget : fillPlaces(words.budgetOf, { years: `${first}–${last}` })
}

/** Which criteria had no data, in a box that nobody can overlook: their weights are in the score all the same. */
function drawMissing(paper: Paper, data: SheetData, { words, y }: At): number {
  const text = missingText(data, words)
  if (text === null) return y
  const { document } = paper
  const width = CONTENT.width - 22
  const heading = {
    weight: 'bold',
    size: 7.5,
    spacing: 0.4,
    colour: text.warns ? INK.warnEdge : INK.brand,
  } as const
  const style = { size: 8.5, width } as const
  const height = 9 + heightOfText(document, text.body, style) + 14
  decorate(paper, () => {
    document.rect(CONTENT.left, y, CONTENT.width, height).fill(text.warns ? INK.warn : INK.wash)
    document.rect(CONTENT.left, y, 3, height).fill(text.warns ? INK.warnEdge : INK.brand)
  })
  put(paper, 'P', () => {
    const below = writeText(document, words.missing, [CONTENT.left + 12, y + 6], heading)
    writeText(document, text.body, [CONTENT.left + 12, below + 1], style)
  })
  return y + height + 8
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
  paper: Paper,
  { weights, constraints }: { weights: readonly string[]; constraints: readonly string[] },
  { words, y }: At,
): number {
  const width = CONTENT.width / 2 - 8
  const right = CONTENT.left + width + 16
  const both = weights.length > 0
  const left = both ? drawLines(paper, { title: words.weights, rows: weights, x: CONTENT.left, y, width }) : y
  const rows = { title: words.constraints, rows: constraints, x: both ? right : CONTENT.left, y, width }
  return Math.max(left, drawLines(paper, rows))
}

interface Lines {
  readonly title: string
  readonly rows: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
}

function drawLines(paper: Paper, { title, rows, x, y, width }: Lines): number {
  const { document } = paper
  if (rows.length === 0) return y
  put(paper, 'H2', () => writeText(document, title, [x, y], { weight: 'bold', size: 9, width, lines: 1 }))
  within(paper, 'L', (list) => {
    rows.forEach((row, at) => {
      within(list, 'LI', (item) =>
        put(item, 'LBody', () =>
          writeText(document, row, [x, y + 3 + (at + 1) * LINE], { size: 7.8, width, lines: 1 }),
        ),
      )
    })
  })
  return y + 3 + (rows.length + 1) * LINE
}

function drawClosing(paper: Paper, data: SheetData, { words, y }: At): void {
  const { document } = paper
  let top = startPageFor(paper, y, CLOSING_HEIGHT)
  const say = (text: string, style: Omit<TextStyle, 'width'>, space: number) =>
    put(paper, 'P', () => {
      top = writeText(document, text, [CONTENT.left, top + space], { ...style, width: CONTENT.width })
    })
  say(
    [data.notice[data.language], ...(isWhole(data) ? [] : [UNPRINTABLE[data.language]])].join(' '),
    { size: 8.5 },
    0,
  )
  say(words.file, { weight: 'bold', size: 8 }, 6)
  say(data.sha256, { size: 8 }, 0)
  say(words.fileHint, { size: 7.5, colour: INK.muted }, 0)
  say(agreement(data, words), { weight: 'bold', size: 9.5 }, 12)
  say(words.signatures, { size: 9 }, 6)
  drawSignatures(paper, words, top + 8)
}

/** Whether every name of the decision is printed letter by letter. */
function isWhole({ title, district, result: { chosen } }: SheetData): boolean {
  const names = chosen.flatMap((one) => [
    ...[one.title, one.villageName ?? '', one.districtName ?? '', one.agency ?? ''],
  ])
  return [title, district, ...names].every(isPrintable)
}

/** The signed statement is repeated above the signatures, since they may be on a page of their own. */
function agreement({ result, language }: SheetData, words: SheetWords): string {
  return fillPlaces(words.agreed, {
    count: formatNumber(result.chosen.length, language, 0),
    spent: formatRupiah(result.spentRupiah ?? 0, language),
    budget: formatRupiah(result.budgetRupiah, language),
  })
}

/** A box for each who signs: the office above, room for the signature, the line for the name. */
function drawSignatures(paper: Paper, words: SheetWords, top: number): void {
  const { document } = paper
  const width = (CONTENT.width + BOX_GAP) / words.roles.length - BOX_GAP
  words.roles.forEach((role, at) => {
    const x = CONTENT.left + at * (width + BOX_GAP)
    const line = top + BOX_HEIGHT - 17
    decorate(paper, () => {
      document.lineWidth(0.7).strokeColor(INK.border).rect(x, top, width, BOX_HEIGHT).stroke()
      document.lineWidth(0.6).strokeColor(INK.text)
      document
        .moveTo(x + 6, line)
        .lineTo(x + width - 6, line)
        .stroke()
    })
    put(paper, 'P', () => {
      writeText(document, role, [x + 6, top + 6], { weight: 'bold', size: 8, width: width - 12 })
      writeText(document, words.name, [x + 6, line + 4], { size: 7, colour: INK.muted, width: width - 12 })
    })
  })
}

function numberPages({ document }: Paper, title: string, words: SheetWords): void {
  const { start, count } = document.bufferedPageRange()
  const style = { size: 7.5, colour: INK.muted, lines: 1 } as const
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    const y = PAGE.height - PAGE.margin
    const number = `${words.page} ${page + 1} ${words.of} ${count}`
    decorate(
      { document },
      () => {
        writeText(document, title, [CONTENT.left, y], { ...style, width: CONTENT.width - 110 })
        writeText(document, number, [CONTENT.right - 100, y], { ...style, width: 100, align: 'right' })
      },
      'Pagination',
    )
  }
}
