import type { LonLat } from '../geo/lon-lat.ts'

/** A position in a UTM zone on WGS 84: EPSG:326zz (north) or EPSG:327zz (south), metres. */
export interface UtmPosition {
  zone: number
  south: boolean
  easting: number
  northing: number
}

const SEMI_MAJOR_METRES = 6378137
const FLATTENING = 1 / 298.257223563
const SCALE = 0.9996
const DEGREES = 180 / Math.PI

const N = FLATTENING / (2 - FLATTENING)
const RECTIFYING_RADIUS = (SEMI_MAJOR_METRES / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64)
const BETA = [N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3, N ** 2 / 48 + N ** 3 / 15, (17 / 480) * N ** 3]
const DELTA = [2 * N - (2 / 3) * N ** 2 - 2 * N ** 3, (7 / 3) * N ** 2 - (8 / 5) * N ** 3, (56 / 15) * N ** 3]

/**
 * UTM to EPSG:4326 by Krüger's series to the third order of n (Karney 2011, Transverse Mercator with an accuracy of a
 * few nanometers, eqs. 15 and 36; coefficients of Kawase 2011): below a millimetre within a zone.
 */
export function utmToLonLat({ zone, south, easting, northing }: UtmPosition): LonLat {
  const xi = (northing - (south ? 1e7 : 0)) / (SCALE * RECTIFYING_RADIUS)
  const eta = (easting - 500000) / (SCALE * RECTIFYING_RADIUS)
  let xiSphere = xi
  let etaSphere = eta
  BETA.forEach((beta, i) => {
    const k = 2 * (i + 1)
    xiSphere -= beta * Math.sin(k * xi) * Math.cosh(k * eta)
    etaSphere -= beta * Math.cos(k * xi) * Math.sinh(k * eta)
  })
  const conformal = Math.asin(Math.sin(xiSphere) / Math.cosh(etaSphere))
  const lat = DELTA.reduce((sum, delta, i) => sum + delta * Math.sin(2 * (i + 1) * conformal), conformal)
  const lon = Math.atan2(Math.sinh(etaSphere), Math.cos(xiSphere))
  return [zone * 6 - 183 + lon * DEGREES, lat * DEGREES]
}
