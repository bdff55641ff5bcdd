interface Flight<T> {
  promise: Promise<T>
  waiting: number
  controller: AbortController
  landed: boolean
}

/** Lets callers who want the same thing at the same time share one making of it. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /** The work is told to stop when the last caller who waits for it has left. */
  async join(key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const flight = this.#flights.get(key) ?? this.#start(key, make)
    flight.waiting++
    try {
      return await untilAborted(flight.promise, signal)
    } finally {
      flight.waiting--
      if (flight.waiting === 0) this.#end(key, flight)
    }
  }

  #start(key: string, make: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const promise = make(controller.signal)
    const flight = { promise, waiting: 0, controller, landed: false }
    this.#flights.set(key, flight)
    // Those who wait see a failure; taking it here too keeps one that nobody waits for any more from being fatal.
    const land = () => this.#land(key, flight)
    promise.then(land, land)
    return flight
  }

  #end(key: string, flight: Flight<T>): void {
    if (!flight.landed) flight.controller.abort()
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

function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
