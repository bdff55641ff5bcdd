import { runInThread } from '../threads/run-in-thread.ts'
import type { CheckedMaths } from './check-cases.ts'
import type { MathsProgress } from './maths-worker.ts'

export type MathsState =
  | { readonly state: 'running'; readonly done: number; readonly of: number }
  | { readonly state: 'done'; readonly result: CheckedMaths; readonly checkedAt: Date }

/** Answers come from this program alone and do not change while it runs; they are checked anew now and then all the same. */
const FRESH_MS = 3_600_000
const LONGEST_MS = 120_000

/** Runs the reference cases in a thread when somebody asks, and remembers the answer for an hour. */
export class MathsCheck {
  #latest: { result: CheckedMaths; checkedAt: Date } | undefined
  #running: { promise: Promise<void>; done: number; of: number } | undefined

  /** Waits at most so long for a run that is not over; a thread that failed is an error, and the next call tries again. */
  async read(patienceMs: number): Promise<MathsState> {
    const latest = this.#latest
    if (latest && Date.now() - latest.checkedAt.getTime() < FRESH_MS) return { state: 'done', ...latest }
    this.#running ??= this.#start()
    const { promise } = this.#running
    await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())])
    if (this.#latest && this.#latest !== latest) return { state: 'done', ...this.#latest }
    const { done, of } = this.#running ?? { done: 0, of: 0 }
    return { state: 'running', done, of }
  }

  #start() {
    const run = { promise: Promise.resolve(), done: 0, of: 0 }
    run.promise = runInThread<CheckedMaths, MathsProgress>(
      new URL('./maths-worker.ts', import.meta.url),
      undefined,
      {
        name: 'reference cases',
        longestMs: LONGEST_MS,
        isDaemon: true,
        onProgress: (progress) => Object.assign(run, progress),
      },
    )
      .then((result) => {
        this.#latest = { result, checkedAt: new Date() }
      })
      .finally(() => {
        this.#running = undefined
      })
    // Readers that wait get the error; without readers it must not end the process.
    run.promise.catch(() => {})
    return run
  }
}
