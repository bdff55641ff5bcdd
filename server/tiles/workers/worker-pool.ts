import { Worker } from 'node:worker_threads'
import type { EncodeOptions } from '../encode/encode-tile.ts'
import type { LayerState } from '../snapshot/snapshot.ts'
import { askToStop, makeStopWord } from '../stop-flag.ts'
import { QueueFullError, UnknownLayerError, WorkerCrashedError } from '../tile-errors.ts'
import type { Job, JobResult, RunnerMetrics, TileRunner } from './tile-job.ts'
import type { FromWorker, ToWorker, WorkerSetup } from './worker-protocol.ts'

export interface WorkerPoolOptions {
  workers: number
  /** Jobs that may wait; building and compacting layers does not count. */
  queueLimit: number
  encode: EncodeOptions
  /** Another program for the threads, for tests of what happens when one dies. */
  workerUrl?: URL
}

interface Task {
  number: number
  job: Job
  resolve: (result: JobResult<Job>) => void
  reject: (error: unknown) => void
}

interface Thread {
  worker: Worker
  ready: boolean
  task: Task | null
  /** Memory shared with the thread, to ask it to stop its task. */
  stop: Int32Array
}

/** A thread that cannot start is tried again this often before the pool gives up on it. */
const START_ATTEMPTS = 5
const FIRST_RESTART_DELAY_MS = 50

/** Heap of one thread; layers are in shared memory and do not count. Beyond it the thread dies, not the process. */
const THREAD_HEAP_MEGABYTES = 1024

/** Threads that do tile jobs, one each at a time, from one bounded queue. A thread that dies is replaced. */
export class WorkerPool implements TileRunner {
  readonly #options: WorkerPoolOptions
  readonly #layers = new Map<string, LayerState>()
  readonly #threads = new Set<Thread>()
  #queue: Task[] = []
  #nextNumber = 1
  #crashes = 0
  #stopped = 0
  #failedStarts = 0
  #closed = false

  constructor(options: WorkerPoolOptions) {
    this.#options = options
    for (let i = 0; i < options.workers; i++) this.#start()
  }

  setLayer(id: string, state: LayerState | null): void {
    const before = this.#layers.get(id)
    if (state) this.#layers.set(id, state)
    else this.#layers.delete(id)
    const edited = state !== null && before?.base === state.base
    const message: ToWorker = edited
      ? { layer: id, changes: { dead: state.dead, delta: state.delta } }
      : { layer: id, state }
    for (const { worker } of this.#threads) worker.postMessage(message)
  }

  run<T extends Job>(job: T, signal?: AbortSignal): Promise<JobResult<T>>
  async run(job: Job, signal?: AbortSignal): Promise<JobResult<Job>> {
    signal?.throwIfAborted()
    if (this.#closed) throw new WorkerCrashedError('the tile workers are closed')
    const background = job.kind === 'build' || job.kind === 'compact'
    if (!background && this.#queue.length >= this.#options.queueLimit) {
      throw new QueueFullError(this.#options.queueLimit)
    }
    return new Promise((resolve, reject) => {
      const task: Task = { number: this.#nextNumber++, job, resolve, reject }
      signal?.addEventListener('abort', () => this.#cancel(task, signal.reason), { once: true })
      if (background) this.#queue.unshift(task)
      else this.#queue.push(task)
      this.#assign()
    })
  }

  metrics(): RunnerMetrics {
    const running = [...this.#threads].filter(({ task }) => task !== null).length
    return {
      workers: this.#threads.size,
      queued: this.#queue.length,
      running,
      crashes: this.#crashes,
      stopped: this.#stopped,
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const error = new WorkerCrashedError('the tile workers are closed')
    for (const { reject } of this.#queue.splice(0)) reject(error)
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()))
  }

  #start(): void {
    const { workerUrl = new URL('./tile-worker.ts', import.meta.url), encode } = this.#options
    const resourceLimits = { maxOldGenerationSizeMb: THREAD_HEAP_MEGABYTES }
    const stop = makeStopWord()
    const workerData: WorkerSetup = { encode, stop }
    const worker = new Worker(workerUrl, { workerData, resourceLimits })
    const thread: Thread = { worker, ready: false, task: null, stop }
    let cause: unknown
    worker.on('message', (message: FromWorker) => this.#receive(thread, message))
    worker.on('error', (error) => {
      cause = error
    })
    worker.once('exit', () => this.#ended(thread, cause))
    this.#threads.add(thread)
    for (const [layer, state] of this.#layers) worker.postMessage({ layer, state } satisfies ToWorker)
  }

  #receive(thread: Thread, message: FromWorker): void {
    if ('ready' in message) {
      thread.ready = true
      this.#failedStarts = 0
    } else if (thread.task?.number === message.number) {
      const { resolve, reject } = thread.task
      thread.task = null
      if ('result' in message) resolve(message.result)
      else if ('stopped' in message) this.#stopped++
      else reject(faultToError(message.fault))
    }
    this.#assign()
  }

  #assign(): void {
    for (const thread of this.#threads) {
      if (!thread.ready || thread.task) continue
      const task = this.#queue.shift()
      if (!task) return
      thread.task = task
      thread.worker.postMessage({ number: task.number, job: task.job } satisfies ToWorker)
    }
  }

  /** Removes a waiting job; a running one ends at its next feature, which frees its thread. */
  #cancel(task: Task, reason: unknown): void {
    for (const thread of this.#threads) if (thread.task === task) askToStop(thread.stop, task.number)
    this.#queue = this.#queue.filter((waiting) => waiting !== task)
    task.reject(reason)
  }

  #ended(thread: Thread, cause: unknown): void {
    this.#threads.delete(thread)
    if (!this.#closed) this.#crashes++
    thread.task?.reject(new WorkerCrashedError('the worker died while it made this tile', { cause }))
    if (this.#closed) return
    if (thread.ready) {
      this.#start()
      return
    }
    this.#failedStarts++
    if (this.#failedStarts >= START_ATTEMPTS && this.#threads.size === 0) this.#giveUp(cause)
    else
      setTimeout(
        () => !this.#closed && this.#start(),
        FIRST_RESTART_DELAY_MS * 2 ** this.#failedStarts,
      ).unref()
  }

  #giveUp(cause: unknown): void {
    this.#closed = true
    const error = new WorkerCrashedError('no tile worker can be started', { cause })
    for (const { reject } of this.#queue.splice(0)) reject(error)
  }
}

function faultToError({
  message,
  stack,
  layer,
}: {
  message: string
  stack?: string | undefined
  layer?: string
}): Error {
  if (layer !== undefined) return new UnknownLayerError(layer)
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}
