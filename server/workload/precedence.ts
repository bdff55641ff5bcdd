import { setTimeout } from 'node:timers/promises'

export interface PrecedenceLimits {
  /** So long after the last piece of work that goes first, in ms, another one may still come. */
  readonly quietMs: number
  /** Work that yields takes a step this often, in ms, although the other work does not end, */
  readonly longestPauseMs: number
  /** or, where its steps are long, less often: after this many times as long as the last one took. */
  readonly pauseForStep: number
  readonly lookAgainMs: number
}

const LONGEST_PAUSE_FOR_STEP_MS = 10_000

/** Waits before a step of work that nobody waits for; throws the signal's reason once it has fired. */
export type Pause = (options?: { signal?: AbortSignal | undefined; longestMs?: number }) => Promise<void>

export const noPause: Pause = async () => {}

/**
 * Lets one kind of work go before another, which pauses before each of its steps until the first has ended. While that never ends
 * it goes on, a step at a time.
 */
export class Precedence {
  readonly #limits: PrecedenceLimits
  #running = 0
  #last = Number.NEGATIVE_INFINITY
  /** When the latest step of work that yields began, and when it ended where that is told. */
  #stepBegan = Number.NaN
  #stepEnded: number | undefined

  constructor(limits: PrecedenceLimits) {
    this.#limits = limits
  }

  /** Work that goes first waits or runs, */
  begin(): void {
    this.#running++
  }

  /** and has ended. */
  end(): void {
    this.#running--
    this.#last = performance.now()
  }

  get quiet(): boolean {
    return this.#running === 0 && performance.now() - this.#last >= this.#limits.quietMs
  }

  readonly pause: Pause = async ({ signal, longestMs = this.#pauseAfterStep() } = {}) => {
    const end = performance.now() + longestMs
    while (!this.quiet && performance.now() < end)
      await setTimeout(this.#limits.lookAgainMs, undefined, { signal, ref: false })
    signal?.throwIfAborted()
    this.#stepBegan = performance.now()
    this.#stepEnded = undefined
  }

  /** For steps that do not follow one another: without it a step lasts until the next pause. */
  endStep(): void {
    this.#stepEnded = performance.now()
  }

  #pauseAfterStep(): number {
    const { longestPauseMs, pauseForStep } = this.#limits
    const stepMs = (this.#stepEnded ?? performance.now()) - this.#stepBegan || 0
    return Math.max(longestPauseMs, Math.min(pauseForStep * stepMs, LONGEST_PAUSE_FOR_STEP_MS))
  }
}
