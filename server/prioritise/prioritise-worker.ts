import { parentPort, workerData } from 'node:worker_threads'
import { answerTask } from './answer-task.ts'
import { carryOut } from './carry-out.ts'
import type { QuickKind, Work } from './worker-messages.ts'

const port = parentPort
if (port) {
  const { kind, request } = workerData as { kind: QuickKind; request: Work[QuickKind]['request'] }
  await answerTask(
    (message) => port.postMessage(message),
    (onProgress) => carryOut(kind, request, onProgress),
  )
}
