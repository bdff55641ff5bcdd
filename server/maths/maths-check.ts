import { Worker } from 'node:worker_threads'
import type { CheckedMaths } from './check-cases.ts'
import type { FromMaths } from './maths-worker.ts'

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
    const worker = new Worker(new URL('./maths-worker.ts', import.meta.url))
    worker.unref()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const run = { promise, done: 0, of: 0 }
    const late = setTimeout(() => reject(new Error('The reference cases took too long')), LONGEST_MS)
    late.unref()
    worker.on('message', (message: FromMaths) => {
      if ('result' in message) {
        this.#latest = { result: message.result, checkedAt: new Date() }
        resolve()
      } else Object.assign(run, message)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread of the reference cases ended early')))
    const ended = () => {
      clearTimeout(late)
      this.#running = undefined
      void worker.terminate()
    }
    promise.then(ended, ended)
    return run
  }
}
