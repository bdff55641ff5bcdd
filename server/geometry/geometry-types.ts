import type { Geometry } from 'geojson'

/** In the order of their numbers, from 1 on, in well-known binary (OGC 06-103r4, table 7) and in FlatGeobuf (header.fbs). */
const GEOMETRY_TYPES = [
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const satisfies readonly Geometry['type'][]

/** Undefined for a number that is no type of GeoJSON's: curves, surfaces and nonsense. */
export function geometryTypeOf(code: number): Geometry['type'] | undefined {
  return GEOMETRY_TYPES[code - 1]
}

/** The type's number in well-known binary and FlatGeobuf, from 1 (Point) to 7 (GeometryCollection). */
export function codeOfGeometryType(type: Geometry['type']): number {
  return GEOMETRY_TYPES.indexOf(type) + 1
}
