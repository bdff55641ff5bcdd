import type { Envelope as Degrees } from '../../core/geo/envelope.ts'
import { type Envelope, lonLatToMercator, mercatorToLonLat } from '../../core/geo/tile.ts'

/** A place on a picture as shares of its width and height from its upper left corner, 0 to 1. */
export type PicturePlace = readonly [right: number, down: number]

/** How near one may look: half a village, so that a box that is too small can still be seen and drawn anew. */
const LEAST_METRES = 1000

/** The extent in EPSG:3857 metres of a picture that this WMS address asks for. */
export function extentOf(address: string): Envelope {
  const edges = new URL(address).searchParams.get('BBOX')?.split(',').map(Number) ?? []
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = edges
  return [minX, minY, maxX, maxY]
}

/** The same picture of another extent, which has the same shape. */
export function pictureOf(address: string, extent: Envelope): string {
  const url = new URL(address)
  url.searchParams.set('BBOX', extent.map((metres) => metres.toFixed(1)).join(','))
  return url.href
}

/** West, south, east, north in degrees as people write them; null unless they are four, in order. */
export function readBox(text: string): Degrees | null {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return west < east && south < north && more.length === 0 ? [west, south, east, north] : null
}

export function metresOf([west, south, east, north]: Degrees): Envelope {
  return [...lonLatToMercator(west, south), ...lonLatToMercator(east, north)]
}

/** The box in degrees between two places on a picture of `extent`. */
export function boxBetween(one: PicturePlace, other: PicturePlace, extent: Envelope): Degrees {
  const [minX, minY, maxX, maxY] = extent
  const lonLat = ([right, down]: PicturePlace) =>
    mercatorToLonLat(minX + right * (maxX - minX), maxY - down * (maxY - minY))
  const [[lon, lat], [otherLon, otherLat]] = [lonLat(one), lonLat(other)]
  return [Math.min(lon, otherLon), Math.min(lat, otherLat), Math.max(lon, otherLon), Math.max(lat, otherLat)]
}

/** An extent of the shape of `whole` in which the box stands with room around it. */
export function extentAround([minX, minY, maxX, maxY]: Envelope, whole: Envelope): Envelope {
  const shape = (whole[3] - whole[1]) / (whole[2] - whole[0])
  const width = Math.max(LEAST_METRES, 1.25 * Math.max(maxX - minX, (maxY - minY) / shape))
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2]
  return [x - width / 2, y - (width * shape) / 2, x + width / 2, y + (width * shape) / 2]
}
