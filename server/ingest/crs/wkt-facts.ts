import { child, children, numberAt, parseWkt, textAt, type WktNode } from './wkt-tree.ts'

/** What a WKT says about itself, whichever of its dialects (OGC WKT 1, ESRI, ISO 19162) it is written in. */
export interface WktFacts {
  /** 'EPSG:n' that the WKT claims for itself, if any. */
  code: string | null
  datumName: string
  semiMajorMetres: number
  inverseFlattening: number
  primeMeridianDegrees: number
  /** Shift to WGS 84, if stated (Helmert, 3 or 7 values). */
  toWgs84: number[] | null
  /** null for longitude/latitude. */
  projection: ProjectionFacts | null
}

export interface ProjectionFacts {
  /** Lower case, letters and digits only: 'transversemercator'. */
  method: string
  /** Parameter values by lower-case name of letters and digits: falseeasting, centralmeridian, … */
  parameters: Map<string, number>
  /** Metres in one coordinate unit. */
  metresPerUnit: number
  /** GDAL's note of a PROJ string beside the WKT. */
  projString: string
}

/** WKT 2 names of the parameters, as the WKT 1 names by which they are looked up. */
const PARAMETER_SYNONYMS: Record<string, string> = {
  latitudeofnaturalorigin: 'latitudeoforigin',
  longitudeofnaturalorigin: 'centralmeridian',
  longitudeoforigin: 'centralmeridian',
  scalefactoratnaturalorigin: 'scalefactor',
}

const PROJECTED = ['PROJCS', 'PROJCRS', 'PROJECTEDCRS']
const GEOGRAPHIC = [
  'GEOGCS',
  'GEOGCRS',
  'GEOGRAPHICCRS',
  'GEODCRS',
  'GEODETICCRS',
  'BASEGEOGCRS',
  'BASEGEODCRS',
]

/** Letters and digits of a name in lower case, so that 'Central_Meridian' and 'central meridian' are the same. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The horizontal part: of a compound CRS its first member, of a bound one its source. */
function horizontal(node: WktNode): WktNode | undefined {
  if (PROJECTED.includes(node.keyword) || GEOGRAPHIC.includes(node.keyword)) return node
  if (node.keyword === 'BOUNDCRS') {
    const source = child(node, 'SOURCECRS')
    return source && child(source, ...PROJECTED, ...GEOGRAPHIC)
  }
  if (node.keyword === 'COMPD_CS' || node.keyword === 'COMPOUNDCRS')
    return child(node, ...PROJECTED, ...GEOGRAPHIC)
  return undefined
}

function claimedCode(node: WktNode): string | null {
  const authority = child(node, 'AUTHORITY', 'ID')
  const code = numberAt(authority, 1)
  return textAt(authority, 0).toUpperCase() === 'EPSG' && Number.isInteger(code) ? `EPSG:${code}` : null
}

function projectionFacts(node: WktNode): ProjectionFacts {
  const conversion = child(node, 'CONVERSION') ?? node
  const parameters = new Map<string, number>()
  for (const parameter of children(conversion, 'PARAMETER')) {
    const name = plainName(textAt(parameter, 0))
    parameters.set(PARAMETER_SYNONYMS[name] ?? name, numberAt(parameter, 1))
  }
  const axis = child(node, 'AXIS')
  const unit = child(node, 'UNIT', 'LENGTHUNIT') ?? (axis && child(axis, 'LENGTHUNIT', 'UNIT'))
  const metresPerUnit = numberAt(unit, 1)
  return {
    method: plainName(textAt(child(conversion, 'METHOD', 'PROJECTION'), 0)),
    parameters,
    metresPerUnit: Number.isFinite(metresPerUnit) ? metresPerUnit : 1,
    projString: textAt(child(node, 'EXTENSION'), 1),
  }
}

/** Reads the facts of a CRS in WKT; throws a SyntaxError on text that is not the WKT of a horizontal CRS. */
export function readWktFacts(text: string): WktFacts {
  const root = parseWkt(text)
  const node = horizontal(root)
  if (!node) throw new SyntaxError(`${root.keyword} is no projected or geographic system`)
  const projected = PROJECTED.includes(node.keyword)
  const base = projected ? child(node, ...GEOGRAPHIC) : node
  const datum = base && child(base, 'DATUM', 'GEODETICDATUM', 'ENSEMBLE')
  const ellipsoid = datum && child(datum, 'SPHEROID', 'ELLIPSOID')
  const meridian = base && numberAt(child(base, 'PRIMEM', 'PRIMEMERIDIAN'), 1)
  const shift = datum && child(datum, 'TOWGS84')
  return {
    code: claimedCode(node),
    datumName: textAt(datum, 0),
    semiMajorMetres: numberAt(ellipsoid, 1),
    inverseFlattening: numberAt(ellipsoid, 2),
    primeMeridianDegrees: meridian !== undefined && Number.isFinite(meridian) ? meridian : 0,
    toWgs84: shift ? shift.values.map(Number) : null,
    projection: projected ? projectionFacts(node) : null,
  }
}
