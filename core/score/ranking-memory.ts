/**
 * Arrays that are used again by one ranking after the other, so that the steps of a slider leave nothing to collect.
 * A ranking made with it holds until the next one is made with the same memory.
 */
export class RankingMemory {
  readonly #arrays = new Map<string, Uint32Array>()
  /** What the array `sums` was added up from; null before it was. */
  summed: { readonly columns: readonly Uint16Array[]; readonly weights: readonly number[] } | null = null

  /** The array of this name, with whatever it held before; another one once the length is another. */
  take(name: string, length: number): Uint32Array {
    const known = this.#arrays.get(name)
    if (known?.length === length) return known
    const made = new Uint32Array(length)
    this.#arrays.set(name, made)
    return made
  }
}
