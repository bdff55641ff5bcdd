import type { Progress, WorkWatch } from './work-watch.ts'

type Report = (progress: Progress) => void

interface Flight<T> {
  promise: Promise<T>
  /** The waiting callers, each with its progress callback. */
  waiting: Map<symbol, Report>
  present: Progress | undefined
  controller: AbortController
  landed: boolean
}

/** Lets concurrent callers with the same key share one computation. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /**
   * All waiting callers hear the progress; one who joins later hears the present state at once. The work is aborted when the last
   * caller has left; a caller who comes after that starts a new computation. Throws the signal's reason to the caller who leaves,
   * and errors of the work to those who stay.
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
      // Rejects before the work ends, so that the caller gets the reason for leaving and not the error of the aborted work.
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
    // A computation that throws synchronously fails like one that rejects.
    const begin = async () => make({ signal: controller.signal, onProgress })
    resolve(begin())
    // Waiting callers get the error; handling it here too keeps an error without callers from ending the process.
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
