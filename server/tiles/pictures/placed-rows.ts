import { VertexBuffer } from '../clip-path.ts'
import { boxIndex } from '../snapshot/box-index.ts'
import { RowList, type RowMasks, searchPoints } from '../snapshot/search-points.ts'
import { levelForZoom } from '../snapshot/shape-levels.ts'
import { POINT_TYPE, type Segment, type ShapeLevel } from '../snapshot/snapshot.ts'
import type { PicturePlane } from './picture-plane.ts'

/** Rows of one segment that a picture may show. */
export interface PlacedRows {
  segment: Segment
  /** Lines and polygons, as places in the segment's shapes, in their order. */
  shapes: number[]
  level: ShapeLevel
  /** The row of each point, and where it is: x and y in turn, in units of the picture. */
  pointRows: Uint32Array
  points: Float64Array
}

export interface PlaceQuery {
  masks: RowMasks
  plane: PicturePlane
  /** Zoom of the web map with pixels as large. */
  zoom: number
  /** Shapes up to this, in metres of EPSG:3857, are seen as points. */
  pointSizedMetres: number
}

/** Level of the tiles that the map shows at a zoom: they are drawn 512 pixels wide, at zoom 9 those of level 8. */
export function tileLevelOf(zoom: number): number {
  return Math.max(0, Math.floor(zoom - 1 + 1e-6))
}

/** Finds what of a segment lies in a picture or its buffer. */
export function placeRows(segment: Segment, query: PlaceQuery): PlacedRows {
  const { masks, plane, zoom } = query
  const level = levelForZoom(segment.shapes.levels, tileLevelOf(zoom))
  const none = { pointRows: new Uint32Array(0), points: new Float64Array(0) }
  if (!plane.box) return { segment, level, shapes: [], ...none }
  const { shapes, rows, coords } = findShapes(segment, level, { ...query, box: plane.box })
  const found = new RowList()
  searchPoints(segment, plane.box, masks, found)
  const count = found.length
  const pointRows = new Uint32Array(count + rows.length)
  pointRows.set(found.rows.subarray(0, count))
  pointRows.set(rows, count)
  const metres = new Float64Array(2 * pointRows.length)
  for (let i = 0; i < count; i++) {
    const row = found.rows[i]!
    metres[2 * i] = segment.points[2 * row]!
    metres[2 * i + 1] = segment.points[2 * row + 1]!
  }
  metres.set(coords, 2 * count)
  const placed = new VertexBuffer()
  plane.toUnits(metres, 0, pointRows.length, placed)
  return { segment, shapes, level, pointRows, points: placed.coords.subarray(0, placed.length) }
}

/** Only those points for which `kept` is 1. */
export function keepPoints(placed: PlacedRows, kept: Uint8Array): PlacedRows {
  const count = kept.reduce((sum, one) => sum + one, 0)
  const pointRows = new Uint32Array(count)
  const points = new Float64Array(2 * count)
  let next = 0
  for (let i = 0; i < kept.length; i++) {
    if (kept[i] === 0) continue
    pointRows[next] = placed.pointRows[i]!
    points[2 * next] = placed.points[2 * i]!
    points[2 * next + 1] = placed.points[2 * i + 1]!
    next++
  }
  return { ...placed, pointRows, points }
}

/** Shapes in the box; vertices of multipoints, and the middles of shapes too small to be seen as such, with their rows. */
function findShapes(
  { shapes }: Segment,
  level: ShapeLevel,
  { masks, box, pointSizedMetres }: PlaceQuery & { box: NonNullable<PicturePlane['box']> },
): { shapes: number[]; rows: number[]; coords: number[] } {
  const found: { shapes: number[]; rows: number[]; coords: number[] } = { shapes: [], rows: [], coords: [] }
  const hits = boxIndex(shapes)?.search(box.minX, box.minY, box.maxX, box.maxY) ?? []
  const { boxes } = shapes
  for (const shape of hits.sort((a, b) => a - b)) {
    const row = shapes.row[shape]!
    if (masks.dead?.[row] === 1 || masks.pass?.[row] === 0) continue
    const at = 4 * shape
    const [minX, minY, maxX, maxY] = [boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!]
    if (shapes.type[shape] === POINT_TYPE) {
      for (const vertex of verticesOf(level, shape)) {
        found.rows.push(row)
        found.coords.push(level.coords[2 * vertex]!, level.coords[2 * vertex + 1]!)
      }
    } else if (Math.max(maxX - minX, maxY - minY) <= pointSizedMetres) {
      found.rows.push(row)
      found.coords.push((minX + maxX) / 2, (minY + maxY) / 2)
    } else found.shapes.push(shape)
  }
  return found
}

function* verticesOf({ ringsOf, ringStart }: ShapeLevel, shape: number): Iterable<number> {
  const end = ringStart[ringsOf[shape + 1]!]!
  for (let vertex = ringStart[ringsOf[shape]!]!; vertex < end; vertex++) yield vertex
}
