import { boxIndex } from '../box-index.ts'
import { VertexBuffer } from '../clip-path.ts'
import { RowList, type RowMasks, searchPoints } from '../search-points.ts'
import { levelForZoom } from '../shape-levels.ts'
import { pointType, type Segment, type ShapeLevel } from '../snapshot.ts'
import type { PicturePlane } from './picture-plane.ts'

/** Rows of one segment that a picture may show. */
export interface PlacedRows {
  segment: Segment
  /** Lines and polygons, as places in the segment's shapes, in their order. */
  shapes: number[]
  level: ShapeLevel
  /** The row of each point, and where it is: x and y in turn, in units of the picture. */
  pointRows: number[]
  points: VertexBuffer
}

export interface PlaceQuery {
  masks: RowMasks
  plane: PicturePlane
  /** Zoom of the web map with pixels as large. */
  zoom: number
  /** Shapes up to this, in metres of EPSG:3857, are seen as points. */
  pointSizedMetres: number
}

/** Finds what of a segment lies in a picture or its buffer. */
export function placeRows(
  segment: Segment,
  { masks, plane, zoom, pointSizedMetres }: PlaceQuery,
): PlacedRows {
  const { shapes } = segment
  const level = levelForZoom(shapes.levels, Math.floor(zoom + 1e-6))
  const placed: PlacedRows = { segment, shapes: [], level, pointRows: [], points: new VertexBuffer() }
  const { box } = plane
  if (!box) return placed
  const found = new RowList()
  searchPoints(segment, box, masks, found)
  const coords: number[] = []
  for (let i = 0; i < found.length; i++) {
    const row = found.rows[i]!
    placed.pointRows.push(row)
    coords.push(segment.points[2 * row]!, segment.points[2 * row + 1]!)
  }
  const hits = boxIndex(shapes)?.search(box.minX, box.minY, box.maxX, box.maxY) ?? []
  for (const shape of hits.sort((a, b) => a - b)) {
    const row = shapes.row[shape]!
    if (masks.dead?.[row] === 1 || masks.pass?.[row] === 0) continue
    const [minX, minY, maxX, maxY] = shapes.boxes.subarray(4 * shape, 4 * shape + 4) as unknown as Box
    if (shapes.type[shape] === pointType) {
      for (const vertex of verticesOf(level, shape)) {
        placed.pointRows.push(row)
        coords.push(level.coords[2 * vertex]!, level.coords[2 * vertex + 1]!)
      }
    } else if (Math.max(maxX - minX, maxY - minY) <= pointSizedMetres) {
      placed.pointRows.push(row)
      coords.push((minX + maxX) / 2, (minY + maxY) / 2)
    } else placed.shapes.push(shape)
  }
  plane.toUnits(Float64Array.from(coords), 0, coords.length / 2, placed.points)
  return placed
}

type Box = [number, number, number, number]

function* verticesOf({ ringsOf, ringStart }: ShapeLevel, shape: number): Iterable<number> {
  const end = ringStart[ringsOf[shape + 1]!]!
  for (let vertex = ringStart[ringsOf[shape]!]!; vertex < end; vertex++) yield vertex
}
