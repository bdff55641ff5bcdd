import { SingleFlight } from '../work/single-flight.ts'
import type { WorkWatch } from '../work/work-watch.ts'

interface Entry<T> {
  readonly made: T
  readonly bytes: number
}

/**
 * Remembers what was made for a key, up to so many bytes; what was asked for longest ago goes first. Those who ask at
 * the same time share one making and hear how far it is; it ends when the last of them has left; failures are not kept, and what is larger
 * than all the room is given but not kept.
 */
export class BoundedCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #mostBytes: number
  readonly #bytesOf: (made: T) => number
  #flights = new SingleFlight<T>()
  #bytes = 0

  constructor(mostBytes: number, bytesOf: (made: T) => number) {
    this.#mostBytes = mostBytes
    this.#bytesOf = bytesOf
  }

  /** @throws the reason of the watch's signal once it has fired, whether or not others still wait for the same */
  async get(
    key: string,
    make: (watch: Required<WorkWatch>) => Promise<T>,
    watch: WorkWatch = {},
  ): Promise<T> {
    watch.signal?.throwIfAborted()
    const known = this.#entries.get(key)
    if (!known) return this.#make(key, make, watch)
    this.#entries.delete(key)
    this.#entries.set(key, known)
    return known.made
  }

  /** What is being made is given to those who asked already, and made anew for those who ask from now on. */
  clear(): void {
    this.#flights = new SingleFlight()
    this.#entries.clear()
    this.#bytes = 0
  }

  #make(key: string, make: (watch: Required<WorkWatch>) => Promise<T>, watch: WorkWatch): Promise<T> {
    const flights = this.#flights
    const makeAndKeep = async (own: Required<WorkWatch>) => {
      const made = await make(own)
      if (flights === this.#flights && !own.signal.aborted)
        this.#keep(key, { made, bytes: this.#bytesOf(made) })
      return made
    }
    return flights.join(key, makeAndKeep, watch)
  }

  #keep(key: string, entry: Entry<T>): void {
    this.#entries.set(key, entry)
    this.#bytes += entry.bytes
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) break
      this.#entries.delete(oldest)
      this.#bytes -= bytes
    }
  }
}
