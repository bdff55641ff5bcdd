import { setImmediate } from 'node:timers/promises'

/** Few enough that nobody whose request comes in between notices. */
const SLICE_MS = 5

/**
 * Carries out steps on the calling thread, others' requests between slices of them: for work that takes less than a thread does
 * to start. @throws the signal's reason once it has fired
 */
export async function inSlices<Result>(steps: Iterator<void, Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const { done, value } = steps.next()
      if (done) return value
    } while (performance.now() < until)
    await setImmediate()
    signal?.throwIfAborted()
  }
}

/** The same without a pause, as in a thread of its own. */
export function atOnce<Result>(steps: Iterator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
