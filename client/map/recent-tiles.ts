/** What is known of each tile "z/x/y", the least recently set first out beyond `most`. */
export class RecentTiles<T> {
  readonly #most: number
  readonly #tiles = new Map<string, T>()

  /** The renderer keeps 512 tiles of a layer at most, so no more are worth knowing. */
  constructor(most = 512) {
    this.#most = most
  }

  set(key: string, value: T): void {
    this.#tiles.delete(key)
    this.#tiles.set(key, value)
    const [oldest] = this.#tiles.keys()
    if (this.#tiles.size > this.#most && oldest) this.#tiles.delete(oldest)
  }

  get(key: string): T | undefined {
    return this.#tiles.get(key)
  }

  keys(): string[] {
    return [...this.#tiles.keys()]
  }

  values(): T[] {
    return [...this.#tiles.values()]
  }

  clear(): void {
    this.#tiles.clear()
  }
}
