import type { StoreVersion } from './store-version.ts'

const MOST_KEPT = 1000

interface Kept {
  reading: Promise<unknown>
  /** The version of the store that it was read of. */
  of: string
  besides: string | undefined
}

/** Values read from the store, kept until the store changes: for what every picture of a map needs again. */
export class StoreMemo {
  readonly #version: Pick<StoreVersion, 'current' | 'besides'>
  readonly #known = new Map<string, Kept>()
  #of = ''

  constructor(version: Pick<StoreVersion, 'current' | 'besides'>) {
    this.#version = version
  }

  /**
   * Callers with the same key share one read; a failed read is not kept. What does not depend on the rows of a layer names it as
   * `besides`, and is kept while nothing but some of these rows changes.
   */
  read<T>(key: string, read: () => Promise<T>, besides?: string): Promise<T> {
    this.#letGo()
    const known = this.#known.get(key)
    if (known) return known.reading as Promise<T>
    const reading = read()
    const kept = { reading, of: this.#present(besides), besides }
    this.#known.set(key, kept)
    reading.catch(() => {
      if (this.#known.get(key) === kept) this.#known.delete(key)
    })
    return reading
  }

  #letGo(): void {
    if (this.#known.size >= MOST_KEPT) this.#known.clear()
    if (this.#of === this.#version.current) return
    this.#of = this.#version.current
    for (const [key, { of, besides }] of this.#known)
      if (of !== this.#present(besides)) this.#known.delete(key)
  }

  #present(besides: string | undefined): string {
    return besides === undefined ? this.#version.current : this.#version.besides(besides)
  }
}
