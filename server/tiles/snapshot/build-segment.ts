import { createHash } from 'node:crypto'
import Flatbush from 'flatbush'
import KDBush from 'kdbush'
import { sharedFloat64, sharedUint32 } from '../growable-array.ts'
import { sharedCodes } from './code-array.ts'
import type { CollectedRows } from './row-collector.ts'
import {
  type CoverageLevelRows,
  coverageLevel,
  generalisedZooms,
  originalLevel,
  simplifiedLevel,
} from './shape-levels.ts'
import { type Column, POINT_NODE_SIZE, type Segment, type ShapeLevel, type Shapes } from './snapshot.ts'

export interface BuildSegmentInput {
  serial: number
  rows: CollectedRows
  /** A coverage's levels from the database, coarsest first; null: each shape is simplified by itself. */
  coverageLevels: CoverageLevelRows[] | null
}

interface OrderedPoints {
  /** Point number in collection order, by k-d position. */
  order: ArrayLike<number>
  coords: Float64Array
}

function orderPoints(pointCoords: Float64Array): OrderedPoints {
  const count = pointCoords.length / 2
  if (count === 0) return { order: [], coords: sharedFloat64(0) }
  const index = new KDBush(count, POINT_NODE_SIZE, Float64Array)
  for (let i = 0; i < count; i++) index.add(pointCoords[2 * i]!, pointCoords[2 * i + 1]!)
  index.finish()
  const coords = sharedFloat64(count * 2)
  coords.set(index.coords)
  return { order: index.ids, coords }
}

/** New row of each collected row: points first, in k-d order, so that a search reads memory in sequence. */
function newRowOrder(rows: CollectedRows, order: ArrayLike<number>): Uint32Array {
  const newRow = new Uint32Array(rows.rowCount).fill(0xffffffff)
  for (let k = 0; k < order.length; k++) newRow[rows.pointRows[order[k]!]!] = k
  let next = order.length
  for (let row = 0; row < rows.rowCount; row++) if (newRow[row] === 0xffffffff) newRow[row] = next++
  return newRow
}

function reorderIds(ids: Float64Array, newRow: Uint32Array): Float64Array {
  const ordered = sharedFloat64(ids.length)
  for (let i = 0; i < ids.length; i++) ordered[newRow[i]!] = ids[i]!
  return ordered
}

function reorderColumn(column: Column, newRow: Uint32Array): Column {
  const codes = sharedCodes(column.codes.length, column.offsets.length - 1)
  for (let i = 0; i < newRow.length; i++) codes[newRow[i]!] = column.codes[i]!
  return { ...column, codes }
}

/** Rows by ascending id; sources usually come in that order already. Throws on an id that comes twice. */
function sortRowsById(ids: Float64Array, newRow: Uint32Array): Uint32Array {
  const order = Uint32Array.from(ids, (_, i) => i)
  let ascending = true
  for (let i = 1; i < ids.length && ascending; i++) ascending = ids[i]! > ids[i - 1]!
  if (!ascending) order.sort((a, b) => ids[a]! - ids[b]!)
  const sorted = sharedUint32(ids.length)
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && ids[order[i]!] === ids[order[i - 1]!])
      throw new Error(`row id ${ids[order[i]!]} comes twice`)
    sorted[i] = newRow[order[i]!]!
  }
  return sorted
}

function shapeBoxes(level: ShapeLevel, count: number): Float64Array {
  const boxes = sharedFloat64(count * 4)
  for (let s = 0; s < count; s++) {
    const box = [Infinity, Infinity, -Infinity, -Infinity] as const
    let [minX, minY, maxX, maxY]: [number, number, number, number] = [...box]
    const end = level.ringStart[level.ringsOf[s + 1]!]!
    for (let i = level.ringStart[level.ringsOf[s]!]!; i < end; i++) {
      const x = level.coords[2 * i]!
      const y = level.coords[2 * i + 1]!
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
    boxes.set([minX, minY, maxX, maxY], s * 4)
  }
  return boxes
}

function indexBoxes(boxes: Float64Array): SharedArrayBuffer | null {
  const count = boxes.length / 4
  if (count === 0) return null
  const index = new Flatbush(count, 16, Float64Array, SharedArrayBuffer)
  for (let s = 0; s < count; s++) {
    index.add(boxes[4 * s]!, boxes[4 * s + 1]!, boxes[4 * s + 2]!, boxes[4 * s + 3]!)
  }
  index.finish()
  return index.data as SharedArrayBuffer
}

function buildShapes({ rows, coverageLevels }: BuildSegmentInput, newRow: Uint32Array): Shapes {
  const count = rows.shapeType.length
  const original = originalLevel(rows)
  const row = sharedUint32(count)
  for (let s = 0; s < count; s++) row[s] = newRow[rows.shapeRow[s]!]!
  const boxes = shapeBoxes(original, count)
  const generalised =
    count === 0
      ? []
      : (coverageLevels?.map((level) => coverageLevel(rows, level)) ??
        generalisedZooms.map((zoom) => simplifiedLevel(original, rows.shapeType, zoom)))
  const levels = [...generalised, original]
  const shapes = { count, type: rows.shapeType, row, boxes, index: indexBoxes(boxes), levels }
  return { ...shapes, digest: coverageLevels ? shapesDigest(shapes) : '' }
}

function shapesDigest({ type, row, levels }: Omit<Shapes, 'digest'>): string {
  const hash = createHash('sha1')
  const arrays = levels.flatMap(({ ringsOf, ringStart, outer, coords }) => [
    ringsOf,
    ringStart,
    outer,
    coords,
  ])
  for (const array of [type, row, ...arrays]) hash.update(new Uint8Array(array.buffer))
  return hash.digest('base64url')
}

/** Hash of what was collected: two processes that loaded the same rows in the same order agree on it. */
function contentDigest(rows: CollectedRows): string {
  const hash = createHash('sha1')
  const { ids, pointCoords, shapeType, ringStart, coords, columns } = rows
  const arrays: ArrayBufferView[] = [
    ids,
    pointCoords,
    rows.pointRows,
    shapeType,
    rows.shapeRow,
    rows.ringsOf,
    ringStart,
    coords,
  ]
  for (const { name, type, codes, offsets, bytes } of columns) {
    hash.update(`${name} ${type} `)
    arrays.push(codes, offsets, bytes)
  }
  for (const array of arrays) hash.update(new Uint8Array(array.buffer))
  return hash.digest('base64url').slice(0, 12)
}

/** Orders, indexes and generalises collected rows: the slow part of loading, made to run off the main thread. */
export function buildSegment(input: BuildSegmentInput): Segment {
  const { rows, serial } = input
  const { order, coords } = orderPoints(rows.pointCoords)
  const newRow = newRowOrder(rows, order)
  return {
    serial,
    digest: contentDigest(rows),
    rowCount: rows.rowCount,
    located: rows.located,
    ids: reorderIds(rows.ids, newRow),
    rowsById: sortRowsById(rows.ids, newRow),
    columns: rows.columns.map((column) => reorderColumn(column, newRow)),
    pointCount: order.length,
    points: coords,
    shapes: buildShapes(input, newRow),
  }
}
