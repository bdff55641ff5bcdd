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

/** How far out one may look, in widths of the whole picture: what lies beside a layer, not the world. */
const MOST_WIDTHS = 4

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

/** The extent after the ground at `from` was dragged to `to`. */
export function movedExtent(
  [minX, minY, maxX, maxY]: Envelope,
  from: PicturePlace,
  to: PicturePlace,
): Envelope {
  const right = (from[0] - to[0]) * (maxX - minX)
  const up = (to[1] - from[1]) * (maxY - minY)
  return [minX + right, minY + up, maxX + right, maxY + up]
}

/**
 * The extent with its sides multiplied by `factor`, where the ground at `place` stays. It never gets nearer than people can use,
 * nor wider than MOST_WIDTHS of `whole`.
 */
export function zoomedExtent(
  extent: Envelope,
  factor: number,
  place: PicturePlace,
  whole: Envelope,
): Envelope {
  const [minX, minY, maxX, maxY] = extent
  const [wide, tall] = [maxX - minX, maxY - minY]
  const most = Math.max(wide, MOST_WIDTHS * (whole[2] - whole[0]))
  const by = Math.min(most, Math.max(Math.min(wide, LEAST_METRES), wide * factor)) / wide
  const [x, y] = [minX + place[0] * wide, maxY - place[1] * tall]
  const west = x - place[0] * wide * by
  const north = y + place[1] * tall * by
  return [west, north - tall * by, west + wide * by, north]
}

/**
 * The extent moved so that its middle lies at most a width of `whole` beside it, or in `box` (EPSG:3857 metres): nobody gets lost
 * on empty ground.
 */
export function heldExtent(extent: Envelope, whole: Envelope, box: Envelope = whole): Envelope {
  const [wide, tall] = [whole[2] - whole[0], whole[3] - whole[1]]
  const hold = (middle: number, least: number, most: number) =>
    Math.min(most, Math.max(least, middle)) - middle
  const [minX, minY, maxX, maxY] = extent
  const right = hold((minX + maxX) / 2, Math.min(whole[0] - wide, box[0]), Math.max(whole[2] + wide, box[2]))
  const up = hold((minY + maxY) / 2, Math.min(whole[1] - tall, box[1]), Math.max(whole[3] + tall, box[3]))
  return [minX + right, minY + up, maxX + right, maxY + up]
}

/** The CSS transform that lays a picture of `pictured` where its ground lies in a frame that shows `shown`; origin: upper left. */
export function placedPicture(pictured: Envelope, shown: Envelope): string {
  const [wide, tall] = [shown[2] - shown[0], shown[3] - shown[1]]
  const right = (100 * (pictured[0] - shown[0])) / wide
  const lower = (100 * (shown[3] - pictured[3])) / tall
  return `translate(${right}%, ${lower}%) scale(${(pictured[2] - pictured[0]) / wide})`
}
