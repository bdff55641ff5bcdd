import type { Random } from './random.ts'

/** Partial Fisher–Yates: the first `count` of the order are then a random choice in random order; all but one, and all is shuffled. */
export function shuffleFirst(order: Uint32Array | Float64Array, count: number, random: Random): void {
  for (let at = 0; at < count; at++) {
    const pick = at + random.below(order.length - at)
    const kept = order[pick]!
    order[pick] = order[at]!
    order[at] = kept
  }
}
