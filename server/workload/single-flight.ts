import type { Progress, WorkWatch } from './work-watch.ts'

type Report = (progress: Progress) => void

interface Flight<T> {
  promise: Promise<T>
  /** Each caller who waits, by a mark of its own, with how it hears of progress. */
  waiting: Map<symbol, Report>
  present: Progress | undefined
  controller: AbortController
  landed: boolean
}

/** Lets callers who want the same thing at the same time share one making of it. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /**
   * All who wait hear how far the work is; who comes later hears it at once. The work is asked to stop, for that reason,
   * when the last caller who waits for it has left; whoever asks from then on gets work that goes on. Throws the
   * signal's reason to the one who leaves, and what the work threw to those who stay.
   */
  async join(
    key: string,
    make: (watch: Required<WorkWatch>) => Promise<T>,
    { signal, onProgress = () => {} }: WorkWatch = {},
  ): Promise<T> {
    signal?.throwIfAborted()
    const flight = this.#flights.get(key) ?? this.#start(key, make)
    const caller = Symbol(key)
    flight.waiting.set(caller, onProgress)
    if (flight.present) onProgress(flight.present)
    const { promise: left, reject } = Promise.withResolvers<never>()
    const leave = () => {
      // Before the work ends: its one who waited hears of leaving, not of that.
      reject(signal?.reason)
      this.#leave(key, flight, { caller, reason: signal?.reason })
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([flight.promise, left])
    } finally {
      signal?.removeEventListener('abort', leave)
      this.#leave(key, flight, { caller })
    }
  }

  #start(key: string, make: (watch: Required<WorkWatch>) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const waiting = new Map<symbol, Report>()
    const { promise, resolve } = Promise.withResolvers<T>()
    const flight: Flight<T> = { promise, waiting, present: undefined, controller, landed: false }
    this.#flights.set(key, flight)
    const onProgress: Report = (progress) => {
      flight.present = progress
      for (const report of waiting.values()) report(progress)
    }
    // A making that throws before it begins fails as one that begins does.
    const begin = async () => make({ signal: controller.signal, onProgress })
    resolve(begin())
    // Those who wait see a failure; taking it here too keeps one that nobody waits for any more from being fatal.
    const land = () => this.#land(key, flight)
    promise.then(land, land)
    return flight
  }

  #leave(key: string, flight: Flight<T>, { caller, reason }: { caller: symbol; reason?: unknown }): void {
    if (!flight.waiting.delete(caller) || flight.waiting.size > 0) return
    if (!flight.landed) flight.controller.abort(reason)
    this.#forget(key, flight)
  }

  #land(key: string, flight: Flight<T>): void {
    flight.landed = true
    this.#forget(key, flight)
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
  }
}
