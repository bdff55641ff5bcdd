import { Problem } from '../../core/problem.ts'
import type { FromWorker, Work, WorkKind } from './worker-messages.ts'

/** Progress is sent at most this often, however fast the work goes; but the end of a step and what is found always. */
const PROGRESS_EVERY_MS = 100

type Progress = Work[WorkKind]['progress']

/** Does a task where nobody else runs (a thread or a process of its own), and sends its progress and its end to whoever gave it. */
export async function answerTask(
  send: (message: FromWorker<WorkKind>) => void,
  work: (onProgress: (progress: Progress) => void) => Promise<Work[WorkKind]['result']>,
): Promise<void> {
  let sent = 0
  const onProgress = (progress: Progress) => {
    const ends = 'answer' in progress || ('done' in progress && progress.done === progress.of)
    if (!ends && Date.now() - sent < PROGRESS_EVERY_MS) return
    sent = Date.now()
    send({ progress })
  }
  try {
    send({ result: await work(onProgress) })
  } catch (error) {
    if (error instanceof Problem) send({ problem: error.body })
    else send({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
