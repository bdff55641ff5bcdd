import { buildSegment } from './build-segment.ts'
import { growableFloat64, growableUint8, growableUint32 } from './growable-array.ts'
import type { CollectedRows } from './row-collector.ts'
import type { Column, LayerState, Segment } from './snapshot.ts'

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
    const codes = new Uint32Array(rows.length)
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

class GeometryJoiner {
  readonly #pointRows = growableUint32()
  readonly #pointCoords = growableFloat64()
  readonly #shapeType = growableUint8()
  readonly #shapeRow = growableUint32()
  readonly #ringsOf = growableUint32()
  readonly #ringStart = growableUint32()
  readonly #outer = growableUint8()
  readonly #coords = growableFloat64()
  readonly #first = new Map<Segment, Int32Array>()
  #located = 0

  constructor(segments: readonly Segment[]) {
    for (const segment of segments) this.#first.set(segment, firstShapes(segment))
    this.#ringsOf.push(0)
    this.#ringStart.push(0)
  }

  add({ segment, row }: LivingRow, newRow: number): void {
    if (row < segment.pointCount) {
      this.#located++
      this.#pointRows.push(newRow)
      this.#pointCoords.push(segment.points[2 * row]!)
      this.#pointCoords.push(segment.points[2 * row + 1]!)
      return
    }
    const first = this.#first.get(segment)![row]!
    if (first < 0) return
    this.#located++
    for (let shape = first; segment.shapes.row[shape] === row; shape++) this.#addShape(segment, shape, newRow)
  }

  finish(): Omit<CollectedRows, 'rowCount' | 'ids' | 'columns'> {
    return {
      located: this.#located,
      pointRows: this.#pointRows.finish(),
      pointCoords: this.#pointCoords.finish(),
      shapeType: this.#shapeType.finish(),
      shapeRow: this.#shapeRow.finish(),
      ringsOf: this.#ringsOf.finish(),
      ringStart: this.#ringStart.finish(),
      outer: this.#outer.finish(),
      coords: this.#coords.finish(),
    }
  }

  #addShape({ shapes }: Segment, shape: number, newRow: number): void {
    const { ringsOf, ringStart, outer, coords } = shapes.levels[shapes.levels.length - 1]!
    this.#shapeType.push(shapes.type[shape]!)
    this.#shapeRow.push(newRow)
    for (let ring = ringsOf[shape]!; ring < ringsOf[shape + 1]!; ring++) {
      this.#coords.pushAll(coords.subarray(2 * ringStart[ring]!, 2 * ringStart[ring + 1]!))
      this.#ringStart.push(this.#coords.length / 2)
      this.#outer.push(outer[ring]!)
    }
    this.#ringsOf.push(this.#outer.length)
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
  const collected: CollectedRows = { rowCount: rows.length, ids, columns, ...joiner.finish() }
  return buildSegment({ serial, rows: collected, coverageLevels: null })
}
