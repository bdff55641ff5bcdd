import { type Column, POINT_TYPE, type Segment } from '../snapshot/snapshot.ts'
import { CELL_UNITS, CELLS_ACROSS, TILE_BUFFER } from '../tile-units.ts'
import type { GeometryWriter } from './geometry-writer.ts'
import type { MvtLayerWriter } from './mvt-layer-writer.ts'

interface Cell {
  count: number
  sumX: number
  sumY: number
  segment: Segment
  row: number
  /** Columns on whose value all rows of the cell agree so far, one bit each. */
  agreed: number
  sums: number[]
}

const WATCHED_COLUMNS = 31

export interface CellRange {
  start: number
  end: number
  stoodFor: number
}

export interface WrittenCells {
  stoodFor: number
  held: number
  ranges: Map<number, CellRange>
}

/**
 * Gathers points into the cells of a grid that is anchored to the world, so that a cell in the buffer of one
 * tile is the same cell in its neighbour. Nothing is dropped: a lone point keeps its attributes, several become
 * one point at their mean place with `point_count`, the sums asked for, and the attributes they all share.
 */
export class PointGrid {
  readonly #cells: (Cell | undefined)[] = new Array(CELLS_ACROSS * CELLS_ACROSS)
  readonly #below: PointGrid | null
  #used: number[] = []

  /** A grid over another holds the cells that are added to, with what these have below; that one stays as it is. */
  constructor(below: PointGrid | null = null) {
    this.#below = below
  }

  add(segment: Segment, row: number, x: number, y: number): void {
    const column = Math.floor((x + TILE_BUFFER) / CELL_UNITS)
    const line = Math.floor((y + TILE_BUFFER) / CELL_UNITS)
    if (column < 0 || line < 0 || column >= CELLS_ACROSS || line >= CELLS_ACROSS) return
    const key = line * CELLS_ACROSS + column
    const cell = this.#cells[key] ?? this.#take(key)
    if (cell) this.#join(cell, segment, row)
    else this.#start(key, segment, row)
    const joined = this.#cells[key]!
    joined.sumX += Math.round(x)
    joined.sumY += Math.round(y)
  }

  /** Features stood for and held, and where in the writer's features each cell is, in their order. */
  write(writer: MvtLayerWriter, geometry: GeometryWriter): WrittenCells {
    const written: WrittenCells = { stoodFor: 0, held: this.#used.length, ranges: new Map() }
    for (const key of this.#used.sort((a, b) => a - b)) {
      const cell = this.#cells[key]!
      const start = writer.features.length
      written.stoodFor += cell.count
      writeCell(cell, writer, geometry)
      written.ranges.set(key, { start, end: writer.features.length, stoodFor: cell.count })
    }
    return written
  }

  /** Cells that hold anything, in no order. */
  get keys(): readonly number[] {
    return this.#used
  }

  #take(key: number): Cell | undefined {
    const below = this.#below
    const under = below ? below.#cells[key] : undefined
    if (!under) return undefined
    const cell = { ...under, sums: [...under.sums] }
    this.#cells[key] = cell
    this.#used.push(key)
    return cell
  }

  #start(key: number, segment: Segment, row: number): void {
    let agreed = 0
    const sums: number[] = []
    for (let c = 0; c < segment.columns.length; c++) {
      const column = segment.columns[c]!
      if (column.distinct && c < WATCHED_COLUMNS) agreed |= 1 << c
      if (column.sumAs !== null) sums.push(column.numbers[column.codes[row]!]!)
    }
    this.#cells[key] = { count: 1, sumX: 0, sumY: 0, segment, row, agreed, sums }
    this.#used.push(key)
  }

  #join(cell: Cell, segment: Segment, row: number): void {
    cell.count++
    if (cell.agreed !== 0) cell.agreed = agreement(cell, segment, row)
    let sum = 0
    for (const column of segment.columns) {
      if (column.sumAs !== null) cell.sums[sum++]! += column.numbers[column.codes[row]!]!
    }
  }
}

function agreement(cell: Cell, segment: Segment, row: number): number {
  let agreed = 0
  for (let c = 0; c < segment.columns.length && c < WATCHED_COLUMNS; c++) {
    if ((cell.agreed & (1 << c)) === 0) continue
    const here = segment.columns[c]!
    const there = cell.segment.columns[c]!
    if (sameValue(here, here.codes[row]!, there, there.codes[cell.row]!)) agreed |= 1 << c
  }
  return agreed
}

/** Codes compare directly within one dictionary, else by the bytes of the values. */
function sameValue(a: Column, codeA: number, b: Column, codeB: number): boolean {
  if (a === b) return codeA === codeB
  const startA = a.offsets[codeA]!
  const startB = b.offsets[codeB]!
  const length = a.offsets[codeA + 1]! - startA
  if (b.offsets[codeB + 1]! - startB !== length) return false
  for (let i = 0; i < length; i++) if (a.bytes[startA + i] !== b.bytes[startB + i]) return false
  return true
}

function writeCell(cell: Cell, writer: MvtLayerWriter, geometry: GeometryWriter): void {
  const { segment, row, count } = cell
  const lone = count === 1
  const { feature, tags } = writer.openFeature(lone ? segment.ids[row]! : -1)
  if (lone) writer.rowTags(segment, writer.keysOf(segment), row)
  else writeAggregate(cell, writer)
  const open = writer.openGeometry(tags, POINT_TYPE)
  geometry.point(writer.features, Math.round(cell.sumX / count), Math.round(cell.sumY / count))
  writer.closeFeature(feature, open)
}

function writeAggregate({ segment, row, count, agreed, sums }: Cell, writer: MvtLayerWriter): void {
  writer.numberTag('point_count', count)
  let sum = 0
  for (let c = 0; c < segment.columns.length; c++) {
    const column = segment.columns[c]!
    if (column.sumAs !== null) writer.numberTag(column.sumAs, sums[sum++]!)
    const code = column.codes[row]!
    if (c < WATCHED_COLUMNS && (agreed & (1 << c)) !== 0 && code !== 0) writer.codeTag(column, code)
  }
}
