import { LruCache } from './lru-cache.ts'
import { SingleFlight } from './single-flight.ts'
import type { WorkWatch } from './work-watch.ts'

export interface SharedCacheOptions<T> {
  /** In whatever `weightOf` counts: bytes, or values where it is not given. */
  readonly mostWeight: number
  readonly weightOf?: (made: T) => number
  /** Whether a value may serve those who ask later; without it all do. */
  readonly isKept?: (made: T) => boolean
}

/**
 * Remembers what was made for a key; what was asked for longest ago goes first. Those who ask at the same time share one making
 * and hear how far it is; it ends when the last of them has left; failures are not kept, and what is heavier than all the room
 * is given but not kept.
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

  /** What is being made is given to those who asked already, and made anew for those who ask from now on. */
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
