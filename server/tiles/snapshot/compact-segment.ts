import { growableFloat64, growableUint8, growableUint32, sharedFloat64 } from '../growable-array.ts'
import { buildSegment } from './build-segment.ts'
import { sharedCodes } from './code-array.ts'
import { GeometryCollector } from './geometry-collector.ts'
import { type LivingRows, livingRows } from './living-rows.ts'
import type { CollectedRows } from './row-collector.ts'
import type { Column, LayerState, Segment, Shapes } from './snapshot.ts'

/** Codes of delta's values in the joined dictionary: base's own where the value is known there. */
function joinDictionaries(
  base: Column,
  delta: Column | undefined,
): { column: Column; deltaCodes: Uint32Array } {
  const bytes = growableUint8()
  const offsets = growableUint32()
  const numbers = growableFloat64()
  bytes.pushAll(base.bytes)
  offsets.pushAll(base.offsets)
  numbers.pushAll(base.numbers)
  const deltaCodes = new Uint32Array(delta ? delta.offsets.length - 1 : 1)
  const known = new Map<string, number>()
  const textOf = (column: Column, code: number) =>
    Buffer.from(column.bytes.subarray(column.offsets[code], column.offsets[code + 1])).toString('latin1')
  if (base.distinct && delta)
    for (let code = 1; code < base.offsets.length - 1; code++) known.set(textOf(base, code), code)
  for (let code = 1; code < deltaCodes.length; code++) {
    const text = textOf(delta!, code)
    deltaCodes[code] = known.get(text) ?? offsets.length - 1
    if (known.has(text)) continue
    bytes.pushAll(delta!.bytes.subarray(delta!.offsets[code], delta!.offsets[code + 1]))
    offsets.push(bytes.length)
    if (numbers.length > 0) numbers.push(delta!.numbers[code]!)
  }
  const column = { ...base, bytes: bytes.finish(), offsets: offsets.finish(), numbers: numbers.finish() }
  return { column, deltaCodes }
}

function joinColumns({ base, delta }: LayerState, { count, row, inDelta }: LivingRows): Column[] {
  return base.columns.map((before, c) => {
    const { column, deltaCodes } = joinDictionaries(before, delta?.columns[c])
    const codes = sharedCodes(count, column.offsets.length - 1)
    const added = delta?.columns[c]?.codes
    for (let i = 0; i < count; i++) {
      codes[i] = inDelta[i] === 1 ? deltaCodes[added![row[i]!]!]! : before.codes[row[i]!]!
    }
    return { ...column, codes }
  })
}

/** Shapes by row: where each row's begin; a row's shapes stand together. */
function firstShapes({ shapes, rowCount }: Segment): Int32Array {
  const first = new Int32Array(rowCount).fill(-1)
  for (let s = shapes.count - 1; s >= 0; s--) first[shapes.row[s]!] = s
  return first
}

/** Copies the geometry of living rows under their new numbers. */
class GeometryJoiner {
  readonly collector = new GeometryCollector()
  readonly #first = new Map<Segment, Int32Array>()

  constructor(segments: readonly Segment[]) {
    for (const segment of segments) this.#first.set(segment, firstShapes(segment))
  }

  add(segment: Segment, row: number, newRow: number): void {
    const { points, pointCount, shapes } = segment
    if (row < pointCount) {
      this.collector.point(newRow, points[2 * row]!, points[2 * row + 1]!)
      return
    }
    const first = this.#first.get(segment)![row]!
    for (let shape = first; shape >= 0 && shapes.row[shape] === row; shape++) {
      this.#addShape(shapes, shape, newRow)
    }
  }

  #addShape({ levels, type }: Shapes, shape: number, newRow: number): void {
    const { ringsOf, ringStart, outer, coords } = levels[levels.length - 1]!
    this.collector.shape(newRow, type[shape]!)
    for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
      this.collector.path(coords.subarray(2 * ringStart[ring]!, 2 * ringStart[ring + 1]!), outer[ring]!)
    }
  }
}

/**
 * Base without its dead rows and with delta's in one new segment, without asking the database. Values that no row
 * has any more stay in the dictionaries until the next load. Not for coverages: each shape is generalised by itself.
 */
export function compactSegment(state: LayerState, serial: number): Segment {
  const { base, delta } = state
  const rows = livingRows(state)
  const joiner = new GeometryJoiner(delta ? [base, delta] : [base])
  const ids = sharedFloat64(rows.count)
  for (let i = 0; i < rows.count; i++) {
    const segment = rows.inDelta[i] === 1 ? delta! : base
    const row = rows.row[i]!
    ids[i] = segment.ids[row]!
    joiner.add(segment, row, i)
  }
  const columns = joinColumns(state, rows)
  const collected: CollectedRows = { rowCount: rows.count, ids, columns, ...joiner.collector.finish() }
  return buildSegment({ serial, rows: collected, coverageLevels: null })
}
