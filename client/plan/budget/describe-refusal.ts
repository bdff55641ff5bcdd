import { ProblemResponse } from '../../api/problem-response.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { BudgetDraft } from './budget-draft.ts'
import { conditionText } from './condition-words.ts'
import { originsOf } from './draft-request.ts'
import { nameCodes } from './name-codes.ts'

/** Why a search was not begun; what is wrong with a condition is told by the name of its card. */
export function describeRefusal(
  failure: unknown,
  draft: BudgetDraft,
  alternatives: Alternatives | null,
): string {
  if (!(failure instanceof ProblemResponse)) return describeFailure(failure)
  const { parameter, received } = failure.body
  const [, place, member] = /^constraints\[(\d+)\]\.?(.*)$/.exec(String(parameter)) ?? []
  const origin = place === undefined ? undefined : originsOf(draft)[Number(place)]
  const condition = origin && draft.conditions[origin.condition]
  if (!condition) return describeFailure(failure)
  const name = conditionText(condition.kind)
  const isCodes = member === 'codes'
  const what = isCodes ? nameCodes(String(received), alternatives) : failure.detail
  return conditionText(isCodes ? 'refusedCodes' : 'refused', { name, what })
}
