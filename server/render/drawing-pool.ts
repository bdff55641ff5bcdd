import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toError } from '../../core/to-error.ts'
import { type DrawingJob, type FromDrawing, TOO_LARGE_EXIT, type ToDrawing } from './drawing-job.ts'
import { findMapnik, type MapnikFiles } from './find-mapnik.ts'
import { PictureFailed, PicturesBusy, PicturesOff } from './picture-problems.ts'
import type { PoolMetrics } from './renderer.ts'

export interface DrawingPoolOptions {
  processes: number
  /** Pictures that may wait. */
  queueLimit: number
  /** Time that one picture may take. */
  timeoutMs: number
  /** Resident memory of one process. */
  memoryBytes: number
  fonts: readonly string[]
  /** Another program for the processes, for tests of what happens when one fails. */
  programUrl?: URL
}

interface Task {
  number: number
  job: DrawingJob
  resolve: (bytes: Uint8Array) => void
  reject: (error: unknown) => void
  signal: AbortSignal | undefined
  leave: () => void
}

interface Process {
  child: ChildProcess
  folder: string
  ready: boolean
  task: Task | null
  timer: NodeJS.Timeout | undefined
  /** Why it was killed, if it was. */
  killed: string | undefined
}

const STARTS_TRIED = 4
const RESTART_DELAY_MS = 100
/** Time in which an abandoned picture may still be finished: that costs less than starting a new process. */
const ABANDONED_MS = 1000
/** JavaScript's own memory in a process; Mapnik's is not part of it. */
const HEAP_MEGABYTES = 256

/** Processes that draw one picture at a time each, from one bounded queue. One that dies, hangs or grows is replaced. */
export class DrawingPool {
  readonly #options: DrawingPoolOptions
  readonly #processes = new Set<Process>()
  readonly #mapnik: MapnikFiles | null = null
  #queue: Task[] = []
  #nextNumber = 1
  #crashes = 0
  #failedStarts = 0
  #off: PicturesOff | null = null

  constructor(options: DrawingPoolOptions) {
    this.#options = options
    try {
      this.#mapnik = options.processes > 0 ? findMapnik() : null
    } catch (error) {
      this.#turnOff(toError(error))
    }
    if (!this.#mapnik) this.#turnOff(undefined)
  }

  /** Whether pictures can be drawn here as far as known: the first process is started for the first picture. */
  get available(): boolean {
    return this.#off === null
  }

  /** Throws PicturesOff. */
  needOn(): void {
    if (this.#off) throw this.#off
  }

  async run(job: DrawingJob, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted()
    this.needOn()
    if (this.#queue.length >= this.#options.queueLimit) throw new PicturesBusy(this.#options.queueLimit)
    return await new Promise((resolve, reject) => {
      const task: Task = { number: this.#nextNumber++, job, resolve, reject, signal, leave: () => {} }
      task.leave = () => this.#abandon(task)
      signal?.addEventListener('abort', task.leave, { once: true })
      this.#queue.push(task)
      this.#assign()
    })
  }

  metrics(): PoolMetrics {
    const running = [...this.#processes].filter(({ task }) => task !== null).length
    return {
      processes: this.#processes.size,
      running,
      queued: this.#queue.length,
      crashes: this.#crashes,
    }
  }

  async close(): Promise<void> {
    this.#turnOff(undefined)
    await Promise.all(
      [...this.#processes].map(({ child }) => {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGKILL')
        return ended
      }),
    )
  }

  #start(mapnik: MapnikFiles): void {
    const {
      programUrl = new URL('./drawing-process.ts', import.meta.url),
      fonts,
      memoryBytes,
    } = this.#options
    const folder = mkdtempSync(join(tmpdir(), 'petausul-pictures-'))
    // A minimal environment: the server's settings must not be visible to a process that reads styles.
    const child = fork(fileURLToPath(programUrl), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      env: { LD_LIBRARY_PATH: mapnik.libraries, DYLD_LIBRARY_PATH: mapnik.libraries },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const process: Process = { child, folder, ready: false, task: null, timer: undefined, killed: undefined }
    this.#processes.add(process)
    child.on('message', (message: FromDrawing) => this.#receive(process, message))
    child.once('error', () => child.kill('SIGKILL'))
    child.once('exit', (code, signal) => this.#ended(process, code, signal))
    this.#send(process, { setup: { folder, fonts, memoryBytes, mapnik } })
  }

  #begin(): void {
    if (this.#mapnik && !this.#off) this.#start(this.#mapnik)
  }

  #send({ child }: Process, message: ToDrawing): void {
    // The exit handler deals with a process that has already ended.
    child.send(message, () => {})
  }

  #receive(process: Process, message: FromDrawing): void {
    if ('unavailable' in message) {
      this.#turnOff(new Error(message.unavailable))
      return
    }
    if ('ready' in message) {
      process.ready = true
      this.#failedStarts = 0
    } else if (process.task?.number === message.number) {
      const task = this.#release(process)
      if ('bytes' in message) {
        task?.resolve(message.bytes)
        if (message.tired) this.#kill(process, 'tired')
      } else task?.reject(new PictureFailed(`Mapnik could not draw it: ${message.fault}`))
    }
    this.#assign()
  }

  #assign(): void {
    for (const process of this.#processes) {
      if (!process.ready || process.task || process.killed) continue
      const task = this.#queue.shift()
      if (!task) return
      process.task = task
      process.timer = setTimeout(() => {
        this.#kill(process, `it took more than ${this.#options.timeoutMs / 1000} s`)
      }, this.#options.timeoutMs)
      this.#send(process, { number: task.number, job: task.job })
    }
    const starting = [...this.#processes].some(({ ready }) => !ready)
    if (this.#queue.length > 0 && !starting && this.#processes.size < this.#options.processes) this.#begin()
  }

  #release(process: Process): Task | null {
    const { task } = process
    clearTimeout(process.timer)
    process.task = null
    task?.signal?.removeEventListener('abort', task.leave)
    return task
  }

  #abandon(task: Task): void {
    this.#queue = this.#queue.filter((waiting) => waiting !== task)
    task.reject(task.signal?.reason)
    const process = [...this.#processes].find((one) => one.task === task)
    if (!process) return
    clearTimeout(process.timer)
    process.timer = setTimeout(() => this.#kill(process, 'its client left'), ABANDONED_MS)
  }

  #kill(process: Process, reason: string): void {
    process.killed = reason
    process.child.kill('SIGKILL')
  }

  #ended(process: Process, code: number | null, signal: string | null): void {
    this.#processes.delete(process)
    rmSync(process.folder, { recursive: true, force: true })
    if (this.#off) {
      this.#release(process)?.reject(this.#off)
      return
    }
    if (process.killed !== 'tired') this.#crashes++
    const { memoryBytes } = this.#options
    const why =
      process.killed ??
      (code === TOO_LARGE_EXIT
        ? `it needed more than ${Math.round(memoryBytes / 2 ** 20)} MB`
        : `its process ended (${signal ?? code})`)
    this.#release(process)?.reject(new PictureFailed(`Drawing was given up: ${why}`))
    if (process.ready) this.#begin()
    else this.#startAgain()
  }

  #startAgain(): void {
    this.#failedStarts++
    if (this.#failedStarts >= STARTS_TRIED) {
      this.#turnOff(new Error('the drawing process cannot be started'))
      return
    }
    setTimeout(
      () => {
        this.#begin()
      },
      RESTART_DELAY_MS * 2 ** this.#failedStarts,
    ).unref()
  }

  #turnOff(cause: Error | undefined): void {
    this.#off ??= new PicturesOff(cause)
    for (const { reject } of this.#queue.splice(0)) reject(this.#off)
  }
}
