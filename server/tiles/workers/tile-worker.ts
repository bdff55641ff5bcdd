import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from '../../threads/collect-garbage.ts'
import { PRIORITY_OF_MAKERS, yieldToRequests } from '../../threads/yield-to-requests.ts'
import { StopFlag } from '../stop-flag.ts'
import { JobHandler } from './job-handler.ts'
import { answerJob, type ToWorker, type WorkerSetup } from './worker-protocol.ts'

// Program of a pool thread: keeps the layers that it is sent and executes jobs.
const port = parentPort
if (port) {
  yieldToRequests(PRIORITY_OF_MAKERS)
  const { encode, stop } = workerData as WorkerSetup
  const flag = new StopFlag(stop)
  const handler = new JobHandler(encode, flag.check)
  port.on('message', (message: ToWorker) => {
    answerJob(port, handler, message, flag)
    // The rows that a layer was built from are as large as the layer; an idle thread would keep them in memory.
    if ('job' in message && (message.job.kind === 'build' || message.job.kind === 'compact')) collectGarbage()
  })
  port.postMessage({ ready: true })
}
