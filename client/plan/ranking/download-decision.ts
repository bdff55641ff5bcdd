import { sendJson } from '../../api/send-json.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'
import { saveFile } from './save-file.ts'

/** Downloads the decision file of the present ranking; gives its name. The server writes it, with all that it rests on. */
export async function downloadDecision(
  { filters, weights, model }: PlanState,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    filter: filterBody(filters),
    method: 'weighted-sum',
    weights: weights ?? {},
    model: undefined,
  }
  const response = await sendJson('/api/rankings/decision', { body, signal })
  const named = /filename="?([\w.-]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const name = named ?? `keputusan-${model?.split('@')[0] ?? 'peringkat'}.json`
  saveFile(name, await response.blob())
  return name
}
