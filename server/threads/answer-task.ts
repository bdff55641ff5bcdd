import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import type { FromThread } from './thread-messages.ts'

/**
 * The worker's side of `runInThread`: executes the one task of this thread and sends its result. Outside of a thread it does
 * nothing, so that tests can import the program. `port` receives what the caller feeds.
 */
export async function answerTask<Task, Result, Progress = never>(
  work: (task: Task, onProgress: (progress: Progress) => void, port: MessagePort) => Result | Promise<Result>,
): Promise<void> {
  const port = parentPort
  if (!port) return
  const send = (message: FromThread<Result, Progress>) => port.postMessage(message)
  await sendOutcome(send, (onProgress: (progress: Progress) => void) =>
    work(workerData as Task, onProgress, port),
  )
}

/** Sends the progress of some work and its end: the result, a problem, or the trace of a fault. */
export async function sendOutcome<Result, Progress>(
  send: (message: FromThread<Result, Progress>) => void,
  work: (onProgress: (progress: Progress) => void) => Result | Promise<Result>,
): Promise<void> {
  try {
    send({ result: await work((progress) => send({ progress })) })
  } catch (error) {
    if (error instanceof Problem) send({ problem: error.body })
    else send({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
