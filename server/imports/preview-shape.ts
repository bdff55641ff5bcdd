import type { Geometry, Position } from 'geojson'
import type { PreviewShape } from '../../core/api/import-preview.ts'

/** Of one line or ring: a small picture shows no more. */
const MOST_VERTICES = 60
/** Lines or rings of one shape; those with most vertices are kept. */
const MOST_PARTS = 40

/**
 * A geometry in longitude and latitude as a shape for a small picture; null for one that holds nothing. What is mixed counts as
 * its first part. `mostVertices` of each line or ring: Infinity for outlines that are simplified already.
 */
export function previewShape(geometry: Geometry, mostVertices = MOST_VERTICES): PreviewShape | null {
  const thinned = (parts: Position[][]) => largest(parts).map((part) => thin(part, mostVertices))
  switch (geometry.type) {
    case 'Point':
      return { kind: 'point', parts: [[lonLat(geometry.coordinates)]] }
    case 'MultiPoint':
      return { kind: 'point', parts: [geometry.coordinates.slice(0, mostVertices).map(lonLat)] }
    case 'LineString':
      return { kind: 'line', parts: thinned([geometry.coordinates]) }
    case 'MultiLineString':
      return { kind: 'line', parts: thinned(geometry.coordinates) }
    case 'Polygon':
      return { kind: 'polygon', parts: thinned(geometry.coordinates) }
    case 'MultiPolygon':
      return { kind: 'polygon', parts: thinned(geometry.coordinates.flat()) }
    default:
      return geometry.geometries[0] ? previewShape(geometry.geometries[0], mostVertices) : null
  }
}

const lonLat = ([lon = 0, lat = 0]: Position): [number, number] => [lon, lat]

function largest(parts: Position[][]): Position[][] {
  return parts.length > MOST_PARTS
    ? parts.toSorted((a, b) => b.length - a.length).slice(0, MOST_PARTS)
    : parts
}

/** Every so many vertices are left out, the ends stay. */
function thin(positions: Position[], most: number): [number, number][] {
  const step = Math.max(1, (positions.length - 1) / (most - 1))
  const count = Math.min(positions.length, most)
  return Array.from({ length: count }, (_, index) => lonLat(positions[Math.round(index * step)] ?? []))
}
