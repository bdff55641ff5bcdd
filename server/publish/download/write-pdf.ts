import PDFDocument from 'pdfkit'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import {
  CONTENT,
  FONT,
  INK,
  isPrintable,
  PAGE,
  printable,
  UNPRINTABLE,
} from '../../portfolios/sheet/sheet-page.ts'
import { drawLegend } from './pdf/draw-legend.ts'
import { type DrawMapPicture, pictureBox } from './pdf/map-picture.ts'
import { drawTableHeading, drawTableRow, reportColumns } from './pdf/report-table.ts'
import { type AboutDownload, aboutLines } from './source/about-download.ts'
import type { DownloadSource } from './source/download-source.ts'

type Document = PDFKit.PDFDocument

/** Rows of the table: a report is for reading. */
export const MOST_PDF_ROWS = 1_000
/** Beyond it the picture shows the whole layer. */
const MOST_DRAWN_KEYS = 100_000
const MAP_HEIGHT = 400
const PIXELS_A_POINT = 2.5
const ROWS_AT_ONCE = 25

const WORDS = {
  report: { id: 'LAPORAN LAPISAN', en: 'LAYER REPORT' },
  noPicture: {
    id: 'Gambar peta dimatikan: server ini tidak memiliki penggambar.',
    en: 'The map picture is off: this server has no renderer.',
  },
  noPlaces: { id: 'Tidak ada lokasi untuk digambar.', en: 'There are no locations to draw.' },
  wholeLayer: {
    id: 'Gambar memuat seluruh lapisan; hanya tabel yang disaring.',
    en: 'The picture shows the whole layer; only the table is filtered.',
  },
  legend: { id: 'Legenda', en: 'Legend' },
  rows: { id: '{n} baris', en: '{n} rows' },
  some: {
    id: '{shown} baris pertama dari {n}; selengkapnya di berkas Excel atau CSV',
    en: 'The first {shown} of {n} rows; all of them are in the Excel or CSV file',
  },
  page: { id: 'Halaman {n}', en: 'Page {n}' },
} as const

/** A report of a layer: what it is, its picture and legend, source and filters, and its first rows. */
export async function* writePdf(
  source: DownloadSource,
  draw: DrawMapPicture,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { language } = source
  const say = (word: keyof typeof WORDS) => WORDS[word][language]
  const about = await source.about()
  const count = await source.count()
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: 0 },
    lang: language,
    displayTitle: true,
    info: { Title: printable(about.title), Creator: 'PetaUsul', CreationDate: about.made },
  })
  const ready: Uint8Array[] = []
  document.on('data', (piece: Uint8Array) => ready.push(piece))
  const footer = numberPages(document, printable(about.title), say('page'))
  let y = drawHead(document, about, say('report'))
  y = await drawMap(document, source, { y, draw, signal, count, say })
  const { title } = source.layer
  y = drawLegendOf(document, await source.style(), { y, language, heading: say('legend'), title })
  drawAbout(document, aboutLines(about, language).slice(about.finding ? 3 : 2), y)
  document.addPage()
  document.font(FONT.bold).fontSize(10).fillColor(INK.text)
  document.text(printable(headingOfRows(count, language)), CONTENT.left, CONTENT.top)
  const lines = aboutLines(about, language).flatMap(([, value]) => (typeof value === 'string' ? value : []))
  yield* drawRows(document, source, { y: document.y + 6, ready, isWhole: lines.every(isPrintable) })
  footer.finish()
  const ended = new Promise((resolve, reject) => document.once('end', resolve).once('error', reject))
  document.end()
  await ended
  yield* ready
}

/** How many rows there are and, where those are too many, how many of them the table shows. */
function headingOfRows(count: number, language: Language): string {
  const shown = Math.min(count, MOST_PDF_ROWS)
  const numbers = { n: formatNumber(count, language, 0), shown: formatNumber(shown, language, 0) }
  return WORDS[count > shown ? 'some' : 'rows'][language].replaceAll(
    /\{(n|shown)\}/g,
    (_, name: keyof typeof numbers) => numbers[name],
  )
}

/** A footer on each page that is done, since no page is kept until the end. */
function numberPages(document: Document, title: string, words: string): { finish(): void } {
  let page = 1
  const finish = () => {
    const { y } = document
    document.font(FONT.plain).fontSize(7.5).fillColor(INK.muted)
    const height = PAGE.height - PAGE.margin
    document.text(title, CONTENT.left, height, { width: CONTENT.width * 0.75, height: 10, ellipsis: '...' })
    const right = { width: CONTENT.width, align: 'right', lineBreak: false } as const
    document.text(words.replace('{n}', String(page)), CONTENT.left, height, right)
    document.y = y
    page++
  }
  const addPage = document.addPage.bind(document)
  document.addPage = (options) => {
    finish()
    return addPage(options)
  }
  return { finish }
}

function drawHead(
  document: Document,
  { title, description, finding }: AboutDownload,
  kicker: string,
): number {
  document.font(FONT.bold).fontSize(8).fillColor(INK.brand)
  document.text(kicker, CONTENT.left, CONTENT.top, { characterSpacing: 1.2 })
  document.font(FONT.bold).fontSize(18).fillColor(INK.text)
  document.text(printable(title), CONTENT.left, CONTENT.top + 13, {
    width: CONTENT.width,
    height: 44,
    ellipsis: '...',
  })
  document.font(FONT.plain).fontSize(9.5).fillColor(INK.muted)
  document.text(printable(description), CONTENT.left, document.y + 3, {
    width: CONTENT.width,
    height: 40,
    ellipsis: '...',
  })
  if (finding) {
    document.font(FONT.plain).fontSize(11).fillColor(INK.text)
    document.text(printable(finding), CONTENT.left, document.y + 4, {
      width: CONTENT.width,
      height: 44,
      ellipsis: '...',
    })
  }
  return document.y + 10
}

async function drawMap(
  document: Document,
  source: DownloadSource,
  at: {
    y: number
    draw: DrawMapPicture
    signal: AbortSignal
    count: number
    say: (word: keyof typeof WORDS) => string
  },
): Promise<number> {
  const frame = { x: CONTENT.left, y: at.y, width: CONTENT.width, height: MAP_HEIGHT }
  const extent = await source.extent()
  const keys = source.narrowed && at.count <= MOST_DRAWN_KEYS ? await source.keys() : null
  const picture =
    extent &&
    (await at.draw({
      layer: source.layer,
      box3857: pictureBox(extent, frame.width / frame.height),
      width: Math.round(frame.width * PIXELS_A_POINT),
      height: Math.round(frame.height * PIXELS_A_POINT),
      keys,
      signal: at.signal,
    }))
  document.rect(frame.x, frame.y, frame.width, frame.height).fill(INK.land)
  if (picture)
    document.image(Buffer.from(picture), frame.x, frame.y, { width: frame.width, height: frame.height })
  document.rect(frame.x, frame.y, frame.width, frame.height).lineWidth(0.5).stroke(INK.border)
  document.font(FONT.plain).fontSize(8).fillColor(INK.muted)
  if (!picture)
    document.text(printable(at.say(extent ? 'noPicture' : 'noPlaces')), frame.x + 10, frame.y + 10)
  const end = frame.y + frame.height + 6
  if (!picture || !source.narrowed || keys) return end
  document.text(printable(at.say('wholeLayer')), frame.x, end)
  return document.y + 4
}

function drawLegendOf(
  document: Document,
  style: Parameters<typeof drawLegend>[1],
  { y, heading, ...words }: { y: number; language: 'id' | 'en'; heading: string; title: Label },
): number {
  if (style.rules.length === 0) return y + 4
  document.font(FONT.bold).fontSize(9).fillColor(INK.text).text(heading, CONTENT.left, y)
  return drawLegend(document, style, { x: CONTENT.left, y: y + 14, width: CONTENT.width, ...words }) + 8
}

function drawAbout(document: Document, lines: ReturnType<typeof aboutLines>, top: number): void {
  let y = top
  for (const [label, value] of lines) {
    const text = value instanceof Date ? value.toISOString().slice(0, 16).replace('T', ' ') : value
    document.font(FONT.bold).fontSize(8).fillColor(INK.muted).text(label, CONTENT.left, y, { width: 110 })
    document.font(FONT.plain).fillColor(INK.text)
    const room = Math.max(0, Math.min(42, CONTENT.bottom - y))
    document.text(printable(text), CONTENT.left + 118, y, {
      width: CONTENT.width - 118,
      height: room,
      ellipsis: '...',
    })
    y = Math.max(document.y, y + 10) + 3
    if (y > CONTENT.bottom - 10) return
  }
}

async function* drawRows(
  document: Document,
  source: DownloadSource,
  at: { y: number; ready: Uint8Array[]; isWhole: boolean },
): AsyncGenerator<Uint8Array> {
  const { language } = source
  const columns = reportColumns(source)
  const newPage = () => {
    document.addPage()
    return drawTableHeading(document, columns, CONTENT.top)
  }
  let y = columns.length > 0 ? drawTableHeading(document, columns, at.y) : at.y
  let left = columns.length > 0 ? MOST_PDF_ROWS : 0
  let { isWhole } = at
  for await (const features of source.read({ shapes: 'point', rounded: true })) {
    for (const [index, { values }] of features.slice(0, left).entries()) {
      y = drawTableRow(document, columns, { values, y, language, newPage })
      isWhole &&= columns.every(({ at: column }) => isPrintable(String(values[column] ?? '')))
      if (index % ROWS_AT_ONCE === 0) await new Promise(setImmediate)
    }
    yield* at.ready.splice(0)
    left -= features.length
    if (left <= 0) break
  }
  if (isWhole) return
  // Above the footer there is always room for a line.
  document.font(FONT.plain).fontSize(7.5).fillColor(INK.muted)
  document.text(UNPRINTABLE[language], CONTENT.left, y + 6, { width: CONTENT.width })
}
