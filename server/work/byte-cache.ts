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
  /** The entry used last, which lies behind all others already. */
  #latest: Entry<T> | undefined
  #bytes = 0
  #hits = 0
  #misses = 0

  constructor(budgetBytes: number) {
    this.#budget = budgetBytes
  }

  /** Counts as a hit, or as nothing. */
  find(key: string, token: string): T | undefined {
    const entry = this.#entries.get(key)
    if (entry?.token !== token) return undefined
    this.#hits++
    if (entry !== this.#latest) {
      this.#entries.delete(key)
      this.#entries.set(key, entry)
      this.#latest = entry
    }
    return entry.value
  }

  get(key: string, token: string): T | undefined {
    const found = this.find(key, token)
    if (found !== undefined) return found
    const stale = this.#entries.get(key)
    if (stale) this.#remove(key, stale)
    this.#misses++
    return undefined
  }

  set(key: string, token: string, sized: { value: T; bytes: number }): void {
    const old = this.#entries.get(key)
    if (old) this.#remove(key, old)
    const bytes = sized.bytes + 2 * (key.length + token.length) + 100
    if (bytes > this.#budget) return
    const entry = { value: sized.value, token, bytes }
    this.#entries.set(key, entry)
    this.#latest = entry
    this.#bytes += bytes
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#budget) break
      this.#remove(oldest, old)
    }
  }

  metrics(): ByteCacheMetrics {
    return { entries: this.#entries.size, bytes: this.#bytes, hits: this.#hits, misses: this.#misses }
  }

  #remove(key: string, entry: Entry<T>): void {
    this.#entries.delete(key)
    if (entry === this.#latest) this.#latest = undefined
    this.#bytes -= entry.bytes
  }
}
