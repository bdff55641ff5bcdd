import { type Edges, prepareEdges } from './common-area.ts'
import type { Rings } from './rings.ts'

/**
 * Edges of many areas in a few arrays: three arrays for each of 100,000 small areas would take three times the memory of
 * what is in them.
 */
export class EdgePool {
  #flat = new Float64Array(1024)
  #signs = new Int8Array(256)
  #reach = new Float64Array(256)
  /** Where the edges of each area begin, and its origin x and y; one more beginning than areas. */
  readonly #starts: number[] = [0]
  readonly #origins: number[] = []

  get length(): number {
    return this.#starts.length - 1
  }

  add(rings: Rings): void {
    const { flat, signs, reach, x0, y0 } = prepareEdges(rings)
    const start = this.#starts.at(-1)!
    const end = start + signs.length
    if (end > this.#signs.length) this.#grow(2 * end)
    this.#flat.set(flat, 4 * start)
    this.#signs.set(signs, start)
    this.#reach.set(reach, start)
    this.#starts.push(end)
    this.#origins.push(x0, y0)
  }

  /** The edges of the area that was added as the n-th, from 0. */
  at(n: number): Edges {
    const [start, end] = [this.#starts[n]!, this.#starts[n + 1]!]
    return {
      flat: this.#flat.subarray(4 * start, 4 * end),
      signs: this.#signs.subarray(start, end),
      reach: this.#reach.subarray(start, end),
      x0: this.#origins[2 * n]!,
      y0: this.#origins[2 * n + 1]!,
    }
  }

  /** Releases the unused capacity. */
  settle(): void {
    this.#grow(this.#starts.at(-1)!)
  }

  #grow(length: number): void {
    const [flat, signs, reach] = [
      new Float64Array(4 * length),
      new Int8Array(length),
      new Float64Array(length),
    ]
    flat.set(this.#flat.subarray(0, flat.length))
    signs.set(this.#signs.subarray(0, length))
    reach.set(this.#reach.subarray(0, length))
    this.#flat = flat
    this.#signs = signs
    this.#reach = reach
  }
}
