import type { ColumnFigures } from '../../core/api/alternatives.ts'

/** State of a raw value: known, missing, or outside the valid range (and so counted as missing). */
export const KNOWN = 0
export const MISSING = 1
export const OUT_OF_RANGE = 2

/**
 * The alternatives of a filter as columns over shared memory, rows in code order (bytes of UTF-8, as COLLATE "C" on
 * either engine), so that threads read them without a copy.
 */
export interface Alternatives {
  readonly count: number
  readonly criteria: readonly { readonly key: string; readonly version: number }[]
  /** Rows' keys in the store. */
  readonly ids: Int32Array
  readonly codeBytes: Uint8Array
  readonly codeLengths: Uint16Array
  /** Where each code begins in codeBytes; one more than rows. */
  readonly codeStarts: Uint32Array
  /** Per mille values of each criterion; 0 where its rule leaves the row out. */
  readonly columns: readonly Uint16Array[]
  /** KNOWN, MISSING or OUT_OF_RANGE of each row, for each criterion. */
  readonly states: readonly Uint8Array[]
  /** For each criterion 1 where its rule leaves the row out; null when it leaves out none. */
  readonly absent: readonly (Uint8Array | null)[]
  /** Rupiah; NaN when unknown. */
  readonly costs: Float64Array
  readonly figures: readonly ColumnFigures[]
  /** Equal for equal inputs, on either engine: see inputsDigest. */
  readonly digest: string
  /** Where they were asked for. */
  readonly raws?: RawColumns
}

/** What the criteria of alternatives measured, before their scales; arrays over shared memory, rows as the alternatives'. */
export interface RawColumns {
  /** NaN where there is no value. */
  readonly columns: readonly Float64Array[]
  /** 1 for proposals of single households. */
  readonly households: Uint8Array
  /** Of these and of the alternatives: their own digest does not tell raw values of one per mille value apart. */
  readonly digest: string
}

const decoder = new TextDecoder()

/** The code of a row, decoded from UTF-8. */
export function codeOf({ codeBytes, codeStarts }: Alternatives, row: number): string {
  return decoder.decode(codeBytes.slice(codeStarts[row]!, codeStarts[row + 1]!))
}

/** The row of a code by binary search; undefined when it is not among them. */
export function rowOfCode(alternatives: Alternatives, code: string): number | undefined {
  const { codeBytes, codeStarts, count } = alternatives
  const wanted = Buffer.from(code)
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    const order = Buffer.compare(codeBytes.subarray(codeStarts[middle]!, codeStarts[middle + 1]!), wanted)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return undefined
}

/** 1 for each row that a criterion with a weight above 0 leaves out; undefined when none is. */
export function excludedBy(alternatives: Alternatives, weights: readonly number[]): Uint8Array | undefined {
  const masks = alternatives.absent.filter((mask, c) => mask !== null && weights[c]! > 0)
  if (masks.length === 0) return undefined
  const excluded = shared(Uint8Array, alternatives.count)
  for (const mask of masks) for (let row = 0; row < excluded.length; row++) excluded[row]! |= mask![row]!
  return excluded
}

/** About how many bytes they hold. */
export function bytesOf({ count, columns, codeBytes, absent, raws }: Alternatives): number {
  const masks = absent.filter((mask) => mask !== null).length
  const measured = raws ? 1 + 8 * raws.columns.length : 0
  return 1000 + codeBytes.length + count * (4 + 2 + 4 + 8 + 3 * columns.length + masks + measured)
}

interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): T
}

/** A typed array over shared memory, all 0. */
export function shared<T>(type: ArrayType<T>, length: number): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT))
}
