import { radixOrder, radixOrderOfFloats } from '../../core/score/radix-order.ts'
import type { SortDirection } from '../../core/score/ranking-columns.ts'
import { atOnce } from '../workload/in-slices.ts'

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
  readonly sort: { readonly keys: SortKeys; readonly direction: SortDirection } | null
}

/** By row: numbers, NaN where they are not known; or places in an order, NO_PLACE where there is none. */
export type SortKeys = Float64Array | Uint32Array

export const NO_PLACE = 2 ** 32 - 1

/**
 * Rows that pass all tests, by the values of a column; equal ones by rank, and those not known at the end whichever way.
 * O(rows) for each test and for the order.
 */
export function arrangeRows(arrangement: Arrangement): Uint32Array {
  return atOnce(arrangeInSteps(arrangement))
}

/** The same in steps of about a millisecond, but for the order at the end. */
export function* arrangeInSteps({ order, tests, sort }: Arrangement): Generator<void, Uint32Array> {
  const rows = order.reduce((most, row) => Math.max(most, row + 1), 0)
  const mask = new Uint8Array(rows).fill(1)
  for (const pass of tests.flatMap(passesOf)) {
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      pass(mask, from, Math.min(rows, from + ROWS_AT_ONCE))
      yield
    }
  }
  const left = tests.length === 0 ? order : order.filter((row) => mask[row] === 1)
  yield
  return sort ? sorted(left, sort) : left
}

const ROWS_AT_ONCE = 10_000

function sorted(rows: Uint32Array, { keys, direction }: NonNullable<Arrangement['sort']>): Uint32Array {
  const isKnown =
    keys instanceof Uint32Array
      ? (row: number) => keys[row] !== NO_PLACE
      : (row: number) => !Number.isNaN(keys[row]!)
  const known = rows.filter(isKnown)
  const arranged = new Uint32Array(rows.length)
  arranged.set(orderOf(known, keys, direction === 'descending').map((place) => known[place]!))
  arranged.set(
    rows.filter((row) => !isKnown(row)),
    known.length,
  )
  return arranged
}

/** Places of the rows by their keys, the greatest or the least first. */
function orderOf(rows: Uint32Array, keys: SortKeys, isDescending: boolean): Uint32Array {
  if (keys instanceof Uint32Array) {
    const most = rows.reduce((greatest, row) => Math.max(greatest, keys[row]!), 0)
    return radixOrder(rows.map((row) => (isDescending ? keys[row]! : most - keys[row]!)))
  }
  const numbers = new Float64Array(rows.length)
  rows.forEach((row, at) => {
    numbers[at] = isDescending ? keys[row]! : -keys[row]!
  })
  return radixOrderOfFloats(numbers)
}

/** Takes those rows out of the mask, from one to before another, that do not pass. */
type Pass = (mask: Uint8Array, from: number, to: number) => void

/** The ways that a row has to pass, of words each its own. */
function passesOf(test: RowTest): readonly Pass[] {
  if (test.kind === 'words') return test.words.map((word) => holding(word, test.places))
  if (test.kind === 'range') {
    const { values, least, most } = test
    const isWithin: Pass = (mask, from, to) => {
      for (let row = from; row < to; row++)
        if (!(values[row]! >= least && values[row]! <= most)) mask[row] = 0
    }
    return [isWithin]
  }
  const { index, allowed } = test
  const isAllowed: Pass = (mask, from, to) => {
    for (let row = from; row < to; row++) {
      const choice = index[row]!
      mask[row]! &= allowed[choice < 0 ? allowed.length - 1 : choice]!
    }
  }
  return [isAllowed]
}

function holding(word: string, { texts: { bytes, starts }, choice }: WordPlaces): Pass {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const isHeld = choice?.values.map((value) => value.includes(word))
  return (mask, from, to) => {
    const found = new Uint8Array(to - from)
    const part = buffer.subarray(0, starts[to])
    // A word holds no line break, so that none begins in one row and ends in the next.
    for (
      let at = part.indexOf(word, starts[from]), row = from;
      at !== -1;
      at = part.indexOf(word, starts[row + 1])
    ) {
      row = rowAt(starts, at, [row, to])
      found[row - from] = 1
      if (row + 1 === to) break
    }
    for (let row = from; row < to; row++)
      if (found[row - from] === 0 && !isHeld?.[choice?.index[row] ?? -1]) mask[row] = 0
  }
}

/** The row, at or after `from` and before `to`, in whose text a byte stands. */
function rowAt(starts: Uint32Array, byte: number, [from, to]: readonly [number, number]): number {
  let [low, high] = [from, to - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= byte) low = middle
    else high = middle - 1
  }
  return low
}
