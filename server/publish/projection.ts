import proj4 from 'proj4'
import type { PublicCrs } from '../../core/geo/crs-uris.ts'

type Convert = (first: number, second: number) => [number, number]

/** Between a CRS's coordinates, in the order of its axes, and longitude, latitude in degrees. */
export interface Projection {
  toLonLat: Convert
  fromLonLat: Convert
}

const known = new Map<string, Projection>()

/** Coordinates that have no place in the other system come out as NaN. */
export function projectionOf({ definition, latitudeFirst }: PublicCrs): Projection {
  const key = `${definition.code} ${latitudeFirst}`
  let projection = known.get(key)
  if (!projection) {
    projection = definition.unit === 'degrees' ? inDegrees(latitudeFirst) : inMetres(definition.proj4)
    known.set(key, projection)
  }
  return projection
}

/** SRGI2013 and DGN95 are taken as WGS 84, as everywhere in the product (core/geo/crs-definitions). */
function inDegrees(latitudeFirst: boolean): Projection {
  const convert: Convert = latitudeFirst
    ? (first, second) => [second, first]
    : (first, second) => [first, second]
  return { toLonLat: convert, fromLonLat: convert }
}

function inMetres(definition: string): Projection {
  const converter = proj4('+proj=longlat +datum=WGS84 +no_defs', definition)
  return {
    toLonLat: (x, y) => placed(() => converter.inverse([x, y])),
    fromLonLat: (lon, lat) => placed(() => converter.forward([lon, lat])),
  }
}

/** proj4 throws on what is not finite. */
function placed(convert: () => number[]): [number, number] {
  try {
    const [x = Number.NaN, y = Number.NaN] = convert()
    return [x, y]
  } catch {
    return [Number.NaN, Number.NaN]
  }
}
