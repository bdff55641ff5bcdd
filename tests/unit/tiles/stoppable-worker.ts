import { parentPort, workerData } from 'node:worker_threads'
import { StopFlag } from '../../../server/tiles/stop-flag.ts'
import { JobHandler } from '../../../server/tiles/workers/job-handler.ts'
import { answerJob, type ToWorker, type WorkerSetup } from '../../../server/tiles/workers/worker-protocol.ts'

/** As the real worker, but at its first feature it waits until some job has been asked to stop. */
const port = parentPort!
const { encode, stop } = workerData as WorkerSetup
const flag = new StopFlag(stop)
const handler = new JobHandler(encode, () => {
  Atomics.wait(stop, 0, 0)
  flag.check()
})
port.on('message', (message: ToWorker) => answerJob(port, handler, message, flag))
port.postMessage({ ready: true })
