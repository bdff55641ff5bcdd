import { fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { FromWorker, QuickKind, SolverKind, Work, WorkKind } from './worker-messages.ts'

/** Work that runs beside the server: heard until it is ended. */
export interface Apart {
  /** Ends it, whatever it is doing. */
  readonly end: () => Promise<unknown>
}

export interface Hear<K extends WorkKind> {
  readonly onMessage: (message: FromWorker<K>) => void
  /** It failed, or ended before it was ended. */
  readonly onFailure: (error: Error) => void
}

const HEAP_MEGABYTES = 1024

/** In a thread, where columns over shared memory are not copied. */
export function startThread<K extends QuickKind>(
  kind: K,
  request: Work[K]['request'],
  { onMessage, onFailure }: Hear<K>,
): Apart {
  const worker = new Worker(new URL('./prioritise-worker.ts', import.meta.url), {
    workerData: { kind, request },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  })
  worker.on('message', onMessage)
  worker.on('error', (cause) => onFailure(new Error(`The ${kind} thread failed: ${cause}`, { cause })))
  worker.on('exit', (code) => onFailure(new Error(`The ${kind} thread ended early with code ${code}`)))
  return { end: () => worker.terminate() }
}

/**
 * In a process. Solving is WebAssembly that is often cut short; V8's register of such code now and then breaks over it
 * (https://github.com/nodejs/node/issues/64500), and that must cost a study, not the server.
 */
export function startProcess<K extends SolverKind>(
  kind: K,
  request: Work[K]['request'],
  { onMessage, onFailure }: Hear<K>,
): Apart {
  const codeCache = getCompileCacheDir()
  const child = fork(new URL('./solver-process.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
    env: codeCache ? { NODE_COMPILE_CACHE: codeCache } : {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      onFailure(new Error(`The ${kind} process ended early with ${signal ?? `code ${code}`}`))
      resolve()
    })
    child.once('error', (cause) => {
      onFailure(new Error(`The ${kind} process failed: ${cause}`, { cause }))
      if (child.pid === undefined) resolve()
    })
  })
  child.on('message', (message) => onMessage(message as FromWorker<K>))
  // What cannot be sent ends in 'error' or 'exit' too.
  child.send({ kind, request }, () => {})
  return {
    end: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}
