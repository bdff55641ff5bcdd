/** A tile of OGC's WebMercatorQuad (17-083r4, annex D.1): y counts from the north. */
export interface TileAddress {
  z: number
  x: number
  y: number
}

/** Matrix sets that tiles are made in: the square of Web Mercator, and longitude and latitude (OGC 17-083r4, annexes D.1 and D.3). */
export type TileSetId = 'WebMercatorQuad' | 'WorldCRS84Quad'

/** A tile of WebMercatorQuad, unless its set is given. */
export interface TileOfSet extends TileAddress {
  set?: TileSetId
}

/** Minimum x, minimum y, maximum x, maximum y. The CRS is in the name of the variable that holds it. */
export type Envelope = [minX: number, minY: number, maxX: number, maxY: number]

/** Half the width of the Web Mercator square in metres (EPSG:3857): π times the WGS 84 semi-major axis. */
export const MERCATOR_HALF_METRES = Math.PI * 6378137

/** The latitude at which the Web Mercator square ends, in degrees. */
export const mercatorMaxLatitude = (2 * Math.atan(Math.exp(Math.PI)) - Math.PI / 2) * (180 / Math.PI)

/** Deepest zoom that tiles are served at; deeper ones have no meaning below a centimetre a pixel. */
export const DEEPEST_ZOOM = 22

/** Edge of a tile at a zoom in metres of EPSG:3857. */
export function tileSpanMetres(z: number): number {
  return (2 * MERCATOR_HALF_METRES) / 2 ** z
}

/** Envelope of a tile in EPSG:3857 metres, without buffer. */
export function tileEnvelope3857({ z, x, y }: TileAddress): Envelope {
  const span = tileSpanMetres(z)
  const minX = x * span - MERCATOR_HALF_METRES
  const maxY = MERCATOR_HALF_METRES - y * span
  return [minX, maxY - span, minX + span, maxY]
}

/** Envelope of a tile of WorldCRS84Quad in degrees, without buffer. */
export function tileEnvelopeDegrees({ z, x, y }: TileAddress): Envelope {
  const span = 180 / 2 ** z
  return [-180 + x * span, 90 - (y + 1) * span, -180 + (x + 1) * span, 90 - y * span]
}

/** Whether the address is one of the matrix: whole numbers, zoom in 0..maxZoom, x and y below 2^z. */
export function isTileInMatrix({ z, x, y }: TileAddress, maxZoom: number): boolean {
  if (!Number.isInteger(z) || !Number.isInteger(x) || !Number.isInteger(y)) return false
  if (z < 0 || z > maxZoom || x < 0 || y < 0) return false
  const matrixSize = 2 ** z
  return !(x >= matrixSize || y >= matrixSize)
}

/** EPSG:3857 metres of a longitude and latitude in degrees; latitudes beyond the square are set to its edge. */
export function lonLatToMercator(lon: number, lat: number): [x: number, y: number] {
  const clamped = Math.max(-mercatorMaxLatitude, Math.min(mercatorMaxLatitude, lat))
  const x = (lon / 180) * MERCATOR_HALF_METRES
  const y = (Math.log(Math.tan(Math.PI / 4 + (clamped * Math.PI) / 360)) / Math.PI) * MERCATOR_HALF_METRES
  return [x, y]
}

/** Longitude and latitude in degrees of a place in EPSG:3857 metres. */
export function mercatorToLonLat(x: number, y: number): [lon: number, lat: number] {
  const lat = (2 * Math.atan(Math.exp((y / MERCATOR_HALF_METRES) * Math.PI)) - Math.PI / 2) * (180 / Math.PI)
  return [(x / MERCATOR_HALF_METRES) * 180, lat]
}

/** The tile that holds a place in EPSG:3857; places on or past the edge of the square get its outermost tile. */
export function mercatorToTile(x: number, y: number, z: number): TileAddress {
  const span = tileSpanMetres(z)
  const last = 2 ** z - 1
  const column = Math.floor((x + MERCATOR_HALF_METRES) / span)
  const row = Math.floor((MERCATOR_HALF_METRES - y) / span)
  return { z, x: Math.max(0, Math.min(last, column)), y: Math.max(0, Math.min(last, row)) }
}

/** The tile that holds a longitude and latitude in degrees. */
export function lonLatToTile(lon: number, lat: number, z: number): TileAddress {
  const [x, y] = lonLatToMercator(lon, lat)
  return mercatorToTile(x, y, z)
}

/** A tile as `z/x/y`, the form of `/api/changes`. */
export function tileKey({ z, x, y }: TileAddress): string {
  return `${z}/${x}/${y}`
}
