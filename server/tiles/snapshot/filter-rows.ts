import type { TileFilter } from '../tile-filter.ts'
import { encodeValue } from './encode-value.ts'
import { type Column, rowOfId, type Segment } from './snapshot.ts'

/** Filters remembered per segment; each takes one byte a row. */
const REMEMBERED_FILTERS = 24

const remembered = new WeakMap<Segment, Map<string, Uint8Array | null>>()

/**
 * One byte a row, 1 for rows that meet the filter; null when the filter does not narrow this layer.
 * Remembered by `key` (filterKey), since a map asks for many tiles of one filter.
 */
export function passingRows(
  segment: Segment,
  layer: string,
  filter: TileFilter,
  key: string,
): Uint8Array | null {
  if (key === '') return null
  let known = remembered.get(segment)
  if (!known) {
    known = new Map()
    remembered.set(segment, known)
  }
  let pass = known.get(key)
  if (pass === undefined) pass = evaluate(segment, layer, filter)
  else known.delete(key)
  known.set(key, pass)
  if (known.size > REMEMBERED_FILTERS) known.delete(known.keys().next().value!)
  return pass
}

function evaluate(segment: Segment, layer: string, filter: TileFilter): Uint8Array | null {
  let pass: Uint8Array | null = null
  for (const column of segment.columns) {
    const values = Object.hasOwn(filter.in, column.name) ? filter.in[column.name] : undefined
    const prefix = Object.hasOwn(filter.prefix, column.name) ? filter.prefix[column.name] : undefined
    if (values) pass = narrow(pass, column, codesIn(column, values))
    if (prefix !== undefined) pass = narrow(pass, column, codesWithPrefix(column, prefix))
  }
  if (filter.rows?.layer === layer) pass = narrowToIds(pass, segment, filter.rows.ids)
  return pass
}

function narrow(pass: Uint8Array | null, column: Column, allowed: Uint8Array): Uint8Array {
  const { codes } = column
  const result = pass ?? new Uint8Array(codes.length).fill(1)
  for (let row = 0; row < codes.length; row++) result[row]! &= allowed[codes[row]!]!
  return result
}

function narrowToIds(pass: Uint8Array | null, segment: Segment, ids: Int32Array): Uint8Array {
  const found = new Uint8Array(segment.rowCount)
  for (const id of ids) {
    const row = rowOfId(segment, id)
    if (row >= 0) found[row] = pass ? pass[row]! : 1
  }
  return found
}

function codesIn(column: Column, values: readonly (string | number | boolean)[]): Uint8Array {
  const codeCount = column.offsets.length - 1
  const allowed = new Uint8Array(codeCount)
  if (column.numbers.length > 0) {
    const wanted = new Set(values.map(Number))
    for (let code = 1; code < codeCount; code++) if (wanted.has(column.numbers[code]!)) allowed[code] = 1
    return allowed
  }
  for (const value of values) {
    const typed = column.type === 'boolean' ? String(value) === 'true' : String(value)
    const bytes = encodeValue(typed, column.type)
    for (let code = 1; code < codeCount; code++) {
      const start = column.offsets[code]!
      if (column.offsets[code + 1]! - start === bytes.length && startsWith(column.bytes, start, bytes)) {
        allowed[code] = 1
      }
    }
  }
  return allowed
}

/** The code itself and those below it: 62.01 holds 62.01.03, but 62.0 does not. */
function codesWithPrefix(column: Column, prefix: string): Uint8Array {
  const codeCount = column.offsets.length - 1
  const allowed = new Uint8Array(codeCount)
  if (column.type !== 'string') return allowed
  const bytes = new TextEncoder().encode(prefix)
  for (let code = 1; code < codeCount; code++) {
    const start = textStart(column.bytes, column.offsets[code]!)
    const more = column.offsets[code + 1]! - start - bytes.length
    if (more < 0 || !startsWith(column.bytes, start, bytes)) continue
    if (more === 0 || column.bytes[start + bytes.length] === DOT) allowed[code] = 1
  }
  return allowed
}

const DOT = 46

/** Where the text of an encoded string value begins: after field tag, length, string tag and length. */
export function textStart(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (bytes[at]! > 0x7f) at++
  at += 2
  while (bytes[at]! > 0x7f) at++
  return at + 1
}

function startsWith(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false
  return true
}
