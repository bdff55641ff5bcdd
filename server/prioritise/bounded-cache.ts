interface Entry<T> {
  readonly promise: Promise<T>
  /** Ends the making once all who asked for it have left. */
  readonly stop: AbortController
  waiting: number
  bytes: number
}

/**
 * Remembers what was made for a key, up to so many bytes; what was asked for longest ago goes first. Those who ask at
 * the same time share one making, which ends when the last of them has left; failures are not kept, and what is larger
 * than all the room is given but not kept.
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

  /** @throws the reason of `signal` once it has fired, whether or not others still wait for the same */
  get(key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const known = this.#entries.get(key)
    const entry = known ?? this.#begin(make)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    if (!known) {
      entry.promise.then(
        (made) => this.#keep(key, entry, this.#bytesOf(made)),
        () => this.#drop(key, entry),
      )
    }
    return this.#wait(key, entry, signal)
  }

  #begin(make: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const stop = new AbortController()
    return { promise: make(stop.signal), stop, waiting: 0, bytes: 0 }
  }

  /** Who has no signal waits to the end. */
  #wait(key: string, entry: Entry<T>, signal: AbortSignal | undefined): Promise<T> {
    entry.waiting++
    if (!signal) return entry.promise
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const leave = () => {
      reject(signal.reason)
      if (--entry.waiting > 0) return
      this.#drop(key, entry)
      entry.stop.abort(signal.reason)
    }
    if (signal.aborted) leave()
    else {
      signal.addEventListener('abort', leave, { once: true })
      entry.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    }
    return promise
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
