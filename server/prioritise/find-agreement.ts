import { rankByMethod } from '../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../core/score/ranking-methods.ts'
import { compareStakeholders } from '../../core/weights/compare-stakeholders.ts'
import { pickRows } from './pick-rows.ts'
import type { AgreementRequest, AgreementResult } from './worker-messages.ts'

/** Ranks by each set of weights, and says where the rankings agree. Row numbers are places among those taking part. */
export function findAgreement(
  { columns, rows, sets, top, method }: AgreementRequest,
  tell: (progress: { done: number; of: number }) => void,
): AgreementResult {
  const taking = pickRows(columns, rows)
  const used = methodWithDefaults(method, columns.length)
  const rankings = sets.map(({ name, weights }) => ({
    name,
    rank: rankByMethod({ columns: taking, weights, method: used }).rank,
  }))
  const found = compareStakeholders(rankings, top, (done, of) => tell({ done, of }))
  return { ...found, ranks: rankings.map(({ rank }) => rank) }
}
