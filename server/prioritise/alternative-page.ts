import { bound, catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { type RowSource, rowsOf } from '../layers/rows-of.ts'
import { KNOWN, MISSING, OUT_OF_RANGE, shared } from './alternatives.ts'

/** Rows of one page, in code order among themselves; arrays over shared memory. */
export interface AlternativePage {
  readonly count: number
  readonly ids: Int32Array
  readonly codeBytes: Uint8Array
  readonly codeLengths: Uint16Array
  readonly costs: Float64Array
  /** For each criterion value + 2048 × state; ABSENT instead of the value where its rule leaves the row out. */
  readonly cells: readonly Uint16Array[]
  /** Where they were asked for. */
  readonly raws?: PageRaws
}

export interface PageRaws {
  /** What each criterion measured, before its scale; NaN where there is no value. */
  readonly columns: readonly Float64Array[]
  /** 1 for proposals of single households. */
  readonly households: Uint8Array
}

export const STATE_SHIFT = 11
export const VALUE_MASK = (1 << STATE_SHIFT) - 1
export const ABSENT = VALUE_MASK

/** A page as the store hands it over: each column one run of big-endian bytes, so that no value becomes an object. */
export interface PackedPage {
  count: number
  first: number | null
  last: number | null
  ids: Uint8Array | null
  code_bytes: Uint8Array | null
  code_lengths: Uint8Array | null
  costs: Uint8Array | null
  /** There with raw values only. */
  households?: Uint8Array | null
  [cells: `cells_${number}` | `raws_${number}`]: Uint8Array | null
}

/** How a criterion is read in SQL: raw and per mille value over the rows, and the range of valid raw values. */
export interface CellSource {
  readonly raw: string
  readonly perMille: string
  readonly low: number
  readonly high: number
}

export interface PageSpan {
  readonly after: number
  readonly most: number
  /** Whether raw values are read beside those on the scale: both of one moment, so that they belong together. */
  readonly withRaws: boolean
}

/**
 * One page of the alternatives as packed columns: rows after a key in order of key, then by code. The source is over
 * proposals as p.
 */
export function packedPageSql(
  source: RowSource,
  cells: readonly CellSource[],
  { after, most, withRaws }: PageSpan,
): SqlFragment {
  const read = cells.map((cell, c) => `${cellSql(cell)} AS cell_${c}`)
  const packed = cells.map((_, c) => `string_agg(int2send(cell_${c}), ''::bytea) AS cells_${c}`)
  const raws = withRaws ? rawSql(cells) : { read: [], packed: [] }
  const inner = ['p.id', 'p.code', 'p.cost_rupiah::float8 AS cost', ...read, ...raws.read].join(', ')
  const outer = [
    'count(*)::int AS count',
    'min(id) AS first',
    'max(id) AS last',
    `string_agg(int4send(id), ''::bytea) AS ids`,
    `string_agg(convert_to(code, 'UTF8'), ''::bytea) AS code_bytes`,
    `string_agg(int2send(octet_length(code)::int2), ''::bytea) AS code_lengths`,
    `string_agg(float8send(coalesce(cost, 'NaN')), ''::bytea) AS costs`,
    ...packed,
    ...raws.packed,
  ].join(', ')
  const [columns, packedColumns] = [catalogued(inner), catalogued(outer)]
  const rows = rowsOf(source, sql`p.id > ${bound(after, 'int')}`)
  return sql`SELECT ${packedColumns} FROM (SELECT * FROM (SELECT ${columns} ${rows} ORDER BY p.id LIMIT ${bound(most, 'int')}) page
          ORDER BY code COLLATE "C") sorted`
}

function rawSql(cells: readonly CellSource[]) {
  return {
    read: ['p.household', ...cells.map(({ raw }, c) => `${raw} AS raw_${c}`)],
    packed: [
      `string_agg(boolsend(household), ''::bytea) AS households`,
      ...cells.map((_, c) => `string_agg(float8send(coalesce(raw_${c}, 'NaN')), ''::bytea) AS raws_${c}`),
    ],
  }
}

function cellSql({ raw, perMille, low, high }: CellSource): string {
  const state = `CASE WHEN ${raw} IS NULL THEN ${MISSING} WHEN ${raw} BETWEEN ${Number(low)}::float8 AND ${Number(high)}::float8 THEN ${KNOWN} ELSE ${OUT_OF_RANGE} END`
  return `(coalesce(${perMille}, ${ABSENT}) + ${1 << STATE_SHIFT} * ${state})::int2`
}

/** Takes a packed page over into shared memory, in this machine's byte order. */
export function unpackPage(packed: PackedPage, criteria: number): AlternativePage {
  const { count } = packed
  const cells = Array.from({ length: criteria }, (_, c) =>
    takeOver(Uint16Array, packed[`cells_${c}`], 'swap16'),
  )
  const raws = packed.households && {
    columns: cells.map((_, c) => takeOver(Float64Array, packed[`raws_${c}`], 'swap64')),
    households: takeOver(Uint8Array, packed.households),
  }
  return {
    count,
    ids: takeOver(Int32Array, packed.ids, 'swap32'),
    codeBytes: takeOver(Uint8Array, packed.code_bytes),
    codeLengths: takeOver(Uint16Array, packed.code_lengths, 'swap16'),
    costs: takeOver(Float64Array, packed.costs, 'swap64'),
    cells,
    ...(raws && { raws }),
  }
}

interface SharedArrayType<T> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): T
}

function takeOver<T extends ArrayBufferView>(
  type: SharedArrayType<T>,
  bytes: Uint8Array | null | undefined,
  swap?: 'swap16' | 'swap32' | 'swap64',
): T {
  const taken = shared(type, (bytes?.length ?? 0) / type.BYTES_PER_ELEMENT)
  const buffer = Buffer.from(taken.buffer as SharedArrayBuffer)
  if (bytes) buffer.set(bytes)
  if (swap) buffer[swap]()
  return taken
}
