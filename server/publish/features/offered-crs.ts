import { crs84, crsOfUri, type PublicCrs } from '../../../core/geo/crs-uris.ts'
import { crsWithin } from '../../../core/geo/nearby-crs.ts'
import { badParameter } from '../../../core/problem.ts'
import type { LayerFacts } from '../records/read-facts.ts'
import type { RecordOffice } from '../records/record-office.ts'

const EPSG = 'http://www.opengis.net/def/crs/EPSG/0/'

/**
 * What a collection can be had in, CRS84 first (OGC 18-058r1, 6.2): the systems that its place can use, narrowed to those that
 * the office offers. Coordinates are kept as CRS84 has them.
 */
export function offeredCrss(
  extent: LayerFacts['extent'],
  { offeredCrs = [] }: Pick<RecordOffice, 'offeredCrs'>,
): PublicCrs[] {
  const offered = crsWithin(extent).filter(({ code }) => offeredCrs.length === 0 || offeredCrs.includes(code))
  return [crs84, ...offered.flatMap(({ code }) => crsOfUri(EPSG + code.slice('EPSG:'.length)) ?? [])]
}

/** The CRS that a parameter names by its URI, of those offered; CRS84 where it is not given. Throws Problem (400). */
export function readOfferedCrs(
  parameter: string,
  uri: string | undefined,
  offered: readonly PublicCrs[],
): PublicCrs {
  if (uri === undefined) return crs84
  const crs = crsOfUri(uri)
  if (!crs || !offered.includes(crs))
    throw badParameter(
      parameter,
      uri,
      `the URI of a CRS that the collection lists: ${offered.map((known) => known.uri).join(', ')}`,
    )
  return crs
}
