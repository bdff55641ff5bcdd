import { formatNumber } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { decorate, type Paper, put } from '../../pdf/open-document.ts'
import { FONT, type Frame, INK } from '../../pdf/page.ts'
import { widthOfText, writeText } from '../../pdf/write-text.ts'
import type { SheetData } from './sheet-data.ts'
import type { SheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

const LINE = 11.5

export function drawScaleBar(
  document: Document,
  { metresPerPoint }: { readonly metresPerPoint: number },
  { map, language }: { map: Frame; language: SheetData['language'] },
): void {
  const metres = roundLength(metresPerPoint * 110)
  const length = metres / metresPerPoint
  const [x, y] = [map.x + 10, map.y + map.height - 12]
  document
    .rect(x - 5, y - 13, length + 10, 21)
    .fillOpacity(0.85)
    .fill('white')
    .fillOpacity(1)
  document.lineWidth(1).strokeColor(INK.text)
  document
    .moveTo(x, y - 3)
    .lineTo(x, y + 2)
    .lineTo(x + length, y + 2)
    .lineTo(x + length, y - 3)
    .stroke()
  const text = metres >= 1000 ? `${formatNumber(metres / 1000, language)} km` : `${metres} m`
  document.font(FONT.plain).fontSize(7).fillColor(INK.text)
  document.text(text, x, y - 8, { width: length, align: 'center', lineBreak: false })
}

/** The greatest 1, 2 or 5 times a power of ten that is not longer. */
function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres))
  return (metres >= 5 * power ? 5 : metres >= 2 * power ? 2 : 1) * power
}

export function drawNorth(document: Document, map: Frame, words: SheetWords): void {
  const [x, y] = [map.x + map.width - 18, map.y + 12]
  document
    .moveTo(x, y)
    .lineTo(x + 5, y + 15)
    .lineTo(x, y + 11.5)
    .lineTo(x - 5, y + 15)
    .closePath()
    .fill(INK.text)
  document.font(FONT.bold).fontSize(8).fillColor(INK.text)
  document.text(words.north, x - 8, y + 17, { width: 16, align: 'center', lineBreak: false })
}

interface LegendEntry {
  readonly label: string
  /** Draws its sign from the upper left corner of a square of 8 points; without it the entry is words alone. */
  readonly sign?: (x: number, y: number) => void
}

/** What each mark means and how many there are of it, in as many lines as it takes. */
export function drawLegend(
  paper: Paper,
  data: SheetData,
  { words, frame }: { words: SheetWords; frame: Frame },
): void {
  const { document } = paper
  const style = { size: 7.2, colour: INK.muted } as const
  let [x, y] = [frame.x, frame.y]
  for (const { label, sign } of legendEntries(document, data, words)) {
    const indent = sign ? 11 : 0
    const width = indent + widthOfText(document, label, style)
    if (x > frame.x && x + width > frame.x + frame.width) [x, y] = [frame.x, y + LINE]
    const [left, top] = [x, y]
    if (sign) decorate(paper, () => sign(left, top))
    put(paper, 'P', () => writeText(document, label, [left + indent, top - 0.6], style))
    x += width + 14
  }
}

function legendEntries(
  document: Document,
  { places, others, areas, zones, result, language }: SheetData,
  words: SheetWords,
): LegendEntry[] {
  const count = (value: number) => ` (${formatNumber(value, language, 0)})`
  const exact = places.filter((place) => place.exact).length
  const without = result.chosen.length - places.length
  const dot = (fill: string, stroke: string, radius: number) => (x: number, y: number) =>
    document
      .lineWidth(0.7)
      .circle(x + 4, y + 4, radius)
      .fillAndStroke(fill, stroke)
  const square = (x: number, y: number) =>
    document
      .lineWidth(0.4)
      .rect(x + 0.5, y + 0.5, 7, 7)
      .fillAndStroke(INK.poorest, INK.border)
  const dashes = (x: number, y: number) =>
    document
      .lineWidth(1.3)
      .strokeColor(INK.zone)
      .dash(3, { space: 1.5 })
      .moveTo(x, y + 4)
      .lineTo(x + 8, y + 4)
      .stroke()
      .undash()
  return [
    { label: words.exact + count(exact), sign: dot(INK.brand, 'white', 3.2) },
    { label: words.village + count(places.length - exact), sign: dot('white', INK.brand, 2.8) },
    { label: words.others + count(others.length), sign: dot(INK.other, INK.other, 0.9) },
    ...(areas.some(({ poorest }) => poorest) ? [{ label: words.poorest, sign: square }] : []),
    ...zones.map(({ name }) => ({ label: fillPlaces(words.zone, { name }), sign: dashes })),
    ...(without > 0 ? [{ label: words.unplaced + count(without) }] : []),
  ]
}
