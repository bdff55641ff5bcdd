import type { Value } from '../../../core/filter/filter-tree.ts'
import { childNamed, childrenNamed, type XmlNode } from '../../requests/read-xml.ts'
import { invalid } from './csw-fault.ts'

/** Names under which clients know longitude and latitude of WGS 84, SRGI2013 and DGN95: equal within a record's exactness. */
const CODES = /^(?:EPSG:|.*[:/#])(4326|9470|4755)$/i
/** A URN or an address names the axes as the registry has them: latitude first (OGC 05-096, GML 3.1.1 and later). */
const REGISTRY_AXES = /^(urn:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG)/i

/**
 * A gml:Envelope, gml:Box or gml:Point as a box in longitude and latitude. Without srsName, with a plain EPSG:4326 and with
 * CRS84 longitude comes first, as clients send it.
 */
export function readEnvelope(node: XmlNode): Value {
  const srsName =
    node.attributes.srsName ?? node.children.find(({ attributes }) => attributes.srsName)?.attributes.srsName
  const [low, high] = cornersOf(node)
  const flip = latitudeFirst(srsName)
  const at = ([a, b]: readonly [number, number]): [number, number] => (flip ? [b, a] : [a, b])
  const [west, south] = at(low)
  const [east, north] = at(high)
  if (
    west > east ||
    south > north ||
    Math.abs(south) > 90 ||
    Math.abs(north) > 90 ||
    west < -360 ||
    east > 360
  )
    throw invalid(
      'constraint',
      `${low.join(' ')}, ${high.join(' ')}`,
      'lower corner before upper, in degrees',
    )
  return { kind: 'bbox', box: [west, south, east, north], crs: 'EPSG:4326' }
}

/** Name that the first box within a filter gives to WGS 84, where its axes are those of the registry. */
export function boxCrsOf({ attributes: { srsName }, children }: XmlNode): string | undefined {
  if (srsName !== undefined && srsName.length <= 100 && /4326$/.test(srsName) && latitudeFirst(srsName))
    return srsName
  for (const child of children) {
    const found = boxCrsOf(child)
    if (found !== undefined) return found
  }
  return undefined
}

function latitudeFirst(srsName: string | undefined): boolean {
  if (srsName === undefined || srsName === '') return false
  if (/(CRS:?84|OGC:1\.3:CRS84)$/i.test(srsName)) return false
  if (!CODES.test(srsName)) throw invalid('constraint', srsName, 'EPSG:4326 or CRS84 as srsName')
  return REGISTRY_AXES.test(srsName)
}

type Corner = readonly [number, number]

function cornersOf(node: XmlNode): [Corner, Corner] {
  if (node.name === 'Envelope') {
    const positions = childrenNamed(node, 'pos')
    const low = childNamed(node, 'lowerCorner') ?? positions[0]
    const high = childNamed(node, 'upperCorner') ?? positions[1]
    if (low && high) return [pair(low.text), pair(high.text)]
  }
  if (node.name === 'Box' || node.name === 'Envelope') {
    const tuples = (childNamed(node, 'coordinates')?.text ?? '').split(/\s+/)
    if (tuples.length === 2) return [pair(tuples[0] ?? ''), pair(tuples[1] ?? '')]
  }
  if (node.name === 'Point') {
    const place = childNamed(node, 'pos') ?? childNamed(node, 'coordinates')
    if (place) return [pair(place.text), pair(place.text)]
  }
  throw invalid(
    'constraint',
    node.name,
    'gml:Envelope with lowerCorner and upperCorner, gml:Box or gml:Point',
  )
}

function pair(text: string): Corner {
  const parts = text.trim().split(/[\s,]+/)
  const numbers = parts.map((part) =>
    /^[-+]?\d{1,4}(\.\d{1,20})?(e-?\d{1,2})?$/i.test(part) ? Number(part) : Number.NaN,
  )
  const [a = Number.NaN, b = Number.NaN] = numbers
  if (parts.length !== 2 || !Number.isFinite(a) || !Number.isFinite(b))
    throw invalid('constraint', text, 'two numbers')
  return [a, b]
}
