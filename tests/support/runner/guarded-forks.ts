import { EventEmitter } from 'node:events'
import {
  ForksPoolWorker,
  type PoolOptions,
  type PoolRunnerInitializer,
  type PoolWorker,
  type WorkerRequest,
} from 'vitest/node'

/**
 * V8 of Node 24 now and then ends a process that runs PGlite: two threads race over its registry of WebAssembly code. No
 * code of ours can prevent it, and it says nothing of what a test found.
 */
export const CRASH_BUG = 'https://github.com/nodejs/node/issues/64500'
/** What a process ends by that crashed; SIGKILL and SIGTERM come from outside. */
const CRASHES = new Set(['SIGSEGV', 'SIGTRAP', 'SIGILL', 'SIGBUS', 'SIGABRT'])

/** Of each process that crashed and was replaced: what it was running, as the run's end tells. */
export const crashes: string[] = []

type Listener = (...values: never[]) => void
interface FromWorker {
  __vitest_worker_response__?: boolean
  type?: string
}

/**
 * Vitest's own worker process, except that a file whose process crashed is run again, once, in a new process of its own,
 * and that this is printed. A file of which a test had failed by then is not: a failure stays one.
 */
class GuardedFork implements PoolWorker {
  readonly name = 'guarded-forks'
  readonly cacheFs = true
  readonly #options: PoolOptions
  readonly #events = new EventEmitter()
  #fork: ForksPoolWorker
  #begin: WorkerRequest | undefined
  /** What it is at; undefined between two files. */
  #run: WorkerRequest | undefined
  #again = false

  constructor(options: PoolOptions) {
    this.#options = options
    this.#fork = new ForksPoolWorker(options)
  }

  async start(): Promise<void> {
    await this.#fork.start()
    this.#listen(this.#fork)
  }

  stop(): Promise<void> {
    return this.#fork.stop()
  }

  on(event: string, listener: Listener): void {
    this.#events.on(event, listener as (...values: unknown[]) => void)
  }

  off(event: string, listener: Listener): void {
    this.#events.off(event, listener as (...values: unknown[]) => void)
  }

  send(message: WorkerRequest): void {
    if (message.type === 'start') this.#begin = message
    if (message.type === 'run' || message.type === 'collect') {
      this.#run = message
      this.#again = false
    }
    this.#fork.send(message)
  }

  deserialize(data: unknown): unknown {
    return data
  }

  #listen(fork: ForksPoolWorker): void {
    fork.on('error', (error: Error) => this.#tell('error', error))
    fork.on('message', (message: FromWorker) => {
      if (message?.type === 'testfileFinished') this.#run = undefined
      this.#tell('message', message)
    })
    fork.on('exit', (code: number | null, signal: string | null) => {
      // When vitest ends a worker, it stops listening first.
      if (this.#events.listenerCount('exit') === 0) return
      if (!this.#replace(signal)) this.#tell('exit', code, signal)
    })
  }

  /** Whether a new process goes on in the place of one that ended by this signal. */
  #replace(signal: string | null): boolean {
    if (signal === null || !CRASHES.has(signal) || this.#again || !this.#begin) return false
    const files = this.#filesOf(this.#run)
    if (this.#hasFailure(files)) return false
    this.#again = true
    const what = files.length > 0 ? files.join(', ') : 'no test file'
    const { name } = this.#options.project
    crashes.push(`${name}: ${what} (${signal})`)
    process.stdout.write(
      `\nThe process of ${what} (${name}) crashed with ${signal}; it is run again, once. Known bug: ${CRASH_BUG}\n`,
    )
    this.#restart(this.#begin, this.#run).catch((error: Error) => this.#tell('error', error))
    return true
  }

  async #restart(begin: WorkerRequest, run: WorkerRequest | undefined): Promise<void> {
    const fork = new ForksPoolWorker(this.#options)
    this.#fork = fork
    await fork.start()
    if (run) {
      const onStart = (message: FromWorker) => {
        if (message?.type !== 'started') return
        fork.off('message', onStart)
        fork.send(run)
      }
      fork.on('message', onStart)
    }
    this.#listen(fork)
    fork.send(begin)
  }

  #filesOf(run: WorkerRequest | undefined): string[] {
    if (run?.type !== 'run' && run?.type !== 'collect') return []
    return run.context.files.map(({ filepath }) => filepath)
  }

  #hasFailure(files: string[]): boolean {
    const { project } = this.#options
    return project.vitest.state
      .getTestModules(files)
      .some(
        (module) =>
          module?.project === project && (!module.ok() || [...module.children.allTests('failed')].length > 0),
      )
  }

  /** An error that nobody listens for would end vitest itself. */
  #tell(event: string, ...values: unknown[]): void {
    if (this.#events.listenerCount(event) > 0) this.#events.emit(event, ...values)
  }
}

export const guardedForks: PoolRunnerInitializer = {
  name: 'guarded-forks',
  createPoolWorker: (options) => new GuardedFork(options),
}
