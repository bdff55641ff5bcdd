import { setTimeout } from 'node:timers/promises'

/** Time after the last write from which nobody is taken to be writing. */
const QUIET_MS = 250
/** Longest pause between two steps of background work while writing does not end. */
const LONGEST_PAUSE_MS = 500
/** Pause in relation to the duration of the step before: long steps thus take at most a tenth of the time. */
const PAUSE_FOR_STEP = 9
const LONGEST_PAUSE_FOR_STEP_MS = 10_000
const LOOK_AGAIN_MS = 50

/** Waits before a step of background work; throws the signal's reason once it has fired. */
export type Pause = (options?: { signal?: AbortSignal | undefined; longestMs?: number }) => Promise<void>

export const noPause: Pause = async () => {}

/**
 * Whether people are writing at present, as this server knows of itself. Background work (statistics, layers made by them) pauses
 * before each step until they have ended, since a step costs the database and the event loop as much as some submissions. If
 * writing never ends the work goes on, one step at a time.
 */
export class WriteLoad {
  #running = 0
  #last = Number.NEGATIVE_INFINITY
  /** When the latest step of background work began. */
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
