import { Problem } from '../../core/problem.ts'
import type { FromThread } from './thread-messages.ts'

/** Work in a thread or a process of its own. */
export interface Apart {
  send(message: unknown): void
  /** Ends it, whatever it is doing. */
  end(): Promise<unknown>
}

export interface Hears {
  onMessage(message: unknown): void
  /** Called when the work failed or ended unexpectedly; later failures are ignored. */
  onFailure(error: Error): void
}

export interface RunOptions<Progress> {
  /** Name of the work in log messages, such as "sheet". */
  readonly name: string
  readonly longestMs: number
  /** Makes the error that callers get after the time limit; by default one that says so. */
  readonly tookTooLong?: () => Error
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly heapMegabytes?: number
  /** Size of the young generation in MB, for work that makes many long-lived objects: a larger one would only be collected less often. */
  readonly youngMegabytes?: number
  /** Whether this process may end while the work runs. */
  readonly isDaemon?: boolean
  /** Sends the input in pieces. */
  readonly feed?: (send: (message: unknown) => void, stop: AbortSignal) => Promise<void>
}

/**
 * Starts the work, receives its messages and ends it: with its result, with the signal, or at its time limit. Throws what the
 * work threw (a Problem stays one), or the signal's reason.
 */
export async function runApart<Result, Progress>(
  start: (hears: Hears) => Apart,
  options: RunOptions<Progress>,
): Promise<Result> {
  const { name, longestMs, signal, onProgress } = options
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const apart = start({
    onMessage(message) {
      const said = message as FromThread<Result, Progress>
      if ('progress' in said) onProgress?.(said.progress)
      else if ('result' in said) resolve(said.result)
      else reject('problem' in said ? new Problem(said.problem) : new Error(said.fault))
    },
    onFailure: reject,
  })
  const late = options.tookTooLong ?? (() => new Error(`The ${name} took longer than ${longestMs} ms`))
  const stop = new AbortController()
  stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
  const timer = setTimeout(() => stop.abort(late()), longestMs)
  if (options.isDaemon) timer.unref()
  const onAbort = () => stop.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const [result] = await Promise.all([
      promise,
      options.feed?.((message) => apart.send(message), stop.signal),
    ])
    return result
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    // Input that is still being read is no longer needed when the work has failed.
    stop.abort()
    await apart.end()
  }
}
