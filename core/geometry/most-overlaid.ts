import { edgeBoxes } from './edge-boxes.ts'
import type { Place } from './geometry-fault.ts'

/**
 * How many boxes of edges lie over one place at most: an engine that looks for edges near a place by their boxes meets as many
 * in vain. A line from west to east opens and closes boxes, a tree over their souths and norths counts them. Time n log n.
 */
export function mostOverlaid(paths: readonly (readonly Place[])[]): number {
  const { west, south, east, north } = edgeBoxes(paths)
  const edges = Uint32Array.from(west, (_, edge) => edge).filter(
    (edge) => west[edge]! < east[edge]! && south[edge]! < north[edge]!,
  )
  const heights = Float64Array.from([...edges].flatMap((edge) => [south[edge]!, north[edge]!])).sort()
  const opening = edges.toSorted((a, b) => west[a]! - west[b]!)
  const closing = edges.toSorted((a, b) => east[a]! - east[b]!)
  const layers = new Layers(heights.length)
  let most = 0
  let closed = 0
  const change = (edge: number, by: 1 | -1) =>
    layers.add(rankOf(heights, south[edge]!), rankOf(heights, north[edge]!), by)
  for (const edge of opening) {
    while (east[closing[closed]!]! <= west[edge]!) change(closing[closed++]!, -1)
    change(edge, 1)
    most = Math.max(most, layers.most)
  }
  return most
}

/** Where a value stands first among sorted ones. */
function rankOf(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Counts over places 0 to n - 1: adds to a run of them and knows the largest. A segment tree (de Berg et al., 2008, 10.3). */
class Layers {
  readonly #size: number
  /** Per node: what was added to all below it, and the largest count below it. */
  readonly #added: Int32Array
  readonly #most: Int32Array

  constructor(places: number) {
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(1, places)))
    this.#added = new Int32Array(2 * this.#size)
    this.#most = new Int32Array(2 * this.#size)
  }

  get most(): number {
    return this.#most[1]!
  }

  /** From `start` up to, not including, `end`. */
  add(start: number, end: number, by: number): void {
    let [left, right] = [start + this.#size, end + this.#size]
    const [first, last] = [left, right - 1]
    for (; left < right; left >>= 1, right >>= 1) {
      if (left & 1) this.#raise(left++, by)
      if (right & 1) this.#raise(--right, by)
    }
    this.#settle(first)
    this.#settle(last)
  }

  #raise(node: number, by: number): void {
    this.#added[node]! += by
    this.#most[node]! += by
  }

  #settle(place: number): void {
    for (let node = place >> 1; node > 0; node >>= 1)
      this.#most[node] = this.#added[node]! + Math.max(this.#most[2 * node]!, this.#most[2 * node + 1]!)
  }
}
