import { emptyGeometry, type ParsedGeometry } from '../snapshot/read-wkb.ts'
import { LINE_TYPE, POLYGON_TYPE, rowOfId, type Segment, type ShapeLevel } from '../snapshot/snapshot.ts'

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

/** Shapes from `first` up to `end` are a row's. */
export interface RowShapes {
  first: number
  end: number
}

/** The shapes of a row as a range of the segment's shapes; empty for a row that is a single point or has no place. */
export function shapesOfRow({ shapes }: Segment, row: number): RowShapes {
  const first = firstShapeFrom(shapes.row, row)
  let end = first
  while (shapes.row[end] === row) end++
  return { first, end }
}

function addShape(
  { shapes }: Segment,
  { shape, level }: { shape: number; level: ShapeLevel },
  into: ParsedGeometry,
): void {
  const { ringsOf, ringStart, outer, coords } = level
  const kind = shapes.type[shape]!
  const path = kind === POLYGON_TYPE ? into.rings : kind === LINE_TYPE ? into.lines : into.points
  for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
    for (let i = 2 * ringStart[ring]!; i < 2 * ringStart[ring + 1]!; i++) path.push(coords[i]!)
    if (kind === POLYGON_TYPE) {
      into.ringEnds.push(path.length / 2)
      into.ringOuter.push(outer[ring]!)
    } else if (kind === LINE_TYPE) into.lineEnds.push(path.length / 2)
  }
}

/** A row's shapes as they are at a level. */
export function rowGeometry(segment: Segment, { first, end }: RowShapes, level: ShapeLevel): ParsedGeometry {
  const geometry = emptyGeometry()
  for (let shape = first; shape < end; shape++) addShape(segment, { shape, level }, geometry)
  return geometry
}

/** The original geometry of an id as a segment holds it, in EPSG:3857; null when it is absent or has none. */
export function geometryOfId(segment: Segment, id: number): ParsedGeometry | null {
  const row = rowOfId(segment, id)
  if (row < 0) return null
  if (row < segment.pointCount) {
    const geometry = emptyGeometry()
    geometry.points.push(segment.points[2 * row]!, segment.points[2 * row + 1]!)
    return geometry
  }
  const { levels } = segment.shapes
  const shapes = shapesOfRow(segment, row)
  return shapes.end > shapes.first ? rowGeometry(segment, shapes, levels[levels.length - 1]!) : null
}
