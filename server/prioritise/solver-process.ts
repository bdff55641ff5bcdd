import { explainRefusal, type Refusal } from '../../core/portfolio/explain-refusal.ts'
import { type PortfolioAnswer, studyPortfolio } from '../../core/portfolio/study-portfolio.ts'
import { type FrontPoint, traceFront } from '../../core/portfolio/trace-front.ts'
import { sendOutcome } from '../threads/answer-task.ts'
import type { FromThread } from '../threads/thread-messages.ts'
import { yieldToRequests } from '../threads/yield-to-requests.ts'
import { nowAndThen } from './now-and-then.ts'
import { openHighs } from './open-highs.ts'
import type {
  FrontRequest,
  PortfolioRequest,
  PortfolioResult,
  RefusalRequest,
  SolverKind,
  Work,
} from './worker-messages.ts'

// Program of a solver process: executes the one task that it is sent, and ends with its parent.

type Task = { [K in SolverKind]: { kind: K; request: Work[K]['request'] } }[SolverKind]

const parent = process.ppid

process.once('message', (task: Task) => {
  const send = (message: FromThread<unknown, Work[SolverKind]['progress']>) => process.send?.(message)
  void sendOutcome(send, (onProgress) => {
    const report = nowAndThen(onProgress)
    return doTask(task, (progress) => {
      // Solving blocks the event loop, so the end of the channel would not be noticed.
      if (process.ppid !== parent) process.exit()
      report(progress)
    })
  })
})
process.on('disconnect', () => process.exit())

async function doTask(task: Task, onProgress: (progress: Work[SolverKind]['progress']) => void) {
  if (task.kind === 'refusal') return answerRefusal(task.request, onProgress)
  yieldToRequests()
  if (task.kind === 'front') return traceRequest(task.request, onProgress)
  return solveRequest(task.request, onProgress)
}

async function solveRequest(
  { problem, ...options }: PortfolioRequest,
  onProgress: (progress: Work['portfolio']['progress']) => void,
): Promise<PortfolioResult> {
  const { solve, version } = await openHighs((progress) => onProgress({ step: 'solver', ...progress }))
  const nowSeconds = () => performance.now() / 1000
  const onFound = (answer: PortfolioAnswer) =>
    onProgress({ step: 'found', answer: { ...answer, solver: version } })
  return {
    ...studyPortfolio(problem, { ...options, solve, nowSeconds, onProgress, onFound }),
    solver: version,
  }
}

async function traceRequest(
  { problem, most, timeLimitSeconds }: FrontRequest,
  onProgress: (progress: Work['front']['progress']) => void,
): Promise<Work['front']['result']> {
  let done = 0
  const { solve, version } = await openHighs(() => onProgress({ done, of: most }))
  const end = performance.now() + timeLimitSeconds * 1000
  const secondsLeft = () => Math.max(0.01, (end - performance.now()) / 1000)
  const onPoint = (point: FrontPoint, found: number) => {
    done = found
    onProgress({ done, of: most, point })
  }
  return { ...traceFront(problem, { solve, most, secondsLeft, onPoint }), solver: version }
}

async function answerRefusal(
  { problem, best, code, timeLimitSeconds: limit }: RefusalRequest,
  onProgress: (progress: Work['refusal']['progress']) => void,
): Promise<Refusal> {
  const { solve } = await openHighs(() => onProgress({ done: limit - secondsLeft(), of: limit }))
  const end = performance.now() + limit * 1000
  const secondsLeft = () => Math.max(0.01, (end - performance.now()) / 1000)
  return explainRefusal(problem, best, code, { solve, secondsLeft })
}
