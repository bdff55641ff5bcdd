interface Entry<T> {
  readonly value: T
  readonly weight: number
}

/**
 * A cache of limited total weight that drops the least recently used values first. A value that exceeds the limit alone is not
 * stored.
 */
export class LruCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #mostWeight: number
  /** The entry used last, which lies behind all others already. */
  #latest: Entry<T> | undefined
  #weight = 0

  constructor(mostWeight: number) {
    this.#mostWeight = mostWeight
  }

  get size(): number {
    return this.#entries.size
  }

  get weight(): number {
    return this.#weight
  }

  /** Counts as use. */
  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    if (entry !== this.#latest) {
      this.#entries.delete(key)
      this.#entries.set(key, entry)
      this.#latest = entry
    }
    return entry.value
  }

  /** Does not count as use. */
  peek(key: string): T | undefined {
    return this.#entries.get(key)?.value
  }

  set(key: string, value: T, weight = 1): void {
    this.delete(key)
    if (weight > this.#mostWeight) return
    const entry = { value, weight }
    this.#entries.set(key, entry)
    this.#latest = entry
    this.#weight += weight
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#mostWeight) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    if (entry === this.#latest) this.#latest = undefined
    this.#weight -= entry.weight
  }

  clear(): void {
    this.#entries.clear()
    this.#latest = undefined
    this.#weight = 0
  }
}
