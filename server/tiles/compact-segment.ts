import { buildSegment } from './build-segment.ts'
import { sharedCodes } from './code-array.ts'
import { GeometryCollector } from './geometry-collector.ts'
import { growableFloat64, growableUint8, growableUint32 } from './growable-array.ts'
import type { CollectedRows } from './row-collector.ts'
import type { Column, LayerState, Segment, Shapes } from './snapshot.ts'

interface LivingRow {
  segment: Segment
  row: number
}

/** Rows of base that live and of delta, by ascending id: the order of a fresh load. */
function* livingRows({ base, dead, delta }: LayerState): Generator<LivingRow> {
  let next = 0
  const added = delta?.rowsById ?? new Uint32Array(0)
  for (const row of base.rowsById) {
    while (delta && next < added.length && delta.ids[added[next]!]! < base.ids[row]!) {
      yield { segment: delta, row: added[next++]! }
    }
    if (dead?.[row] !== 1) yield { segment: base, row }
  }
  while (delta && next < added.length) yield { segment: delta, row: added[next++]! }
}

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

function joinColumns({ base, delta }: LayerState, rows: readonly LivingRow[]): Column[] {
  return base.columns.map((before, c) => {
    const { column, deltaCodes } = joinDictionaries(before, delta?.columns[c])
    const codes = sharedCodes(rows.length, column.offsets.length - 1)
    for (const [i, { segment, row }] of rows.entries()) {
      const code = segment.columns[c]!.codes[row]!
      codes[i] = segment === base ? code : deltaCodes[code]!
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

/** Hands over the geometry of living rows, whose numbers are new. */
class GeometryJoiner {
  readonly collector = new GeometryCollector()
  readonly #first = new Map<Segment, Int32Array>()

  constructor(segments: readonly Segment[]) {
    for (const segment of segments) this.#first.set(segment, firstShapes(segment))
  }

  add({ segment, row }: LivingRow, newRow: number): void {
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
  const rows = [...livingRows(state)]
  const joiner = new GeometryJoiner(state.delta ? [state.base, state.delta] : [state.base])
  const ids = new Float64Array(rows.length)
  for (const [i, living] of rows.entries()) {
    ids[i] = living.segment.ids[living.row]!
    joiner.add(living, i)
  }
  const columns = joinColumns(state, rows)
  const collected: CollectedRows = { rowCount: rows.length, ids, columns, ...joiner.collector.finish() }
  return buildSegment({ serial, rows: collected, coverageLevels: null })
}
