import type { AttributeType } from '../layer-source.ts'
import type { CodeArray } from './code-array.ts'

/**
 * One attribute of all rows, dictionary-coded. `codes[row]` 0 means null; value `code` is the bytes from
 * `offsets[code]` to `offsets[code + 1]`, a whole `values` field of an MVT layer ready to be copied.
 */
export interface Column {
  name: string
  type: AttributeType
  sumAs: string | null
  codes: CodeArray
  offsets: Uint32Array
  bytes: Uint8Array
  /** Numeric columns: the number of each code, 0 for null. Empty otherwise. */
  numbers: Float64Array
  /** Each value has one code. Not so for columns of mostly different values, which are not looked up. */
  distinct: boolean
}

/** Multipoints, lines and polygons at one generalisation. Shape s has rings ringsOf[s] .. ringsOf[s + 1]. */
export interface ShapeLevel {
  /** Serves zooms up to this one. The last level is the original geometry and serves all. */
  toZoom: number
  ringsOf: Uint32Array
  /** First vertex of each ring, and the vertex count at the end. */
  ringStart: Uint32Array
  /** 1 for lines, multipoints and outer rings, 0 for holes. */
  outer: Uint8Array
  /** EPSG:3857, x and y in turn; rings are not closed. */
  coords: Float64Array
}

/** MVT geometry types (specification 2.1, 4.3.4). */
export const POINT_TYPE = 1
export const LINE_TYPE = 2
export const POLYGON_TYPE = 3

export interface Shapes {
  count: number
  type: Uint8Array
  /** Ascending: a row's shapes stand together. */
  row: Uint32Array
  /** Envelope of each shape: minX, minY, maxX, maxY in EPSG:3857. */
  boxes: Float64Array
  /** Flatbush over the boxes; null without shapes. */
  index: SharedArrayBuffer | null
  levels: ShapeLevel[]
  /** Of a coverage: equal for equal shapes, which layers then share. Empty otherwise. */
  digest: string
}

/** Immutable columnar rows, all in shared memory. Rows below pointCount are single points in k-d order. */
export interface Segment {
  /** Unique in the process: what workers know their caches by. */
  serial: number
  /** Digest of the content: equal for equal rows, in every process. */
  digest: string
  rowCount: number
  located: number
  ids: Float64Array
  /** Rows in ascending order of id. */
  rowsById: Uint32Array
  columns: Column[]
  pointCount: number
  /** EPSG:3857 x and y of the rows below pointCount, sorted as a KDBush of pointNodeSize. */
  points: Float64Array
  shapes: Shapes
}

export const POINT_NODE_SIZE = 64

/** What a layer's tiles are made from: rows as loaded, less the dead ones, and the rows changed since. */
export interface LayerState {
  id: string
  kind: 'point' | 'line' | 'polygon' | 'mixed'
  aggregateBelowZoom: number
  base: Segment
  /** 1 for rows of base that were changed or deleted since; null when there are none. */
  dead: Uint8Array | null
  delta: Segment | null
}

/** Bytes that a segment keeps in shared memory; what several levels share counts once. */
export function segmentBytes(segment: Segment): number {
  const { shapes, columns } = segment
  const arrays: (Float64Array | CodeArray)[] = [segment.ids, segment.rowsById, segment.points]
  arrays.push(shapes.type, shapes.row, shapes.boxes)
  for (const { codes, offsets, bytes, numbers } of columns) arrays.push(codes, offsets, bytes, numbers)
  for (const { ringsOf, ringStart, outer, coords } of shapes.levels) {
    arrays.push(ringsOf, ringStart, outer, coords)
  }
  const buffers = new Set<ArrayBufferLike>(arrays.map((array) => array.buffer))
  if (shapes.index) buffers.add(shapes.index)
  return [...buffers].reduce((sum, buffer) => sum + buffer.byteLength, 0)
}

/** The part of a layer's state that an edit replaces. */
export type LayerChanges = Pick<LayerState, 'dead' | 'delta'>

/** The row of an id, or -1. */
export function rowOfId(segment: Segment, id: number): number {
  let low = 0
  let high = segment.rowsById.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const row = segment.rowsById[middle]!
    const found = segment.ids[row]!
    if (found === id) return row
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
