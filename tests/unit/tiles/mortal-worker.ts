import { parentPort, workerData } from 'node:worker_threads'
import { JobHandler } from '../../../server/tiles/workers/job-handler.ts'
import { answerJob, type ToWorker, type WorkerSetup } from '../../../server/tiles/workers/worker-protocol.ts'

/** As the real worker, but column 13 kills it, column 14 throws and column 15 takes a while. */
const port = parentPort!
const handler = new JobHandler((workerData as WorkerSetup).encode)
port.on('message', (message: ToWorker) => {
  const column = 'job' in message && message.job.kind === 'tile' ? message.job.tile.x : 0
  if (column === 13) process.exit(1)
  if (column === 15) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
  if (column === 14 && 'job' in message) {
    port.postMessage({ number: message.number, fault: { message: 'column 14', stack: undefined } })
  } else answerJob(port, handler, message)
})
port.postMessage({ ready: true })
