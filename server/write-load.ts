import { setTimeout } from 'node:timers/promises'

/** So long after the last write nobody is expected to be writing. */
const QUIET_MS = 250
/** Work that yields takes a step this often although the writing does not end. */
const LONGEST_PAUSE_MS = 500
const LOOK_AGAIN_MS = 50

/** Waits before a step of work that nobody waits for; throws the signal's reason once it has fired. */
export type Pause = (options?: { signal?: AbortSignal | undefined; longestMs?: number }) => Promise<void>

export const noPause: Pause = async () => {}

/**
 * Whether people are writing just now, as each server knows of itself. What nobody waits for (statistics, layers that they
 * made) pauses before each of its steps until they have ended: a step costs the database and the event loop what some
 * submissions cost. While writing never ends it goes on, a step at a time.
 */
export class WriteLoad {
  #running = 0
  #last = Number.NEGATIVE_INFINITY

  begin(): void {
    this.#running++
  }

  end(): void {
    this.#running--
    this.#last = performance.now()
  }

  get quiet(): boolean {
    return this.#running === 0 && performance.now() - this.#last >= QUIET_MS
  }

  readonly pause: Pause = async ({ signal, longestMs = LONGEST_PAUSE_MS } = {}) => {
    const end = performance.now() + longestMs
    while (!this.quiet && performance.now() < end)
      await setTimeout(LOOK_AGAIN_MS, undefined, { signal, ref: false })
    signal?.throwIfAborted()
  }
}
