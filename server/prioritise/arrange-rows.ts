import { radixOrderOfFloats } from '../../core/score/radix-order.ts'
import type { SortDirection } from '../../core/score/ranking-columns.ts'

/** Texts of all rows in small letters as UTF-8, each with a line break behind it; row i begins at starts[i]. */
export interface PackedTexts {
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
}

/** Where a word is looked for: in the texts of rows, and in that of the choice that a row has. */
export interface WordPlaces {
  readonly texts: PackedTexts
  /** A row's choice, −1 where it has none, and the choices in small letters. */
  readonly choice?: { readonly index: Int32Array; readonly values: readonly string[] }
}

/** What a row has to pass. All arrays are by row. */
export type RowTest =
  /** Bounds are within; what is not known (NaN) does not pass. */
  | {
      readonly kind: 'range'
      readonly values: Float64Array
      readonly least: number
      readonly most: number
    }
  /** `allowed` by choice, and last whether a row without one passes. */
  | { readonly kind: 'choice'; readonly index: Int32Array; readonly allowed: Uint8Array }
  /** Each word in small letters stands somewhere. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly places: WordPlaces }

export interface Arrangement {
  /** Rows in the order of their rank. */
  readonly order: Uint32Array
  readonly tests: readonly RowTest[]
  /** By row, NaN where it is not known. */
  readonly sort: { readonly values: Float64Array; readonly direction: SortDirection } | null
}

/**
 * Rows that pass all tests, by the values of a column; equal ones by rank, and those not known at the end whichever way.
 * O(rows) for each test and for the order.
 */
export function arrangeRows({ order, tests, sort }: Arrangement): Uint32Array {
  const masks = tests.map((test) => passing(test, order))
  const left = masks.length === 0 ? order : order.filter((row) => masks.every((mask) => mask[row] === 1))
  return sort ? sorted(left, sort) : left
}

function sorted(rows: Uint32Array, { values, direction }: NonNullable<Arrangement['sort']>): Uint32Array {
  const isKnown = (row: number) => !Number.isNaN(values[row]!)
  const known = rows.filter(isKnown)
  const sign = direction === 'descending' ? 1 : -1
  const keys = Float64Array.from(known, (row) => sign * values[row]!)
  const arranged = new Uint32Array(rows.length)
  arranged.set(radixOrderOfFloats(keys).map((place) => known[place]!))
  arranged.set(
    rows.filter((row) => !isKnown(row)),
    known.length,
  )
  return arranged
}

function passing(test: RowTest, order: Uint32Array): Uint8Array {
  if (test.kind === 'words') return holdingAll(test.words, test.places)
  const mask = new Uint8Array(test.kind === 'range' ? test.values.length : test.index.length)
  if (test.kind === 'range') {
    const { values, least, most } = test
    for (const row of order) mask[row] = values[row]! >= least && values[row]! <= most ? 1 : 0
    return mask
  }
  const { index, allowed } = test
  for (const row of order) {
    const choice = index[row]!
    mask[row] = allowed[choice < 0 ? allowed.length - 1 : choice]!
  }
  return mask
}

function holdingAll(words: readonly string[], places: WordPlaces): Uint8Array {
  const all = new Uint8Array(places.texts.starts.length - 1).fill(1)
  for (const word of words) {
    const found = holding(word, places)
    for (let row = 0; row < all.length; row++) all[row]! &= found[row]!
  }
  return all
}

function holding(word: string, { texts: { bytes, starts }, choice }: WordPlaces): Uint8Array {
  const mask = new Uint8Array(starts.length - 1)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // A word holds no line break, so that none begins in one row and ends in the next.
  for (let at = buffer.indexOf(word), row = 0; at !== -1; at = buffer.indexOf(word, starts[row + 1])) {
    row = rowAt(starts, at, row)
    mask[row] = 1
  }
  if (!choice) return mask
  const { index, values } = choice
  const isHeld = Uint8Array.from(values, (value) => (value.includes(word) ? 1 : 0))
  for (let at = 0; at < mask.length; at++) if (index[at]! >= 0) mask[at]! |= isHeld[index[at]!]!
  return mask
}

/** The row, at or after `from`, in whose text a byte stands. */
function rowAt(starts: Uint32Array, byte: number, from: number): number {
  let [low, high] = [from, starts.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= byte) low = middle
    else high = middle - 1
  }
  return low
}
