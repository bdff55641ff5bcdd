import type { RobustnessStudy, StartedStudy } from '../../../core/api/robustness.ts'
import { getJson } from '../../api/get-json.ts'
import { ProblemResponse } from '../../api/problem-response.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import { filterBody } from '../data/plan-api.ts'
import { onScale } from '../state/on-scale.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { Robustness, RobustnessQuestion } from '../state/robustness.ts'

const ASK_EVERY_MS = 400
/** Of the whole until the study begins: the server reads what is studied. */
const STARTING = 0.1
const addressOf = (id: string) => `/api/rankings/robustness/${encodeURIComponent(id)}`

/**
 * Has the server study the ranking under random weights and follows it in the store until it ends. Ends the
 * server's work too when `signal` ends.
 */
export async function runRobustness(
  store: PlanStore,
  question: RobustnessQuestion,
  signal: AbortSignal,
): Promise<void> {
  const { filters, weights, method, scale, alternatives } = store.state
  if (!weights || !alternatives) return
  const digest = alternatives.digest
  const begun: Omit<Robustness, 'byCode' | 'failure'> = {
    id: '',
    state: 'running',
    share: 0,
    question,
    weights,
    method,
    scale,
    digest,
  }
  const put = (patch: Partial<Robustness>) =>
    store.update({ robustness: { ...begun, byCode: null, failure: null, ...patch } })
  put({})
  try {
    const body = { filter: filterBody(filters), weights, method, ...onScale(store.state), ...question }
    const onShare = (share: number) => put({ share: share * STARTING })
    const { id } = await sendForLines<StartedStudy>('/api/rankings/robustness', { body }, { signal, onShare })
    await follow(id, put, signal)
  } catch (failure) {
    put(signal.aborted ? { state: 'cancelled' } : { state: 'failed', failure })
  }
}

async function follow(
  id: string,
  put: (patch: Partial<Robustness>) => void,
  signal: AbortSignal,
): Promise<void> {
  // A study that nobody waits for must not keep the server busy.
  const end = () => void sendJson(addressOf(id), { method: 'DELETE' }).catch(() => undefined)
  signal.addEventListener('abort', end, { once: true })
  while (true) {
    const job = await getJson<RobustnessStudy>(addressOf(id), new URLSearchParams(), signal)
    if (job.state === 'done') {
      signal.removeEventListener('abort', end)
      const items = job.result?.items ?? []
      put({ id, state: 'done', share: 1, byCode: new Map(items.map((item) => [item.code, item])) })
      return
    }
    if (job.state !== 'running') {
      const { title, detail = '' } = job.problem ?? { title: job.state }
      throw new ProblemResponse(500, title, detail)
    }
    put({ id, share: STARTING + (1 - STARTING) * job.share })
    await wait(ASK_EVERY_MS, signal)
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(new DOMException('Cancelled', 'AbortError'))
      },
      { once: true },
    )
  })
}
