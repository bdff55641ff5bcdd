interface Flight<T> {
  promise: Promise<T>
  /** One of its own for each caller who waits. */
  waiting: Set<symbol>
  controller: AbortController
  landed: boolean
}

/** Lets callers who want the same thing at the same time share one making of it. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /**
   * The work is told to stop, for that reason, when the last caller who waits for it has left; whoever asks from then on
   * gets work that goes on. Throws the signal's reason to the one who leaves, and what the work threw to those who stay.
   */
  async join(key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const flight = this.#flights.get(key) ?? this.#start(key, make)
    const caller = Symbol(key)
    flight.waiting.add(caller)
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

  #start(key: string, make: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const promise = make(controller.signal)
    const flight = { promise, waiting: new Set<symbol>(), controller, landed: false }
    this.#flights.set(key, flight)
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
