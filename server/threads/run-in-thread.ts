import { Worker } from 'node:worker_threads'
import { type RunOptions, runApart } from './run-apart.ts'

/**
 * Runs a program that calls `answerTask` in a thread of its own, for tasks that are done once. Services that answer many requests
 * keep their threads (tile pool, zones, embedded engine). Columns in shared memory are not copied.
 */
export function runInThread<Result, Progress = never>(
  program: URL,
  task: unknown,
  options: RunOptions<Progress>,
): Promise<Result> {
  const { name, heapMegabytes, youngMegabytes, isDaemon } = options
  return runApart<Result, Progress>(({ onMessage, onFailure }) => {
    const worker = new Worker(program, {
      workerData: task,
      resourceLimits: {
        ...(heapMegabytes && { maxOldGenerationSizeMb: heapMegabytes }),
        ...(youngMegabytes && { maxYoungGenerationSizeMb: youngMegabytes }),
      },
    })
    if (isDaemon) worker.unref()
    worker.on('message', onMessage)
    worker.on('error', (cause) => onFailure(new Error(`The ${name} thread failed: ${cause}`, { cause })))
    worker.on('exit', (code) => onFailure(new Error(`The ${name} thread ended early with code ${code}`)))
    return { send: (message) => worker.postMessage(message), end: () => worker.terminate() }
  }, options)
}
