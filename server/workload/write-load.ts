import { setTimeout } from 'node:timers/promises'

/** So long after the last write nobody is expected to be writing. */
const QUIET_MS = 250
/** Work that yields takes a step this often although the writing does not end, */
const LONGEST_PAUSE_MS = 500
/** or, where its steps are long, less often: they then take no more than a tenth of the time. */
const PAUSE_FOR_STEP = 9
const LONGEST_PAUSE_FOR_STEP_MS = 10_000
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
  /** When the latest step of work that yields began. */
  #stepBegan = Number.NaN

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

  readonly pause: Pause = async ({ signal, longestMs = this.#pauseAfterStep() } = {}) => {
    const end = performance.now() + longestMs
    while (!this.quiet && performance.now() < end)
      await setTimeout(LOOK_AGAIN_MS, undefined, { signal, ref: false })
    signal?.throwIfAborted()
    this.#stepBegan = performance.now()
  }

  #pauseAfterStep(): number {
    const stepMs = performance.now() - this.#stepBegan || 0
    return Math.max(LONGEST_PAUSE_MS, Math.min(PAUSE_FOR_STEP * stepMs, LONGEST_PAUSE_FOR_STEP_MS))
  }
}
