import proj4 from 'proj4'

/** A point in the frame: metres east and north of the frame's south-west corner (UTM zone 50S shifted). */
export type Point = readonly [number, number]
export type Line = readonly Point[]

export const WORKING_CRS = 'EPSG:32750'

/** The made-up land lies in this rectangle; the origin is in EPSG:32750. */
export const FRAME = { originEast: 262_000, originNorth: 9_547_000, width: 76_000, height: 66_000 } as const

const UTM_50S = '+proj=utm +zone=50 +south +datum=WGS84 +units=m +no_defs'
const toWgs84 = proj4(UTM_50S, 'EPSG:4326')

/** Frame metres to [lon, lat] in degrees, WGS 84, at 6 decimals (0.1 m): equal points stay equal. */
export function toLonLat(point: Point): [number, number] {
  const [lon, lat] = toWgs84.forward([FRAME.originEast + point[0], FRAME.originNorth + point[1]])
  return [Math.round((lon as number) * 1e6) / 1e6, Math.round((lat as number) * 1e6) / 1e6]
}

export function distance(a: Point, b: Point): number {
  // Not Math.hypot, which is several times slower and guards against overflows that metres cannot reach.
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
}

export function lengthOf(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!)
  return sum
}
