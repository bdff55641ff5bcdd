import type { StoreVersion } from './store-version.ts'

const MOST_KEPT = 1000

/** Values read from the store, kept until the store changes: for what every picture of a map needs again. */
export class StoreMemo {
  readonly #version: Pick<StoreVersion, 'current'>
  readonly #known = new Map<string, Promise<unknown>>()
  #of = ''

  constructor(version: Pick<StoreVersion, 'current'>) {
    this.#version = version
  }

  /** Callers with the same key share one read; a failed read is not kept. */
  read<T>(key: string, read: () => Promise<T>): Promise<T> {
    if (this.#of !== this.#version.current || this.#known.size >= MOST_KEPT) {
      this.#of = this.#version.current
      this.#known.clear()
    }
    const known = this.#known.get(key) as Promise<T> | undefined
    if (known) return known
    const reading = read()
    this.#known.set(key, reading)
    reading.catch(() => {
      if (this.#known.get(key) === reading) this.#known.delete(key)
    })
    return reading
  }
}
