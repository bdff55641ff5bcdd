import type { Feature, Geometry, Position } from 'geojson'
import { type Line, type Point, toLonLat } from './frame.ts'
import type { Polygon } from './polygon.ts'

/** EPSG:4326 geometries from frame metres; rings are closed and follow RFC 7946 (outer anticlockwise). */
export function pointGeometry(at: Point): Geometry {
  return { type: 'Point', coordinates: toLonLat(at) }
}

export function lineGeometry(line: Line): Geometry {
  return { type: 'LineString', coordinates: withoutRepeats(line.map(toLonLat)) }
}

export function polygonGeometry(polygons: readonly Polygon[]): Geometry {
  const coordinates = polygons.map((rings) => rings.map((ring) => closed(withoutRepeats(ring.map(toLonLat)))))
  const [only] = coordinates
  return coordinates.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates }
}

function closed(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, [...first]]
}

/** Rounding to 0.1 m can make two neighbours one. */
function withoutRepeats(line: Position[]): Position[] {
  return line.filter((p, i) => i === 0 || p[0] !== line[i - 1]?.[0] || p[1] !== line[i - 1]?.[1])
}

/** One feature a line: the file stays readable and its changes reviewable. */
export function writeFeatures(name: string, features: readonly Feature<Geometry | null>[]): string {
  const head = `{"type":"FeatureCollection","name":${JSON.stringify(name)},"features":[\n`
  return `${head}${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`
}
