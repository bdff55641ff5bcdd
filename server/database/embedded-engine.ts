import { Worker } from 'node:worker_threads'
import { DatabaseUnusable } from './database.ts'
import type { EmbeddedOptions, FromWorker, ToWorker } from './embedded-worker.ts'
import { tookTooLong } from './statement-time.ts'

export interface EngineEvents {
  onReply(bytes: Uint8Array<ArrayBuffer>): void
  /** The session is gone, with whatever transaction was open in it. */
  onDown(error: Error): void
  /** It runs again, as a new session. */
  onUp(): void
  warn(message: string): void
}

/** 'unusable' is for good: a store in memory that died, or one that was closed. */
export type EngineState = 'starting' | 'running' | 'restarting' | 'unusable'

/** An engine that dies sooner than this after its start failed by itself, and not because of one request. */
const SHORT_LIFE_MS = 10_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
/** Grace time for a reply that has arrived in this thread's message queue but has not been read yet. */
const LATE_REPLY_MS = 250
const CLOSE_GRACE_MS = 10_000

/** PGlite in a thread of its own, since a statement blocks the thread that it runs on; started again when it dies. */
export class EmbeddedEngine {
  readonly #options: EmbeddedOptions
  readonly #events: EngineEvents
  #worker: Worker | undefined
  #state: EngineState = 'starting'
  #startedAt = 0
  #waitMs = 0
  #restarts = 0
  #fault: string | undefined
  #overdue: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #onAnswer: ((message: FromWorker) => void) | undefined

  constructor(options: EmbeddedOptions, events: EngineEvents) {
    this.#options = options
    this.#events = events
  }

  get state(): EngineState {
    return this.#state
  }

  get restarts(): number {
    return this.#restarts
  }

  /** Reason of the last restart, or of the last failed attempt. */
  get fault(): string | undefined {
    return this.#fault
  }

  /** Rejects with DatabaseUnusable when the store cannot be opened. */
  async start(): Promise<void> {
    const { folder, archive, cache } = this.#options
    const workerData: EmbeddedOptions = { folder, archive: this.#restarts > 0 ? undefined : archive, cache }
    const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData })
    this.#worker = worker
    await new Promise<void>((resolve, reject) => {
      const fall = (reason: string) => {
        reject(new DatabaseUnusable(explain(folder, reason)))
        this.#fall(worker, new Error(`the embedded engine died: ${reason}`))
      }
      worker.on('error', (error) => fall(error.message))
      worker.on('exit', (code) => fall(`its thread ended with ${code}`))
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve()
        else if (message.kind === 'failed') fall(message.reason)
        else this.#take(worker, message)
      })
    })
    this.#state = 'running'
    this.#startedAt = performance.now()
  }

  /** Sends one batch of protocol messages; the whole engine is terminated when it exceeds its time limit. */
  request(bytes: Uint8Array, timeoutMs: number | undefined): void {
    if (timeoutMs !== undefined) this.#watch(timeoutMs, performance.now())
    this.#send({ kind: 'request', bytes })
  }

  dump(): Promise<Uint8Array> {
    return new Promise((resolve) => {
      this.#onAnswer = (message) => message.kind === 'archive' && resolve(message.bytes)
      this.#send({ kind: 'dump' })
    })
  }

  /** Closes in order if the engine answers soon, otherwise abruptly as by a power cut: what was committed is in the store's log. */
  async close(inOrder: boolean): Promise<void> {
    clearTimeout(this.#retry)
    clearTimeout(this.#overdue)
    const running = this.#state === 'running'
    this.#state = 'unusable'
    if (running && inOrder) {
      await new Promise<void>((resolve) => {
        const cut = setTimeout(resolve, CLOSE_GRACE_MS)
        this.#onAnswer = (message) => {
          if (message.kind !== 'closed') return
          clearTimeout(cut)
          resolve()
        }
        this.#worker?.once('exit', () => resolve())
        this.#send({ kind: 'close' })
      })
    }
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
    // Callers that still wait for a statement get an error.
    if (running && !inOrder) this.#events.onDown(new Error('the embedded engine was closed'))
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }

  #take(worker: Worker, message: FromWorker): void {
    if (worker !== this.#worker) return
    if (message.kind === 'reply') {
      // Set before the reply is read, since its reader may send the next request at once.
      if (message.last) clearTimeout(this.#overdue)
      this.#events.onReply(message.bytes)
    } else if (message.kind === 'broken')
      this.#fall(worker, new Error(`the embedded engine broke: ${message.reason}`))
    else this.#onAnswer?.(message)
  }

  #watch(timeoutMs: number, since: number): void {
    clearTimeout(this.#overdue)
    const worker = this.#worker
    this.#overdue = setTimeout(() => {
      this.#overdue = setTimeout(() => {
        if (worker) this.#fall(worker, tookTooLong(performance.now() - since))
      }, LATE_REPLY_MS)
    }, timeoutMs)
  }

  #fall(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    clearTimeout(this.#overdue)
    const ended = worker.terminate()
    if (this.#state === 'starting' || this.#state === 'unusable') return
    const wasRunning = this.#state === 'running'
    const livedMs = performance.now() - this.#startedAt
    this.#fault = error.message
    this.#state = this.#options.folder ? 'restarting' : 'unusable'
    if (wasRunning) this.#events.onDown(error)
    if (this.#state === 'unusable') {
      this.#events.warn(`${error.message}; a store in memory cannot be opened again`)
      return
    }
    this.#waitMs =
      wasRunning && livedMs > SHORT_LIFE_MS
        ? 0
        : Math.min(Math.max(this.#waitMs * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS)
    this.#events.warn(`${error.message}; it is opened again in ${this.#waitMs} ms`)
    // Two engines on one folder would corrupt it.
    ended.then(() => {
      if (this.#state === 'restarting') this.#retry = setTimeout(() => void this.#restart(), this.#waitMs)
    })
  }

  async #restart(): Promise<void> {
    this.#restarts++
    try {
      await this.start()
    } catch {
      // #fall has recorded the reason and will try again.
      return
    }
    this.#events.onUp()
  }
}

function explain(folder: string | undefined, reason: string): string {
  return `The embedded database in ${folder ?? 'memory'} did not start: ${reason}. If the folder was damaged, move it away and start again from a backup or the original package.`
}
