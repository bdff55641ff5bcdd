import { parentPort, workerData } from 'node:worker_threads'
import { explainRefusal, type Refusal } from '../../core/portfolio/explain-refusal.ts'
import { type PortfolioAnswer, studyPortfolio } from '../../core/portfolio/study-portfolio.ts'
import { Problem } from '../../core/problem.ts'
import { yieldToRequests } from '../yield-to-requests.ts'
import { carryOut } from './carry-out.ts'
import { openHighs } from './open-highs.ts'
import type {
  FromWorker,
  PortfolioRequest,
  PortfolioResult,
  RefusalRequest,
  Work,
  WorkKind,
} from './worker-messages.ts'

/** Progress is told at most this often, however fast the work goes; but the end of a step and what is found always. */
const PROGRESS_EVERY_MS = 100

type Task = { [K in WorkKind]: { kind: K; request: Work[K]['request'] } }[WorkKind]

const port = parentPort
if (port) {
  const send = (message: FromWorker<WorkKind>) => port.postMessage(message)
  let told = 0
  const tell = (progress: Work[WorkKind]['progress']) => {
    const ends = 'answer' in progress || ('done' in progress && progress.done === progress.of)
    if (!ends && Date.now() - told < PROGRESS_EVERY_MS) return
    told = Date.now()
    send({ progress })
  }
  try {
    send({ result: await doTask(workerData as Task, tell) })
  } catch (error) {
    if (error instanceof Problem) send({ problem: error.body })
    else send({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function doTask(task: Task, tell: (progress: Work[WorkKind]['progress']) => void) {
  switch (task.kind) {
    case 'portfolio':
      yieldToRequests()
      return solveRequest(task.request, tell)
    case 'refusal':
      return answerRefusal(task.request, tell)
    default:
      return carryOut(task.kind, task.request, tell)
  }
}

async function solveRequest(
  { problem, ...options }: PortfolioRequest,
  tell: (progress: Work['portfolio']['progress']) => void,
): Promise<PortfolioResult> {
  const { solve, version } = await openHighs((progress) => tell({ step: 'solver', ...progress }))
  const nowSeconds = () => performance.now() / 1000
  const onFound = (answer: PortfolioAnswer) => tell({ step: 'found', answer: { ...answer, solver: version } })
  const watched = { ...options, solve, nowSeconds, onProgress: tell, onFound }
  return { ...studyPortfolio(problem, watched), solver: version }
}

async function answerRefusal(
  { problem, best, code, timeLimitSeconds: limit }: RefusalRequest,
  tell: (progress: Work['refusal']['progress']) => void,
): Promise<Refusal> {
  const { solve } = await openHighs(() => tell({ done: limit - secondsLeft(), of: limit }))
  const end = performance.now() + limit * 1000
  const secondsLeft = () => Math.max(0.01, (end - performance.now()) / 1000)
  return explainRefusal(problem, best, code, { solve, secondsLeft })
}
