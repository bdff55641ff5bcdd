import type { Geometry, Position } from 'geojson'
import proj4 from 'proj4'
import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import { mapPositions } from '../../geometry/map-positions.ts'
import { UnknownCrs } from './unknown-crs.ts'

/** A coordinate that has no place on the globe in the stated CRS. The row that it belongs to is at fault, not the file. */
export class ReprojectionFault extends Error {
  constructor(position: Position, crs: string) {
    const name = crs.length > 40 ? `${crs.slice(0, 40)}…` : crs
    super(`coordinate ${position[0]}, ${position[1]} has no longitude and latitude in ${name}`)
    this.name = 'ReprojectionFault'
  }
}

/** [x, y] → [lon, lat], both as the CRS stores them (x east, y north). */
function inverseOf(crs: string, definition: string): (x: number, y: number) => Position {
  try {
    const converter = proj4(definition, '+proj=longlat +datum=WGS84 +no_defs')
    converter.forward([0, 0])
    return (x, y) => converter.forward([x, y])
  } catch (cause) {
    throw new UnknownCrs(crs, 'a system that can be computed', { cause })
  }
}

/**
 * Makes the function that turns a geometry of a CRS ('EPSG:n' of our table, WKT or a PROJ string) into
 * longitude, latitude degrees of WGS 84 (2D, lon first always). Longitude/latitude input passes unchanged, also
 * where it is out of range: swapped axes are the axis check's business.
 * Throws UnknownCrs on making it; the function throws ReprojectionFault on a coordinate without a finite result.
 */
export function makeToLonLat(crs: string): (geometry: Geometry) => Geometry {
  const known = crsDefinition(crs)
  if (!known && /^\w+:\w+$/.test(crs))
    throw new UnknownCrs(crs, 'an EPSG code of our table, WKT or a PROJ string')
  const inverse =
    known?.unit === 'degrees' ? (x: number, y: number) => [x, y] : inverseOf(crs, known?.proj4 ?? crs)
  const map = (position: Position): Position => {
    const [x = Number.NaN, y = Number.NaN] = position
    // proj4 throws on non-finite input; such a coordinate is at fault just like one without a result.
    const lonLat = Number.isFinite(x) && Number.isFinite(y) ? inverse(x, y) : []
    const [lon = Number.NaN, lat = Number.NaN] = lonLat
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new ReprojectionFault(position, crs)
    return [lon, lat]
  }
  return (geometry) => mapPositions(geometry, map)
}
