import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import type { DecisionText } from '../../../core/api/ranking.ts'
import { readLines } from '../../api/read-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import { saveFile } from '../../panel/save-file.ts'
import { filterBody } from '../data/plan-api.ts'
import { findModel } from '../state/find-model.ts'
import { onScale } from '../state/on-scale.ts'
import type { PlanState } from '../state/plan-state.ts'
import { isFresh } from '../state/robustness.ts'
import { sameChoice } from '../state/weight-history.ts'
import type { SaveWatch } from '../tab/save-watch.ts'

/** The server computes a study of robustness again for the file, as long as it may take. */
const TIMEOUT_MS = 600_000

/**
 * The present ranking as its decision file is asked for: weights and method as a saved model where they are one, and the study of
 * robustness where it was made for them.
 */
export function rankingDecided(state: PlanState): object {
  const { filters, weights, method, scale, model, models, robustness } = state
  const saved = findModel(models, model)
  const unchanged = saved && sameChoice(saved, { weights, method, scale })
  const study = robustness?.byCode && isFresh(robustness, state) ? { robustness: robustness.question } : {}
  return {
    filter: filterBody(filters),
    method,
    ...onScale(state),
    ...(unchanged ? { model: { id: saved.id, version: saved.version } } : { weights }),
    ...study,
  }
}

/**
 * Downloads the decision file of the present ranking; gives its name. The server writes it, with all that it rests
 * on.
 */
export async function downloadDecision(state: PlanState, { signal, onShare }: SaveWatch): Promise<string> {
  const body = rankingDecided(state)
  const headers = { accept: PROGRESS_LINES }
  const response = await sendJson('/api/rankings/decision', { body, headers, signal, timeoutMs: TIMEOUT_MS })
  const { name, text } = await readLines<DecisionText>(response, onShare)
  saveFile(name, new Blob([text], { type: 'application/json' }))
  return name
}
