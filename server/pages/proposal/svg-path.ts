import type { Geometry, Position } from 'geojson'
import type { Envelope } from '../../../core/geo/envelope.ts'

/** Turns lon/lat degrees into picture units; north is up. */
export type Project = (position: readonly number[]) => [x: number, y: number]

/**
 * A projection of `extent` onto a picture of this width and height: degrees scaled alike both ways, which near the
 * equator errs by under 1 % (cosine of 6° is 0.995).
 */
export function projectTo([west, south, east, north]: Envelope, width: number, height: number): Project {
  return ([lon = 0, lat = 0]) => [
    ((lon - west) / (east - west)) * width,
    ((north - lat) / (north - south)) * height,
  ]
}

/** The `d` of an SVG path with one decimal; points and empty geometries give ''. */
export function svgPath(geometry: Geometry | null, project: Project): string {
  switch (geometry?.type) {
    case 'LineString':
      return drawLine(geometry.coordinates, project)
    case 'MultiLineString':
      return geometry.coordinates.map((line) => drawLine(line, project)).join('')
    case 'Polygon':
      return geometry.coordinates.map((ring) => `${drawLine(ring, project)}Z`).join('')
    case 'MultiPolygon':
      return geometry.coordinates
        .flat()
        .map((ring) => `${drawLine(ring, project)}Z`)
        .join('')
    case 'GeometryCollection':
      return geometry.geometries.map((part) => svgPath(part, project)).join('')
    default:
      return ''
  }
}

function drawLine(positions: readonly Position[], project: Project): string {
  const points = positions.map((position) =>
    project(position)
      .map((value) => value.toFixed(1))
      .join(' '),
  )
  return points.length === 0 ? '' : `M${points.join('L')}`
}
