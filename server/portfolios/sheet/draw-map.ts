import { METRES_PER_DEGREE } from '../../../core/geo/great-circle.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { type Paper, put } from '../../pdf/open-document.ts'
import { FONT, type Frame, INK } from '../../pdf/page.ts'
import { drawNames } from './draw-names.ts'
import { drawLegend, drawNorth, drawScaleBar } from './map-furniture.ts'
import type { Box } from './place-names.ts'
import type { Projection } from './projection.ts'
import type { SheetArea, SheetData, SheetDistrict, SheetPlace, SheetZone } from './sheet-data.ts'
import type { SheetWords } from './sheet-words.ts'

type Document = PDFKit.PDFDocument

const MOST_NUMBERED = 60
const LEGEND_HEIGHT = 30
const OTHER_RADIUS = 1.1

/** The district with the chosen proposals: north up, equidistant at its middle latitude, with a scale bar. */
export function drawMap(paper: Paper, data: SheetData, words: SheetWords, frame: Frame): void {
  const { document } = paper
  const map = { ...frame, height: frame.height - LEGEND_HEIGHT }
  const projection = fitMap(data, map)
  const draw = () => {
    document.save()
    document.rect(map.x, map.y, map.width, map.height).clip()
    for (const area of data.areas) drawArea(document, area, projection)
    drawDistricts(document, data.districts, projection)
    drawZones(document, data.zones, projection)
    drawOthers(document, data.others, projection)
    drawPlaces(document, data.places, projection)
    const marks = marksOf(data.places, projection)
    drawNames(document, data.districts, { projection, map, marks })
    document.restore()
    document.lineWidth(0.6).strokeColor(INK.line).rect(map.x, map.y, map.width, map.height).stroke()
    drawScaleBar(document, projection, { map, language: data.language })
    drawNorth(document, map, words)
  }
  put(paper, 'Figure', draw, {
    alt: altText(data, words),
    bbox: [map.x, map.y, map.x + map.width, map.y + map.height],
  })
  drawLegend(paper, data, { words, frame: { ...frame, y: frame.y + map.height + 5 } })
}

function altText({ district, result, others, language }: SheetData, words: SheetWords): string {
  const number = (value: number) => formatNumber(value, language, 0)
  const counts = { chosen: number(result.chosen.length), others: number(others.length) }
  return fillPlaces(words.mapAlt, { district, ...counts })
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

function drawArea(document: Document, { polygons, poorest }: SheetArea, projection: Projection): void {
  trace(document, polygons, projection)
  document.lineWidth(0.4).fillAndStroke(poorest ? INK.poorest : INK.land, INK.border, 'even-odd')
}

function drawDistricts(
  document: Document,
  districts: readonly SheetDistrict[],
  projection: Projection,
): void {
  for (const { polygons } of districts) trace(document, polygons, projection)
  document.lineWidth(0.9).strokeColor(INK.district).lineJoin('round').stroke()
}

function drawZones(document: Document, zones: readonly SheetZone[], projection: Projection): void {
  if (zones.length === 0) return
  for (const { polygons } of zones) trace(document, polygons, projection)
  document.lineWidth(1.3).strokeColor(INK.zone).lineJoin('round').dash(4, { space: 2.5 }).stroke().undash()
}

function trace(document: Document, polygons: SheetArea['polygons'], { toPage }: Projection): void {
  for (const ring of polygons.flat()) {
    ring.forEach((position, at) => {
      const [x, y] = toPage(position)
      if (at === 0) document.moveTo(x, y)
      else document.lineTo(x, y)
    })
    document.closePath()
  }
}

/** Proposals that were not chosen, as small marks: they show where the district's proposals lie. */
function drawOthers(document: Document, others: readonly LonLat[], { toPage }: Projection): void {
  if (others.length === 0) return
  for (const place of others) {
    const [x, y] = toPage(place)
    document.circle(x, y, OTHER_RADIUS)
  }
  document.fill(INK.other)
}

function radiusAmong({ length }: readonly SheetPlace[]): number {
  return length <= MOST_NUMBERED ? 5.2 : length > 400 ? 1.6 : 2.4
}

/** What names had better not cover. */
function marksOf(places: readonly SheetPlace[], { toPage }: Projection): Box[] {
  const radius = radiusAmong(places)
  return places.map(({ place }) => {
    const [x, y] = toPage(place)
    return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
  })
}

function drawPlaces(document: Document, places: readonly SheetPlace[], { toPage }: Projection): void {
  const numbered = places.length <= MOST_NUMBERED
  const radius = radiusAmong(places)
  // The best-ranked last, so that they lie on top.
  for (const { place, rank, exact } of places.toReversed()) {
    const [x, y] = toPage(place)
    document.lineWidth(0.7).circle(x, y, radius)
    document.fillAndStroke(exact ? INK.brand : 'white', exact ? 'white' : INK.brand)
    if (!numbered) continue
    document
      .font(FONT.bold)
      .fontSize(5.2)
      .fillColor(exact ? 'white' : INK.brand)
    document.text(String(rank), x - 8, y - 3.1, { width: 16, align: 'center', lineBreak: false })
  }
}
