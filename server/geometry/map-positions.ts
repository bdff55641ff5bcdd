import type { Geometry, Position } from 'geojson'

/** A geometry of the same kind with each position put through `map`. */
export function mapPositions(geometry: Geometry, map: (position: Position) => Position): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { type: geometry.type, coordinates: map(geometry.coordinates) }
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: geometry.coordinates.map(map) }
    case 'MultiLineString':
    case 'Polygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map((line) => line.map(map)) }
    case 'MultiPolygon':
      return {
        type: geometry.type,
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(map))),
      }
    case 'GeometryCollection':
      return {
        type: geometry.type,
        geometries: geometry.geometries.map((part) => mapPositions(part, map)),
      }
  }
}
