import { sendJson } from '../../api/send-json.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { GroupAgreement } from './agree-live.ts'

interface AgreementAnswer {
  concordance: number
  pairs: GroupAgreement['pairs']
  aboveForAll: string[]
  aboveForSome: { code: string }[]
  counts: { aboveForAll: number; aboveForSome: number }
}

/** The server's comparison of groups, for more proposals than a browser compares between two moves. */
export async function askAgreement(state: PlanState, signal: AbortSignal): Promise<GroupAgreement> {
  const { filters, groups, top } = state
  const body = { filter: filterBody(filters), sets: groups, top }
  const answer = (await (
    await sendJson('/api/rankings/agreement', { body, signal })
  ).json()) as AgreementAnswer
  return {
    concordance: answer.concordance,
    pairs: answer.pairs,
    forAll: answer.aboveForAll,
    forSome: answer.aboveForSome.map(({ code }) => code),
    allCount: answer.counts.aboveForAll,
    someCount: answer.counts.aboveForSome,
  }
}
