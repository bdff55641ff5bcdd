import { pick } from '../../i18n/translate.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { detailsText } from './details-words.ts'

/** Why a proposal has no place in the ranking here: each case that can be, in words. */
export function whyNotRanked({ state, ranking }: PlanStore, code: string): string {
  const { alternatives, criteria, weights, loading, failure } = state
  if (!alternatives) return detailsText(loading && !failure ? 'waiting' : 'noProposals')
  if (alternatives.truncated) return detailsText('notHere')
  const row = alternatives.rowOf.get(code)
  if (row === undefined) return detailsText('notInFilter')
  if (!ranking) return detailsText('allZero')
  const lacking = criteria.filter(
    ({ key }) => (weights?.[key] ?? 0) > 0 && alternatives.leftOut.get(key)?.includes(row),
  )
  if (lacking.length === 0) return detailsText('furtherDown')
  return detailsText('leftOut', { names: lacking.map(({ title }) => pick(title)).join(', ') })
}
