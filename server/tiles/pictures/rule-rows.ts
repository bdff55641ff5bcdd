import { filterPredicate } from '../../../core/style/filter-predicate.ts'
import type { StyleFilter } from '../../../core/style/layer-style.ts'
import type { Segment } from '../snapshot/snapshot.ts'
import { decodeValue } from './decode-value.ts'

/** Of one segment, in bytes: a byte a row and filter. */
const REMEMBERED_BYTES = 32 * 1024 * 1024

const remembered = new WeakMap<Segment, Map<string, Uint8Array>>()

/** One byte a row, 1 where a style's filter holds. A property that the segment lacks is missing in every row. */
export function ruleRows(segment: Segment, filter: StyleFilter): Uint8Array {
  const known = remembered.get(segment) ?? new Map<string, Uint8Array>()
  remembered.set(segment, known)
  const key = JSON.stringify(filter)
  let rows = known.get(key)
  if (rows) known.delete(key)
  else rows = evaluate(segment, filter)
  known.set(key, rows)
  while (known.size > 1 && known.size * segment.rowCount > REMEMBERED_BYTES)
    known.delete(known.keys().next().value!)
  return rows
}

function evaluate(segment: Segment, filter: StyleFilter): Uint8Array {
  if (filter[0] === '!') {
    const inner = evaluate(segment, filter[1])
    for (let row = 0; row < inner.length; row++) inner[row]! ^= 1
    return inner
  }
  if (filter[0] !== '&&' && filter[0] !== '||') return compared(segment, filter)
  const [operator, first, ...more] = filter
  const result = evaluate(segment, first!)
  for (const part of more) {
    const rows = evaluate(segment, part)
    if (operator === '&&') for (let row = 0; row < rows.length; row++) result[row]! &= rows[row]!
    else for (let row = 0; row < rows.length; row++) result[row]! |= rows[row]!
  }
  return result
}

/** Compares each value once, not each row. */
function compared(segment: Segment, filter: StyleFilter): Uint8Array {
  const rows = new Uint8Array(segment.rowCount)
  const holds = filterPredicate(filter)
  const column = segment.columns.find(({ name }) => name === filter[1])
  if (!column) return rows.fill(holds(() => null) ? 1 : 0)
  const codeCount = column.offsets.length - 1
  const allowed = new Uint8Array(codeCount)
  for (let code = 0; code < codeCount; code++) {
    const value = decodeValue(column, code)
    allowed[code] = holds(() => value) ? 1 : 0
  }
  for (let row = 0; row < rows.length; row++) rows[row] = allowed[column.codes[row]!]!
  return rows
}
