import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads'
import { JobHandler } from '../../../server/tiles/workers/job-handler.ts'
import { answerJob, type ToWorker, type WorkerSetup } from '../../../server/tiles/workers/worker-protocol.ts'

/** As the real worker, but merging edits into the snapshot says that it began and waits until the test lets it go on. */
const [began, released] = [0, 1]
const port = parentPort!
const gate = new Int32Array(getEnvironmentData('merging') as SharedArrayBuffer)
const handler = new JobHandler((workerData as WorkerSetup).encode)
port.on('message', (message: ToWorker) => {
  if ('job' in message && message.job.kind === 'compact') {
    Atomics.store(gate, began, 1)
    Atomics.notify(gate, began)
    Atomics.wait(gate, released, 0)
  }
  answerJob(port, handler, message)
})
port.postMessage({ ready: true })
