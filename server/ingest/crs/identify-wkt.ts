import { type CrsDefinition, crsDefinition, crsDefinitions } from '../../../core/geo/crs-definitions.ts'
import { makeToLonLat } from './reproject.ts'
import { UnknownCrs } from './unknown-crs.ts'
import { type ProjectionFacts, plainName, readWktFacts, type WktFacts } from './wkt-facts.ts'

/** A transverse Mercator grid: degrees and metres. */
interface Grid {
  lon0: number
  lat0: number
  scale: number
  falseEasting: number
  falseNorthing: number
}

/** Degrees, metres and scale all agree to far better than this when two grids are the same. */
const SAME = 1e-6

function gridOfDefinition(definition: CrsDefinition): Grid | null {
  const text = (name: string) => definition.proj4.match(new RegExp(`\\+${name}=(\\S+)`))?.[1]
  const number = (name: string) => Number(text(name))
  if (text('proj') === 'utm') {
    const south = definition.proj4.includes('+south')
    return {
      lon0: number('zone') * 6 - 183,
      lat0: 0,
      scale: 0.9996,
      falseEasting: 500_000,
      falseNorthing: south ? 10_000_000 : 0,
    }
  }
  if (text('proj') !== 'tmerc') return null
  return {
    lon0: number('lon_0'),
    lat0: number('lat_0'),
    scale: number('k'),
    falseEasting: number('x_0'),
    falseNorthing: number('y_0'),
  }
}

function gridOfFacts({ parameters, metresPerUnit, method }: ProjectionFacts): Grid | null {
  if (!/^(transversemercator|gausskruger)$/.test(method) || metresPerUnit !== 1) return null
  return {
    lon0: parameters.get('centralmeridian') ?? Number.NaN,
    lat0: parameters.get('latitudeoforigin') ?? 0,
    scale: parameters.get('scalefactor') ?? 1,
    falseEasting: parameters.get('falseeasting') ?? 0,
    falseNorthing: parameters.get('falsenorthing') ?? 0,
  }
}

function isSameGrid(a: Grid, b: Grid): boolean {
  return (['lon0', 'lat0', 'scale', 'falseEasting', 'falseNorthing'] as const).every(
    (key) => Math.abs(a[key] - b[key]) < SAME,
  )
}

/** Which of our datums a WKT is on. Software names an unnamed datum after its ellipsoid; that is WGS 84 to us. */
function datumFamily(facts: WktFacts): 'WGS 84' | 'SRGI2013' | 'DGN95' | null {
  const onWgs84 =
    Math.abs(facts.semiMajorMetres - 6_378_137) < 0.001 &&
    Math.abs(facts.inverseFlattening - 298.257223563) < 1e-6
  if (!onWgs84 || facts.primeMeridianDegrees !== 0 || facts.toWgs84?.some((value) => value !== 0)) return null
  const name = plainName(facts.datumName)
  if (/srgi(20)?13|sistemreferensigeospasialindonesia2013/.test(name)) return 'SRGI2013'
  if (/dgn(19)?95|datumgeodesinasional1995/.test(name)) return 'DGN95'
  return /wgs(19)?84|worldgeodeticsystem1984/.test(name) ? 'WGS 84' : null
}

function isPseudoMercator({ method, parameters, projString }: ProjectionFacts): boolean {
  const named = method === 'mercatorauxiliarysphere' || method === 'popularvisualisationpseudomercator'
  const noted = /\+proj=merc\b/.test(projString) && /\+a=6378137\b.*\+b=6378137\b/.test(projString)
  const origin = ['centralmeridian', 'falseeasting', 'falsenorthing'].every(
    (name) => (parameters.get(name) ?? 0) === 0,
  )
  return (named || noted) && origin
}

/** The code of our table whose parameters are those of the WKT, whatever the WKT calls itself. */
function codeByFacts(facts: WktFacts): string | null {
  const family = datumFamily(facts)
  if (!family) return null
  const { projection } = facts
  if (!projection) return crsDefinitions.find(({ name }) => name === family)?.code ?? null
  if (isPseudoMercator(projection)) return 'EPSG:3857'
  const grid = gridOfFacts(projection)
  if (!grid) return null
  const match = crsDefinitions.find((definition) => {
    const known = definition.name.startsWith(`${family} /`) ? gridOfDefinition(definition) : null
    return known !== null && isSameGrid(known, grid)
  })
  return match?.code ?? null
}

/** True if coordinates on this datum are within about a metre of WGS 84, or the WKT says how to get there. */
function leadsToWgs84(facts: WktFacts): boolean {
  const modern =
    Math.abs(facts.semiMajorMetres - 6_378_137) < 0.5 && Math.abs(facts.inverseFlattening - 298.25722) < 1e-4
  return modern || facts.toWgs84 !== null
}

/**
 * 'EPSG:n' for WKT 1 or 2 of a system in our table (by its parameters, so that ESRI's nameless .prj and a wrong
 * AUTHORITY are both read right), otherwise the WKT itself if proj4 can compute with it.
 * Throws UnknownCrs on anything else, also on an old datum (Batavia) whose shift to WGS 84 is not stated:
 * ignoring it would displace everything by hundreds of metres without a word.
 */
export function identifyWkt(wkt: string): string {
  let facts: WktFacts
  try {
    facts = readWktFacts(wkt)
  } catch (cause) {
    throw new UnknownCrs(wkt, 'the WKT of a projected or geographic system', { cause })
  }
  const code = codeByFacts(facts)
  if (code) return code
  if (facts.datumName === '' && facts.code && crsDefinition(facts.code)) return facts.code
  if (!leadsToWgs84(facts))
    throw new UnknownCrs(
      wkt,
      `a datum with a known shift to WGS 84 ("${facts.datumName}" has none: add TOWGS84, or reproject the file to EPSG:4326 first)`,
    )
  makeToLonLat(wkt)
  return wkt
}
