import { crs84, crsOfUri, type PublicCrs, publicCrss } from '../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../core/problem.ts'

/** UTM zones that Indonesia lies in; the table knows those of the whole world, for files that come in. */
const WGS84_UTM = /^EPSG:32([67])(\d\d)$/
const [FIRST_ZONE, LAST_ZONE] = [46, 54]

function isOffered({ definition }: PublicCrs): boolean {
  const zone = WGS84_UTM.exec(definition.code)?.[2]
  return zone === undefined || (Number(zone) >= FIRST_ZONE && Number(zone) <= LAST_ZONE)
}

/** What every collection can be had in, CRS84 first (OGC 18-058r1, 6.2). Coordinates are kept as CRS84 has them. */
export const offeredCrss: readonly PublicCrs[] = publicCrss.filter(isOffered)

/** The CRS that a parameter names by its URI; CRS84 where it is not given. Throws Problem (400). */
export function readOfferedCrs(parameter: string, uri: string | undefined): PublicCrs {
  if (uri === undefined) return crs84
  const crs = crsOfUri(uri)
  if (!crs || !isOffered(crs))
    throw badParameter(
      parameter,
      uri,
      `the URI of a CRS that the collection lists, such as ${crs84.uri} or http://www.opengis.net/def/crs/EPSG/0/4326`,
    )
  return crs
}
