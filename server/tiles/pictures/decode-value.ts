import type { StyleValue } from '../../../core/style/layer-style.ts'
import { textStart } from '../snapshot/filter-rows.ts'
import type { Column } from '../snapshot/snapshot.ts'

const utf8 = new TextDecoder()

/** The value of a code of a column; null for code 0. */
export function decodeValue(column: Column, code: number): StyleValue {
  if (code === 0) return null
  const end = column.offsets[code + 1]!
  if (column.type === 'boolean') return column.bytes[end - 1] === 1
  if (column.type !== 'string') return column.numbers[code]!
  return utf8.decode(column.bytes.subarray(textStart(column.bytes, column.offsets[code]!), end))
}
