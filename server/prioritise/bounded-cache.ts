interface Entry<T> {
  readonly promise: Promise<T>
  bytes: number
}

/**
 * Remembers what was made for a key, up to so many bytes; what was asked for longest ago goes first. Those who ask at
 * the same time share one making; failures are not kept, and what is larger than all the room is given but not kept.
 */
export class BoundedCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #mostBytes: number
  readonly #bytesOf: (made: T) => number
  #bytes = 0

  constructor(mostBytes: number, bytesOf: (made: T) => number) {
    this.#mostBytes = mostBytes
    this.#bytesOf = bytesOf
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known.promise
    }
    const entry: Entry<T> = { promise: make(), bytes: 0 }
    this.#entries.set(key, entry)
    entry.promise.then(
      (made) => this.#keep(key, entry, this.#bytesOf(made)),
      () => this.#drop(key, entry),
    )
    return entry.promise
  }

  /** What is being made is given to those who asked already, and made anew for those who ask from now on. */
  clear(): void {
    this.#entries.clear()
    this.#bytes = 0
  }

  #keep(key: string, entry: Entry<T>, bytes: number): void {
    if (this.#entries.get(key) !== entry) return
    entry.bytes = bytes
    this.#bytes += bytes
    for (const [oldKey, old] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) break
      if (old.bytes > 0) this.#drop(oldKey, old)
    }
  }

  #drop(key: string, entry: Entry<T>): void {
    if (this.#entries.get(key) !== entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}
