import { formatNumber } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { decorate, openDocument, type Paper, put } from '../../pdf/open-document.ts'
import { CONTENT, type Frame, INK, PAGE } from '../../pdf/page.ts'
import { isPrintable, UNPRINTABLE } from '../../pdf/text-runs.ts'
import { type TextStyle, writeText } from '../../pdf/write-text.ts'
import { drawLegend } from './pdf/draw-legend.ts'
import { type DrawMapPicture, pictureBox } from './pdf/map-picture.ts'
import { openReportTable, reportColumns } from './pdf/report-table.ts'
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
  mapAlt: { id: 'Peta lapisan {title}', en: 'Map of the layer {title}' },
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
  const paper = openDocument({ title: about.title, made: about.made, language })
  const { document } = paper
  const ready: Uint8Array[] = []
  document.on('data', (piece: Uint8Array) => ready.push(piece))
  const footer = numberPages(document, about.title, say('page'))
  let y = drawHead(paper, about, say('report'))
  y = await drawMap(paper, source, { y, draw, signal, count, say })
  const { title } = source.layer
  y = drawLegendOf(paper, await source.style(), { y, language, heading: say('legend'), title })
  drawAbout(paper, aboutLines(about, language).slice(about.finding ? 3 : 2), y)
  document.addPage()
  y = writeLine(paper, 'H2', headingOfRows(count, language), [CONTENT.top, { weight: 'bold', size: 10 }])
  const lines = aboutLines(about, language).flatMap(([, value]) => (typeof value === 'string' ? value : []))
  yield* drawRows(paper, source, { y: y + 6, ready, isWhole: lines.every(isPrintable) })
  footer.finish()
  paper.body.end()
  const ended = new Promise((resolve, reject) => document.once('end', resolve).once('error', reject))
  document.end()
  await ended
  yield* ready
}

/** A text of its own over the whole width, as what it is: a heading or a paragraph. Gives where it ends. */
function writeLine(
  paper: Paper,
  kind: string,
  text: string,
  [y, style]: readonly [y: number, style: TextStyle],
): number {
  let end = y
  put(paper, kind, () => {
    end = writeText(paper.document, text, [CONTENT.left, y], { width: CONTENT.width, ...style })
  })
  return end
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
  const style = { size: 7.5, colour: INK.muted, lines: 1 } as const
  const finish = () => {
    const height = PAGE.height - PAGE.margin
    decorate(
      { document },
      () => {
        writeText(document, title, [CONTENT.left, height], { ...style, width: CONTENT.width * 0.75 })
        const number = words.replace('{n}', String(page))
        writeText(document, number, [CONTENT.left, height], {
          ...style,
          width: CONTENT.width,
          align: 'right',
        })
      },
      'Pagination',
    )
    page++
  }
  const addPage = document.addPage.bind(document)
  document.addPage = (options) => {
    finish()
    return addPage(options)
  }
  return { finish }
}

function drawHead(paper: Paper, { title, description, finding }: AboutDownload, kicker: string): number {
  const kind = { weight: 'bold', size: 8, colour: INK.brand, spacing: 1.2 } as const
  let y = writeLine(paper, 'P', kicker, [CONTENT.top, kind])
  y = writeLine(paper, 'H1', title, [y + 2, { weight: 'bold', size: 17, lines: 2 }])
  y = writeLine(paper, 'P', description, [y + 2, { size: 9.5, colour: INK.muted, lines: 3 }])
  return finding ? writeLine(paper, 'P', finding, [y + 3, { size: 11, lines: 4 }]) + 8 : y + 8
}

async function drawMap(
  paper: Paper,
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
  const { document } = paper
  const alt = at.say('mapAlt').replace('{title}', source.layer.title[source.language])
  drawPicture(paper, picture, { frame, alt })
  const { x, y } = frame
  const style = { size: 8, colour: INK.muted } as const
  if (!picture)
    put(paper, 'P', () =>
      writeText(document, at.say(extent ? 'noPicture' : 'noPlaces'), [x + 10, y + 10], style),
    )
  const end = frame.y + frame.height + 6
  if (!picture || !source.narrowed || keys) return end
  return writeLine(paper, 'P', at.say('wholeLayer'), [end, style]) + 4
}

/** The picture of a map in its frame; the frame alone without one. */
function drawPicture(
  paper: Paper,
  picture: Uint8Array | null,
  { frame: { x, y, width, height }, alt }: { frame: Frame; alt: string },
): void {
  const { document } = paper
  decorate(paper, () => document.rect(x, y, width, height).fill(INK.land))
  if (picture)
    put(paper, 'Figure', () => document.image(Buffer.from(picture), x, y, { width, height }), {
      ...{ alt, bbox: [x, y, x + width, y + height] },
    })
  decorate(paper, () => document.rect(x, y, width, height).lineWidth(0.5).stroke(INK.border))
}

function drawLegendOf(
  paper: Paper,
  style: Parameters<typeof drawLegend>[1],
  { y, heading, ...words }: { y: number; heading: string; language: Language; title: Label },
): number {
  if (style.rules.length === 0) return y + 4
  writeLine(paper, 'H2', heading, [y, { weight: 'bold', size: 9 }])
  return drawLegend(paper, style, { x: CONTENT.left, y: y + 14, width: CONTENT.width, ...words }) + 8
}

function drawAbout(paper: Paper, lines: ReturnType<typeof aboutLines>, top: number): void {
  const { document } = paper
  let y = top
  for (const [label, value] of lines) {
    const text = value instanceof Date ? value.toISOString().slice(0, 16).replace('T', ' ') : value
    const at = y
    put(paper, 'P', () => {
      const name = { weight: 'bold', size: 8, colour: INK.muted, width: 110, lines: 2 } as const
      const named = writeText(document, label, [CONTENT.left, at], name)
      const room = Math.max(1, Math.min(4, Math.floor((CONTENT.bottom - at) / 10.3)))
      const style = { size: 8, width: CONTENT.width - 118, lines: room } as const
      y = Math.max(named, writeText(document, text, [CONTENT.left + 118, at], style)) + 3
    })
    if (y > CONTENT.bottom - 10) return
  }
}

async function* drawRows(
  paper: Paper,
  source: DownloadSource,
  at: { y: number; ready: Uint8Array[]; isWhole: boolean },
): AsyncGenerator<Uint8Array> {
  const { language } = source
  const columns = reportColumns(source)
  let { isWhole } = at
  let end = at.y
  if (columns.length > 0) {
    const table = openReportTable(paper, columns, { y: at.y, language })
    let left = MOST_PDF_ROWS
    for await (const features of source.read({ shapes: 'point', rounded: true })) {
      for (const [index, { values }] of features.slice(0, left).entries()) {
        end = table.write(values)
        isWhole &&= columns.every(({ at: column }) => isPrintable(String(values[column] ?? '')))
        if (index % ROWS_AT_ONCE === 0) await new Promise(setImmediate)
      }
      yield* at.ready.splice(0)
      left -= features.length
      if (left <= 0) break
    }
    table.end()
  }
  // Above the footer there is always room for a line.
  if (!isWhole) writeLine(paper, 'P', UNPRINTABLE[language], [end + 6, { size: 7.5, colour: INK.muted }])
}
