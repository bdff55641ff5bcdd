import type { Geometry, Position } from 'geojson'
import type { PreviewShape } from '../../core/api/import-preview.ts'

/** Of one line or ring: a small picture shows no more. */
const MOST_VERTICES = 60

/**
 * A geometry in longitude and latitude as a shape for a small picture; null for one that holds nothing. What is mixed counts as
 * its first part.
 */
export function previewShape(geometry: Geometry): PreviewShape | null {
  switch (geometry.type) {
    case 'Point':
      return { kind: 'point', parts: [[lonLat(geometry.coordinates)]] }
    case 'MultiPoint':
      return { kind: 'point', parts: [geometry.coordinates.slice(0, MOST_VERTICES).map(lonLat)] }
    case 'LineString':
      return { kind: 'line', parts: [thin(geometry.coordinates)] }
    case 'MultiLineString':
      return { kind: 'line', parts: geometry.coordinates.map(thin) }
    case 'Polygon':
      return { kind: 'polygon', parts: geometry.coordinates.map(thin) }
    case 'MultiPolygon':
      return { kind: 'polygon', parts: geometry.coordinates.flat().map(thin) }
    default:
      return geometry.geometries[0] ? previewShape(geometry.geometries[0]) : null
  }
}

const lonLat = ([lon = 0, lat = 0]: Position): [number, number] => [lon, lat]

/** Every so many vertices are left out, the ends stay. */
function thin(positions: Position[]): [number, number][] {
  const step = Math.max(1, (positions.length - 1) / (MOST_VERTICES - 1))
  const count = Math.min(positions.length, MOST_VERTICES)
  return Array.from({ length: count }, (_, index) => lonLat(positions[Math.round(index * step)] ?? []))
}
