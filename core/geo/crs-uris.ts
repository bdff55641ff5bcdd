import { type CrsDefinition, crsDefinition, crsDefinitions } from './crs-definitions.ts'

/** A CRS as OGC API names it: the URI fixes the order of its axes. */
export interface PublicCrs {
  uri: string
  /** Code and formulas; these take and give longitude or easting first, whatever the axes of the URI are. */
  definition: CrsDefinition
  /** Coordinates under this URI are latitude, longitude (EPSG registry); otherwise x, y. */
  latitudeFirst: boolean
}

const EPSG = 'http://www.opengis.net/def/crs/EPSG/0/'
export const CRS84_URI = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'

function needDefinition(code: string): CrsDefinition {
  const definition = crsDefinition(code)
  if (!definition) throw new RangeError(`crs: got ${code}, expected a code of the table`)
  return definition
}

/** Longitude, latitude on WGS 84: what every service speaks that is not asked for another CRS. */
export const crs84: PublicCrs = {
  uri: CRS84_URI,
  definition: needDefinition('EPSG:4326'),
  latitudeFirst: false,
}

/** Every CRS of the table under its EPSG URI, CRS84 first. The geographic ones are latitude first there. */
export const publicCrss: readonly PublicCrs[] = [
  crs84,
  ...crsDefinitions.map((definition) => ({
    uri: `${EPSG}${definition.code.slice('EPSG:'.length)}`,
    definition,
    latitudeFirst: definition.unit === 'degrees',
  })),
]

const byUri = new Map(publicCrss.map((crs) => [crs.uri, crs]))

/**
 * The CRS of a URI (`http` or `https`, OGC 18-058 clause 6.2), of a safe CURIE `[EPSG:4326]`, or undefined. Both have the
 * axes of the registry.
 */
export function crsOfUri(text: string): PublicCrs | undefined {
  const curie = /^\[(EPSG:\d{4,5}|OGC:CRS84)\]$/.exec(text)?.[1]
  if (curie === 'OGC:CRS84') return crs84
  if (curie) return byUri.get(`${EPSG}${curie.slice('EPSG:'.length)}`)
  return byUri.get(text.replace(/^https:/, 'http:'))
}

/** The CRS of a code of the table ('EPSG:3857'), in the table's own x, y order. */
export function crsInTableOrder(code: string): PublicCrs | undefined {
  const definition = crsDefinition(code)
  if (!definition) return undefined
  return { uri: `${EPSG}${definition.code.slice('EPSG:'.length)}`, definition, latitudeFirst: false }
}
