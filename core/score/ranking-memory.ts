/**
 * Arrays that are used again by one ranking after the other, so that the steps of a slider leave nothing to collect.
 * A ranking made with it holds until the next one is made with the same memory.
 */
export class RankingMemory {
  readonly #arrays = new Map<string, Uint32Array>()

  /** The array of this name, with whatever it held before; another one once the length is another. */
  take(name: string, length: number): Uint32Array {
    const known = this.#arrays.get(name)
    if (known?.length === length) return known
    const made = new Uint32Array(length)
    this.#arrays.set(name, made)
    return made
  }
}
