import type { Geometry, Position } from 'geojson'
import { escapeXml } from '../../../core/escape-xml.ts'
import { kmlStyles } from './kml-styles.ts'
import { orientRings } from './orient-rings.ts'
import type { CellValue, DownloadFeature, DownloadSource } from './source/download-source.ts'

const TYPES = { string: 'string', number: 'double', integer: 'int', boolean: 'bool' } as const
/** Fields that people know a feature by, the best first. */
const NAMES = ['title', 'name', 'nama', 'code', 'cell', 'id']

/**
 * KML 2.3 (OGC 12-007r2) for Google Earth: always longitude, latitude of WGS 84; every field as typed extended data,
 * in the colours of the layer's style.
 */
export async function* writeKml(source: DownloadSource): AsyncGenerator<string> {
  const { layer, fields, language } = source
  const { title, description, source: origin, licence } = await source.about()
  const notes = [description, origin, licence].filter(Boolean).join('\n')
  const schema = fields
    .map(
      ({ name, type, title: label }) =>
        `<SimpleField type="${TYPES[type]}" name="${escapeXml(name)}"><displayName>${escapeXml(label[language])}</displayName></SimpleField>`,
    )
    .join('')
  const { shared, urlOf } = kmlStyles(await source.style())
  yield `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document id="document"><name>${escapeXml(title)}</name><description>${escapeXml(notes)}</description>${shared.map(({ markup }) => markup).join('')}<Schema name="${escapeXml(layer.id)}" id="fields">${schema}</Schema>
<Folder><name>${escapeXml(layer.id)}</name>
`
  const position = new Map(fields.map(({ name }, at) => [name, at]))
  const styleOf = ({ values }: DownloadFeature) => urlOf((name) => values[position.get(name) ?? -1])
  const names = fields.map(({ name }) => escapeXml(name))
  const wanted = NAMES.map((name) => fields.findIndex((field) => field.name === name)).filter((at) => at >= 0)
  for await (const features of source.read({ shapes: 'whole', rounded: true }))
    yield features.map((feature) => placemark(feature, styleOf(feature), names, wanted)).join('')
  yield '</Folder></Document></kml>\n'
}

function placemark(
  { key, geometry, values }: DownloadFeature,
  style: string,
  names: readonly string[],
  wanted: number[],
): string {
  const called = wanted.map((at) => values[at]).find((value) => value !== null && value !== '')
  const data = names
    .map((name, at) => simpleData(name, values[at] ?? null))
    .filter(Boolean)
    .join('')
  const shape = geometry ? shapeOf(orientRings(geometry, 'counterclockwise')) : ''
  return `<Placemark id="f${key}"><name>${escapeXml(String(called ?? key))}</name><styleUrl>${style}</styleUrl><ExtendedData><SchemaData schemaUrl="#fields">${data}</SchemaData></ExtendedData>${shape}</Placemark>\n`
}

function simpleData(name: string, value: CellValue): string {
  if (value === null) return ''
  // GDAL and QGIS read a truth as a number only; to KML 1 is as good as true.
  const text = typeof value === 'boolean' ? String(Number(value)) : escapeXml(String(value))
  return `<SimpleData name="${name}">${text}</SimpleData>`
}

function shapeOf(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `<Point>${coordinates([geometry.coordinates])}</Point>`
    case 'LineString':
      return `<LineString>${coordinates(geometry.coordinates)}</LineString>`
    case 'Polygon':
      return `<Polygon>${geometry.coordinates.map(boundary).join('')}</Polygon>`
    case 'GeometryCollection':
      return `<MultiGeometry>${geometry.geometries.map(shapeOf).join('')}</MultiGeometry>`
    case 'MultiPoint':
      return `<MultiGeometry>${geometry.coordinates.map((point) => shapeOf({ type: 'Point', coordinates: point })).join('')}</MultiGeometry>`
    case 'MultiLineString':
      return `<MultiGeometry>${geometry.coordinates.map((line) => shapeOf({ type: 'LineString', coordinates: line })).join('')}</MultiGeometry>`
    case 'MultiPolygon':
      return `<MultiGeometry>${geometry.coordinates.map((rings) => shapeOf({ type: 'Polygon', coordinates: rings })).join('')}</MultiGeometry>`
  }
}

function boundary(ring: readonly Position[], at: number): string {
  const name = at === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs'
  return `<${name}><LinearRing>${coordinates(ring)}</LinearRing></${name}>`
}

function coordinates(positions: readonly Position[]): string {
  return `<coordinates>${positions.map(([lon, lat]) => `${lon},${lat}`).join(' ')}</coordinates>`
}
