import { LruCache } from './lru-cache.ts'

interface Entry<T> {
  readonly value: T
  readonly token: string
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
  readonly #entries: LruCache<Entry<T>>
  #hits = 0
  #misses = 0

  constructor(budgetBytes: number) {
    this.#entries = new LruCache(budgetBytes)
  }

  /** Looks up a value; only hits are counted. */
  find(key: string, token: string): T | undefined {
    if (this.#entries.peek(key)?.token !== token) return undefined
    this.#hits++
    return this.#entries.get(key)?.value
  }

  get(key: string, token: string): T | undefined {
    const found = this.find(key, token)
    if (found !== undefined) return found
    // Made from another state, or missing.
    this.#entries.delete(key)
    this.#misses++
    return undefined
  }

  set(key: string, token: string, { value, bytes }: { value: T; bytes: number }): void {
    this.#entries.set(key, { value, token }, bytes + 2 * (key.length + token.length) + 100)
  }

  metrics(): ByteCacheMetrics {
    const { size: entries, weight: bytes } = this.#entries
    return { entries, bytes, hits: this.#hits, misses: this.#misses }
  }
}
