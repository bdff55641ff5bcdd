import { emptyGeometry, type ParsedGeometry } from './read-wkb.ts'
import { lineType, polygonType, rowOfId, type Segment } from './snapshot.ts'

/** First shape of a row or a later one, by bisection. */
function firstShapeFrom(rows: Uint32Array, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}

function addShape(segment: Segment, shape: number, into: ParsedGeometry): void {
  const { levels, type } = segment.shapes
  const { ringsOf, ringStart, outer, coords } = levels[levels.length - 1]!
  const kind = type[shape]!
  const path = kind === polygonType ? into.rings : kind === lineType ? into.lines : into.points
  for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
    for (let i = 2 * ringStart[ring]!; i < 2 * ringStart[ring + 1]!; i++) path.push(coords[i]!)
    if (kind === polygonType) {
      into.ringEnds.push(path.length / 2)
      into.ringOuter.push(outer[ring]!)
    } else if (kind === lineType) into.lineEnds.push(path.length / 2)
  }
}

/** The original geometry of an id as a segment holds it, in EPSG:3857; null when it is absent or has none. */
export function geometryOfId(segment: Segment, id: number): ParsedGeometry | null {
  const row = rowOfId(segment, id)
  if (row < 0) return null
  const geometry = emptyGeometry()
  if (row < segment.pointCount) {
    geometry.points.push(segment.points[2 * row]!, segment.points[2 * row + 1]!)
    return geometry
  }
  const rows = segment.shapes.row
  const first = firstShapeFrom(rows, row)
  for (let shape = first; rows[shape] === row; shape++) addShape(segment, shape, geometry)
  return rows[first] === row ? geometry : null
}
