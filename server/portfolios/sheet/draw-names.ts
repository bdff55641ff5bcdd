import { type Frame, INK } from '../../pdf/page.ts'
import { piecesOf } from '../../pdf/text-runs.ts'
import { widthOfText, writeText } from '../../pdf/write-text.ts'
import { type Box, type PlacedName, placeNames } from './place-names.ts'
import type { Projection } from './projection.ts'
import type { SheetDistrict } from './sheet-data.ts'

type Document = PDFKit.PDFDocument

const LETTER_SIZE = 7.5
const KEY = { size: 7, line: 9.5, edge: 6 } as const

/**
 * Names of districts over all, in white halos, each wholly on the map and none over another. Where one finds no room a letter
 * stands in its place, and what it means in the corner.
 */
export function drawNames(
  document: Document,
  districts: readonly SheetDistrict[],
  { projection, map, marks }: { projection: Projection; map: Frame; marks: readonly Box[] },
): void {
  const places = districts.map(({ name, place, polygons }) => ({
    name,
    anchor: projection.toPage(place),
    polygons: polygons.map((rings) => rings.map((ring) => ring.map(projection.toPage))),
  }))
  const widthOf = (name: string, size: number) =>
    widthOfText(document, name, { weight: 'bold', size, spacing: 0 })
  const { names, unplaced } = placeNames(places, { map, marks, widthOf })
  for (const one of names) drawName(document, districts[one.at]!.name, one)
  unplaced.forEach((at, number) => {
    const [x, y] = places[at]!.anchor
    const half = LETTER_SIZE / 2
    const box = { left: x - half, top: y - half, right: x + half, bottom: y + half }
    drawName(document, letterOf(number), { size: LETTER_SIZE, box })
  })
  const lines = unplaced.map((at, number) => `${letterOf(number)}  ${districts[at]!.name}`)
  if (lines.length > 0) drawKey(document, lines, map)
}

/** A to Z, then AA, AB and so on: figures are the ranks of proposals. */
function letterOf(number: number): string {
  const letter = String.fromCharCode(65 + (number % 26))
  return number < 26 ? letter : letterOf(Math.floor(number / 26) - 1) + letter
}

/** What letters stand for, in the upper left corner. */
function drawKey(document: Document, lines: readonly string[], map: Frame): void {
  const style = { size: KEY.size, colour: INK.muted } as const
  const width = Math.max(...lines.map((line) => widthOfText(document, line, style)))
  const [x, y] = [map.x + KEY.edge, map.y + KEY.edge]
  document
    .rect(x - 3, y - 3, width + 6, lines.length * KEY.line + 6)
    .fillOpacity(0.85)
    .fill('white')
    .fillOpacity(1)
  for (const [at, line] of lines.entries()) writeText(document, line, [x, y + at * KEY.line], style)
}

function drawName(document: Document, name: string, { size, box }: Pick<PlacedName, 'size' | 'box'>): void {
  let { left } = box
  const top = box.top - 0.15 * size
  for (const { font, text } of piecesOf('bold', name).flatMap(({ runs }) => runs)) {
    document.font(font).fontSize(size).lineWidth(2.2).lineJoin('round')
    document.strokeColor('white').strokeOpacity(0.85)
    document.text(text, left, top, { lineBreak: false, stroke: true, fill: false })
    left += document.widthOfString(text)
  }
  document.strokeOpacity(1)
  writeText(document, name, [box.left, top], { weight: 'bold', size, colour: INK.muted, spacing: 0 })
}
