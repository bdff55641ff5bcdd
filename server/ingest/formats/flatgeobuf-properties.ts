import { RowFault } from './row-fault.ts'

export interface FlatGeobufColumn {
  name: string
  /** Code of the schema's enumeration ColumnType. */
  type: number
}

const BYTE = 0
const BINARY = 14

/** Fixed-size column types by their code; 11 to 14 (string, JSON, date, binary) carry their length. */
const FIXED: ((view: DataView, at: number) => number | boolean | bigint)[] = [
  (view, at) => view.getInt8(at),
  (view, at) => view.getUint8(at),
  (view, at) => view.getUint8(at) !== 0,
  (view, at) => view.getInt16(at, true),
  (view, at) => view.getUint16(at, true),
  (view, at) => view.getInt32(at, true),
  (view, at) => view.getUint32(at, true),
  (view, at) => view.getBigInt64(at, true),
  (view, at) => view.getBigUint64(at, true),
  (view, at) => view.getFloat32(at, true),
  (view, at) => view.getFloat64(at, true),
]
const FIXED_BYTES = [1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8]

function plainNumber(value: number | boolean | bigint): number | boolean | string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}

function readValue(view: DataView, at: number, type: number): { value: unknown; next: number } {
  const fixed = FIXED[type]
  if (fixed) return { value: plainNumber(fixed(view, at)), next: at + (FIXED_BYTES[type] ?? 0) }
  if (type < BYTE || type > BINARY) throw new RowFault(`column of unknown type ${type}`)
  const length = view.getUint32(at, true)
  const next = at + 4 + length
  if (next > view.byteLength) throw new RangeError('text longer than the record')
  const bytes = Buffer.from(view.buffer, view.byteOffset + at + 4, length)
  return { value: bytes.toString(type === BINARY ? 'base64' : 'utf8'), next }
}

/**
 * The properties of a feature: pairs of column number and value, in any order; columns left out are null.
 * Whole numbers beyond 2⁵³ become text. Throws RowFault on a record that does not fit its columns.
 */
export function readProperties(bytes: Uint8Array, columns: FlatGeobufColumn[]): Record<string, unknown> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Map<string, unknown>(columns.map(({ name }) => [name, null]))
  try {
    for (let at = 0; at < view.byteLength; ) {
      const column = columns[view.getUint16(at, true)]
      if (!column) throw new RowFault(`value for a column ${view.getUint16(at, true)} that does not exist`)
      const { value, next } = readValue(view, at + 2, column.type)
      values.set(column.name, value)
      at = next
    }
  } catch (error) {
    if (error instanceof RangeError) throw new RowFault('properties end inside a value')
    throw error
  }
  return Object.fromEntries(values)
}
