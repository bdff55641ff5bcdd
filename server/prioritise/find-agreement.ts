import { rankAlternatives } from '../../core/score/rank-alternatives.ts'
import { weightedSum } from '../../core/score/weighted-sum.ts'
import { compareStakeholders } from '../../core/weights/compare-stakeholders.ts'
import { pickRows } from './pick-rows.ts'
import type { AgreementRequest, AgreementResult } from './worker-messages.ts'

/** Ranks by each set of weights, and says where the rankings agree. Row numbers are places among those taking part. */
export function findAgreement(
  { columns, rows, sets, top }: AgreementRequest,
  tell: (progress: { done: number; of: number }) => void,
): AgreementResult {
  const taking = pickRows(columns, rows)
  const rankings = sets.map(({ name, weights }) => ({
    name,
    rank: rankAlternatives(weightedSum(taking, weights)).rank,
  }))
  const found = compareStakeholders(rankings, top, (done, of) => tell({ done, of }))
  return { ...found, ranks: rankings.map(({ rank }) => rank) }
}
