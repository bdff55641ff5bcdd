import { LruCache } from './lru-cache.ts'
import { SingleFlight } from './single-flight.ts'
import type { WorkWatch } from './work-watch.ts'

export interface SharedCacheOptions<T> {
  /** Limit of the total weight, in the unit of `weightOf`; number of values by default. */
  readonly mostWeight: number
  readonly weightOf?: (made: T) => number
  /** Whether a value may be reused by later callers; by default all may. */
  readonly isKept?: (made: T) => boolean
}

/**
 * Caches what was made for a key and drops the least recently used values. Concurrent callers share one computation and hear its
 * progress; it ends when the last of them has left. Failures are not kept, and a value that exceeds the limit is returned but not
 * kept.
 */
export class SharedCache<T> {
  readonly #known: LruCache<T>
  readonly #options: SharedCacheOptions<T>
  #flights = new SingleFlight<T>()

  constructor(options: SharedCacheOptions<T>) {
    this.#options = options
    this.#known = new LruCache(options.mostWeight)
  }

  /** @throws the reason of the watch's signal once it has fired, whether or not others still wait for the same */
  async get(
    key: string,
    make: (watch: Required<WorkWatch>) => Promise<T>,
    watch: WorkWatch = {},
  ): Promise<T> {
    watch.signal?.throwIfAborted()
    return this.#known.get(key) ?? this.#make(key, make, watch)
  }

  /** Clears the cache. Running computations still serve the callers that already wait; later callers start new ones. */
  clear(): void {
    this.#flights = new SingleFlight()
    this.#known.clear()
  }

  #make(key: string, make: (watch: Required<WorkWatch>) => Promise<T>, watch: WorkWatch): Promise<T> {
    const { weightOf = () => 1, isKept = () => true } = this.#options
    const flights = this.#flights
    const makeAndKeep = async (own: Required<WorkWatch>) => {
      const made = await make(own)
      const holds = flights === this.#flights && !own.signal.aborted
      if (holds && isKept(made)) this.#known.set(key, made, weightOf(made))
      return made
    }
    return flights.join(key, makeAndKeep, watch)
  }
}
