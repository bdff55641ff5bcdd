import { type CrsDefinition, crsDefinition, crsDefinitions } from '../../../core/geo/crs-definitions.ts'
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

/** UTM zones of Indonesia on WGS 84; of the other zones of the world requests are answered but none is advertised. */
const WORLD_UTM = /^EPSG:32[67](\d\d)$/
const INDONESIA = { first: 46, last: 54 }

function isNear({ code }: CrsDefinition): boolean {
  const zone = Number(WORLD_UTM.exec(code)?.[1] ?? INDONESIA.first)
  return zone >= INDONESIA.first && zone <= INDONESIA.last
}

/** Names of the CRSs that capabilities tell, which hold for every layer. */
export function advertisedCrss(version: WmsVersion): string[] {
  const codes = crsDefinitions.filter(isNear).map(({ code }) => code)
  return version === '1.3.0' ? ['CRS:84', ...codes] : codes
}
