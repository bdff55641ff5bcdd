import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import type { AgreementAnswer } from '../../../core/api/ranking.ts'
import { readLines } from '../../api/read-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import { filterBody } from '../data/plan-api.ts'
import { onScale } from '../state/on-scale.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { GroupAgreement } from './agree-live.ts'

/**
 * The server's comparison of groups, for more than a browser compares between two moves, and for raw values. `onShare` hears
 * how much of it is done, 0–1; ending the signal ends it on the server too.
 */
export async function askAgreement(
  state: PlanState,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<GroupAgreement> {
  const { filters, groups, top, method } = state
  const body = { filter: filterBody(filters), sets: groups, top, method, ...onScale(state) }
  const headers = { accept: PROGRESS_LINES }
  const response = await sendJson('/api/rankings/agreement', { body, headers, signal })
  const answer = await readLines<AgreementAnswer>(response, onShare)
  return {
    concordance: answer.concordance,
    pairs: answer.pairs,
    forAll: answer.aboveForAll,
    forSome: answer.aboveForSome.map(({ code }) => code),
    allCount: answer.counts.aboveForAll,
    someCount: answer.counts.aboveForSome,
  }
}
