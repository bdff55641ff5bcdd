interface Entry<T> {
  value: T
  token: string
  bytes: number
}

export interface ByteCacheMetrics {
  entries: number
  bytes: number
  hits: number
  misses: number
}

/**
 * Least recently used values within a budget of bytes. Each is kept with a token of the state it was made
 * from: under another token it is not found, so what a change made stale is never served.
 */
export class ByteCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #budget: number
  #bytes = 0
  #hits = 0
  #misses = 0

  constructor(budgetBytes: number) {
    this.#budget = budgetBytes
  }

  /** Counts neither as hit nor as miss. */
  has(key: string, token: string): boolean {
    return this.#entries.get(key)?.token === token
  }

  get(key: string, token: string): T | undefined {
    const entry = this.#entries.get(key)
    if (entry?.token !== token) {
      if (entry) this.#remove(key, entry)
      this.#misses++
      return undefined
    }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    this.#hits++
    return entry.value
  }

  set(key: string, token: string, sized: { value: T; bytes: number }): void {
    const old = this.#entries.get(key)
    if (old) this.#remove(key, old)
    const bytes = sized.bytes + 2 * (key.length + token.length) + 100
    if (bytes > this.#budget) return
    this.#entries.set(key, { value: sized.value, token, bytes })
    this.#bytes += bytes
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#budget) break
      this.#remove(oldest, entry)
    }
  }

  metrics(): ByteCacheMetrics {
    return { entries: this.#entries.size, bytes: this.#bytes, hits: this.#hits, misses: this.#misses }
  }

  #remove(key: string, entry: Entry<T>): void {
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}
