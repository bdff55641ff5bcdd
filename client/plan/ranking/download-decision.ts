import { sendJson } from '../../api/send-json.ts'
import { filterBody } from '../data/plan-api.ts'
import { findModel } from '../data/plan-feed.ts'
import type { PlanState } from '../state/plan-state.ts'
import { isFresh } from '../state/robustness.ts'
import { sameChoice } from '../state/weight-history.ts'
import { saveFile } from './save-file.ts'

/**
 * Downloads the decision file of the present ranking; gives its name. The server writes it, with all that it rests
 * on: weights and method as a saved model where they are one, and the study of robustness where it was made for them.
 */
export async function downloadDecision(state: PlanState, signal: AbortSignal): Promise<string> {
  const { filters, weights, method, model, models, robustness } = state
  const saved = findModel(models, model)
  const unchanged = saved && sameChoice(saved, { weights, method })
  const study = robustness?.byCode && isFresh(robustness, state) ? { robustness: robustness.question } : {}
  const body = {
    filter: filterBody(filters),
    method,
    ...(unchanged ? { model: { id: saved.id, version: saved.version } } : { weights }),
    ...study,
  }
  const response = await sendJson('/api/rankings/decision', { body, signal })
  const named = /filename="?([\w.-]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const name = named ?? 'keputusan-peringkat.json'
  saveFile(name, await response.blob())
  return name
}
