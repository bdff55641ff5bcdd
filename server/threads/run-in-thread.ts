import { Worker } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import type { FromThread } from './thread-messages.ts'

export interface RunOptions<Progress> {
  /** Of the thread in messages for the log: "sheet". */
  readonly name: string
  readonly longestMs: number
  /** What whoever waits is given when that time has passed; without it, an error that says so. */
  readonly tookTooLong?: () => Error
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly heapMegabytes?: number
  /** For threads that make much which lives long: a larger young generation would only be collected more seldom. */
  readonly youngMegabytes?: number
  /** Whether the process may end while the thread runs. */
  readonly isDaemon?: boolean
  /** Hands over in pieces what the thread works on. */
  readonly feed?: (send: (message: unknown) => void, stop: AbortSignal) => Promise<void>
}

/**
 * Runs a program that begins with `answerTask` in a thread of its own, which ends with the work, with the signal or when its time is
 * over. Throws what the work threw (a Problem stays one), and the signal's reason. For work that is asked once; what answers
 * many questions has a thread that stays, as the tile pool, the zones and the embedded engine have.
 */
export async function runInThread<Result, Progress = never>(
  program: URL,
  task: unknown,
  options: RunOptions<Progress>,
): Promise<Result> {
  const { name, longestMs, signal, heapMegabytes, youngMegabytes } = options
  signal?.throwIfAborted()
  const worker = new Worker(program, {
    workerData: task,
    resourceLimits: {
      ...(heapMegabytes && { maxOldGenerationSizeMb: heapMegabytes }),
      ...(youngMegabytes && { maxYoungGenerationSizeMb: youngMegabytes }),
    },
  })
  if (options.isDaemon) worker.unref()
  const late = options.tookTooLong ?? (() => new Error(`The ${name} thread took longer than ${longestMs} ms`))
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(late()), longestMs)
  if (options.isDaemon) timer.unref()
  const onAbort = () => stop.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const result = resultOf<Result, Progress>(worker, stop.signal, options)
    const feeding = options.feed?.((message) => worker.postMessage(message), stop.signal)
    const [found] = await Promise.all([result, feeding])
    return found
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    // What still reads for a thread that failed reads for nobody.
    stop.abort()
    await worker.terminate()
  }
}

function resultOf<Result, Progress>(
  worker: Worker,
  stop: AbortSignal,
  { name, onProgress }: RunOptions<Progress>,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  stop.addEventListener('abort', () => reject(stop.reason), { once: true })
  worker.on('message', (message: FromThread<Result, Progress>) => {
    if ('progress' in message) onProgress?.(message.progress)
    else if ('result' in message) resolve(message.result)
    else reject('problem' in message ? new Problem(message.problem) : new Error(message.fault))
  })
  worker.on('error', (cause) => reject(new Error(`The ${name} thread failed: ${cause}`, { cause })))
  worker.on('exit', (code) => reject(new Error(`The ${name} thread ended early with code ${code}`)))
  return promise
}
