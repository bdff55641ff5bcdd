import { orderByTwoDigits } from './radix-two-digits.ts'
import type { RankingMemory } from './ranking-memory.ts'

const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS

/**
 * Indices of unsigned 32-bit keys from the greatest key down; equal keys keep the order of their indices (stable
 * least-significant-digit radix sort, Knuth TAOCP 3 §5.2.5). `among` limits and pre-orders the indices.
 * O(n), one pass per 11 bits of the greatest key. With `memory` the answer is an array of that.
 */
export function radixOrder(keys: Uint32Array, among?: Uint32Array, memory?: RankingMemory): Uint32Array {
  const small = orderByTwoDigits(keys, among, memory)
  if (small) return small
  const length = among?.length ?? keys.length
  const array = (name: string) => memory?.take(name, length) ?? new Uint32Array(length)
  let [order, nextOrder] = [array('order'), array('next order')]
  let [sorted, nextSorted] = [array('keys'), array('next keys')]
  if (among) order.set(among)
  else countUp(order)
  // Keys travel with their indices, so that only this first gathering reads them out of order.
  if (among) for (let at = 0; at < length; at++) sorted[at] = keys[among[at]!]!
  else sorted.set(keys)
  const greatest = greatestOf(sorted)
  const starts = new Uint32Array(BUCKETS)
  for (let shift = 0; shift < 32 && greatest >>> shift > 0; shift += DIGIT_BITS) {
    countDigits(sorted, shift, starts)
    scatter({ order, sorted }, { order: nextOrder, sorted: nextSorted }, shift, starts)
    ;[order, nextOrder] = [nextOrder, order]
    ;[sorted, nextSorted] = [nextSorted, sorted]
  }
  return order
}

/**
 * Indices of finite 64-bit floats from the greatest down; equal ones keep the order of their indices. Bits of IEEE 754
 * order as whole numbers do once those of negative numbers are turned over, so two radix sorts do.
 */
export function radixOrderOfFloats(scores: Float64Array): Uint32Array {
  const low = new Uint32Array(scores.length)
  const high = new Uint32Array(scores.length)
  const one = new Float64Array(1)
  const words = new Uint32Array(one.buffer)
  one[0] = 1
  // Which of the two words holds the sign.
  const top = words[1] === 0 ? 0 : 1
  for (let i = 0; i < scores.length; i++) {
    // −0 equals 0 and must not come after it.
    one[0] = scores[i]! + 0
    const negative = words[top]! >>> 31 === 1
    low[i] = negative ? ~words[1 - top]! : words[1 - top]!
    high[i] = negative ? ~words[top]! : words[top]! | 0x80000000
  }
  return radixOrder(high, radixOrder(low))
}

interface Keyed {
  readonly order: Uint32Array
  readonly sorted: Uint32Array
}

function scatter(from: Keyed, to: Keyed, shift: number, starts: Uint32Array): void {
  const { order, sorted } = from
  const { order: toOrder, sorted: toSorted } = to
  for (let at = 0; at < order.length; at++) {
    const key = sorted[at]!
    const digit = (key >>> shift) & (BUCKETS - 1)
    const place = starts[digit]!
    starts[digit] = place + 1
    toOrder[place] = order[at]!
    toSorted[place] = key
  }
}

/** Leaves in `starts` the place at which each digit's run begins, greatest digit first. */
function countDigits(sorted: Uint32Array, shift: number, starts: Uint32Array): void {
  starts.fill(0)
  for (let at = 0; at < sorted.length; at++) {
    const digit = (sorted[at]! >>> shift) & (BUCKETS - 1)
    starts[digit] = starts[digit]! + 1
  }
  let place = 0
  for (let digit = BUCKETS - 1; digit >= 0; digit--) {
    const count = starts[digit]!
    starts[digit] = place
    place += count
  }
}

function countUp(order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) order[i] = i
}

function greatestOf(keys: Uint32Array): number {
  let greatest = 0
  for (let i = 0; i < keys.length; i++) if (keys[i]! > greatest) greatest = keys[i]!
  return greatest
}
