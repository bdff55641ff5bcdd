import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { SheetArea, SheetData, SheetPlace } from './sheet-data.ts'
import { FONT, INK, printable } from './sheet-page.ts'
import type { SheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Projection {
  readonly toPage: (position: LonLat) => [x: number, y: number]
  readonly metresPerPoint: number
}

const METRES_PER_DEGREE = 111_195
const MOST_NUMBERED = 60
const LEGEND_HEIGHT = 18

/** The district with the chosen proposals: north up, equidistant at its middle latitude, with a scale bar. */
export function drawMap(document: Document, data: SheetData, words: SheetWords, frame: Frame): void {
  const map = { ...frame, height: frame.height - LEGEND_HEIGHT }
  const projection = fitMap(data, map)
  document.save()
  document.rect(map.x, map.y, map.width, map.height).clip()
  for (const area of data.areas) drawArea(document, area, projection)
  drawPlaces(document, data.places, projection)
  document.restore()
  document.lineWidth(0.6).strokeColor(INK.line).rect(map.x, map.y, map.width, map.height).stroke()
  drawScaleBar(document, projection, { map, language: data.language })
  drawNorth(document, map, words)
  drawLegend(document, words, { ...frame, y: frame.y + map.height + 5 })
}

function fitMap({ areas, places }: SheetData, { x, y, width, height }: Frame): Projection {
  const positions = [
    ...areas.flatMap(({ polygons }) => polygons.flat(2)),
    ...places.map(({ place }) => place),
  ]
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  if (positions.length === 0) [west, south, east, north] = [0, 0, 1, 1]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const inner = { width: width - 24, height: height - 24 }
  const scale = Math.min(
    inner.width / Math.max(1e-6, (east - west) * shrink),
    inner.height / Math.max(1e-6, north - south),
  )
  const left = x + width / 2 - ((east - west) * shrink * scale) / 2
  const top = y + height / 2 - ((north - south) * scale) / 2
  return {
    toPage: ([lon, lat]) => [left + (lon - west) * shrink * scale, top + (north - lat) * scale],
    metresPerPoint: METRES_PER_DEGREE / scale,
  }
}

function drawArea(document: Document, { polygons, poorest }: SheetArea, { toPage }: Projection): void {
  for (const ring of polygons.flat()) {
    ring.forEach((position, at) => {
      const [x, y] = toPage(position)
      if (at === 0) document.moveTo(x, y)
      else document.lineTo(x, y)
    })
    document.closePath()
  }
  document.lineWidth(0.4).fillAndStroke(poorest ? INK.poorest : INK.land, INK.border, 'even-odd')
}

function drawPlaces(document: Document, places: readonly SheetPlace[], { toPage }: Projection): void {
  const numbered = places.length <= MOST_NUMBERED
  const radius = numbered ? 5.2 : places.length > 400 ? 1.6 : 2.4
  // The best last, so that they lie on top.
  for (const { place, rank, exact } of places.toReversed()) {
    const [x, y] = toPage(place)
    document.lineWidth(0.7).circle(x, y, radius)
    document.fillAndStroke(exact ? INK.brand : 'white', exact ? 'white' : INK.brand)
    if (!numbered) continue
    document
      .font(FONT.bold)
      .fontSize(5.2)
      .fillColor(exact ? 'white' : INK.brand)
    document.text(String(rank), x - 8, y - 1.9, { width: 16, align: 'center', lineBreak: false })
  }
}

function drawScaleBar(
  document: Document,
  { metresPerPoint }: Projection,
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

function drawNorth(document: Document, map: Frame, words: SheetWords): void {
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

function drawLegend(document: Document, words: SheetWords, { x, y }: Frame): void {
  document.font(FONT.plain).fontSize(7.5)
  let at = x
  const label = (text: string) => {
    document.fillColor(INK.muted).text(printable(text), at + 10, y + 0.5, { lineBreak: false })
    at += 26 + document.widthOfString(printable(text))
  }
  document
    .lineWidth(0.7)
    .circle(at + 4, y + 4, 3)
    .fillAndStroke(INK.brand, 'white')
  label(words.exact)
  document.circle(at + 4, y + 4, 3).fillAndStroke('white', INK.brand)
  label(words.village)
  document
    .lineWidth(0.4)
    .rect(at + 0.5, y + 0.5, 7, 7)
    .fillAndStroke(INK.poorest, INK.border)
  label(words.poorest)
}
