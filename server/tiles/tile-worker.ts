import { parentPort, workerData } from 'node:worker_threads'
import { JobHandler } from './job-handler.ts'
import { answerJob, type WorkerSetup } from './worker-protocol.ts'

// The whole of a pool thread: what it is told of layers it keeps, what it is asked it answers.
const port = parentPort
if (port) {
  const handler = new JobHandler((workerData as WorkerSetup).encode)
  port.on('message', (message) => answerJob(port, handler, message))
  port.postMessage({ ready: true })
}
