import { type CrsDefinition, crsDefinition } from '../../../core/geo/crs-definitions.ts'
import type { Envelope } from '../../../core/geo/envelope.ts'
import type { WmsVersion } from './wms-version.ts'

/** A CRS as a request names it. */
export interface MapCrs {
  /** 'EPSG:4326', 'CRS:84' */
  name: string
  /** Its own coordinates are longitude or easting first. */
  definition: CrsDefinition
  /** Whether boxes in requests and capabilities are latitude first (06-042, 6.7.2: the order of the registry). */
  latitudeFirst: boolean
}

/** The CRS of this name; undefined for one that is not served. Before 1.3.0 every box is x, y (01-068r3, 6.5.4). */
export function mapCrs(name: string, version: WmsVersion): MapCrs | undefined {
  const upper = name.trim().toUpperCase()
  const definition = upper === 'CRS:84' ? crsDefinition('EPSG:4326') : crsDefinition(upper)
  if (!definition || !/^(CRS:84|EPSG:\d{4,5})$/.test(upper)) return undefined
  const latitudeFirst = version === '1.3.0' && upper !== 'CRS:84' && definition.unit === 'degrees'
  return { name: upper, definition, latitudeFirst }
}

/** A box in the order of the CRS's axes from one that is easting first, or back: the swap is its own inverse. */
export function inAxisOrder({ latitudeFirst }: MapCrs, [a, b, c, d]: Envelope): Envelope {
  return latitudeFirst ? [b, a, d, c] : [a, b, c, d]
}

/** What every client begins with, and boxes of layers are given in; no setting takes them away. */
const ALWAYS = ['EPSG:4326', 'EPSG:3857']

/**
 * Names of the CRSs that capabilities tell, which hold for every layer: those that are offered, by their codes. Maps are drawn in
 * every other CRS of the table too.
 */
export function advertisedCrss(offered: readonly string[], version: WmsVersion): string[] {
  const codes = [...new Set([...ALWAYS, ...offered])]
  return version === '1.3.0' ? ['CRS:84', ...codes] : codes
}
