import { sharedFloat64, sharedUint8 } from '../growable-array.ts'
import { filterKey, type TileFilter } from '../tile-filter.ts'
import { passingRows } from './filter-rows.ts'
import { type LivingRows, livingRows } from './living-rows.ts'
import type { Column, LayerState, Segment } from './snapshot.ts'

/** Numbers of one attribute. Where `missing` is 1 there is none, and the value is 0. */
export interface NumberColumn {
  /** Uint16Array where every value is a whole number from 0 to 65,535. */
  values: Uint16Array | Float64Array
  missing: Uint8Array
}

/** Rows of a layer as columns in shared memory, by ascending id, those without a place too. */
export interface LayerColumns {
  ids: Float64Array
  columns: Record<string, NumberColumn>
}

export interface ColumnsQuery {
  /** Attributes of type number or integer. */
  names: readonly string[]
  filter: TileFilter
}

const isSmall = (value: number) => Number.isInteger(value) && value >= 0 && value <= 0xffff

function columnOf(segment: Segment, layer: string, name: string): Column {
  const column = segment.columns.find((known) => known.name === name)
  if (column && (column.type === 'number' || column.type === 'integer')) return column
  throw new Error(`layer ${layer} has no attribute of numbers ${JSON.stringify(name)}`)
}

function gather({ count, row, inDelta }: LivingRows, [base, delta]: readonly Column[]): NumberColumn {
  const small = [base, delta].every((column) => column?.numbers.every(isSmall) ?? true)
  const values = small ? new Uint16Array(new SharedArrayBuffer(2 * count)) : sharedFloat64(count)
  const missing = sharedUint8(count)
  for (let i = 0; i < count; i++) {
    const column = inDelta[i] === 1 ? delta! : base!
    const code = column.codes[row[i]!]!
    if (code === 0) missing[i] = 1
    else values[i] = column.numbers[code]!
  }
  return { values, missing }
}

/** The rows that pass the filter, with the numbers asked for. Throws on a name that is no attribute of numbers. */
export function layerColumns(state: LayerState, { names, filter }: ColumnsQuery): LayerColumns {
  const { id, base, delta } = state
  const key = filterKey(filter)
  const segments = delta ? [base, delta] : [base]
  const picked = names.map((name) => segments.map((segment) => columnOf(segment, id, name)))
  const rows = livingRows(state, {
    base: passingRows(base, id, filter, key),
    delta: delta ? passingRows(delta, id, filter, key) : null,
  })
  const ids = sharedFloat64(rows.count)
  for (let i = 0; i < rows.count; i++) ids[i] = (rows.inDelta[i] === 1 ? delta! : base).ids[rows.row[i]!]!
  return { ids, columns: Object.fromEntries(names.map((name, i) => [name, gather(rows, picked[i]!)])) }
}
