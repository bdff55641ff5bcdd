import { rankByMethod } from '../../core/score/rank-by-method.ts'
import { preferredColumns } from '../../core/score/raw-columns.ts'
import { compareStakeholders } from '../../core/weights/compare-stakeholders.ts'
import { pickRows } from './pick-rows.ts'
import type { AgreementRequest, AgreementResult } from './worker-messages.ts'

/** Ranks by each set of weights, and says where the rankings agree. Row numbers are places among those taking part. */
export function findAgreement(
  { columns, measured, rows, sets, top, method }: AgreementRequest,
  report: (progress: { done: number; of: number }) => void,
): AgreementResult {
  const taking = pickRows(columns, rows)
  const raws = measured && pickRows(preferredColumns(measured), rows)
  // Each ranking counts as one of the correlations that follow.
  const steps = sets.length + sets.length * (sets.length - 1)
  const rankings = sets.map(({ name, weights }, at) => {
    const { rank } = rankByMethod({ columns: taking, ...(raws && { raws }), weights, method })
    report({ done: at + 1, of: steps })
    return { name, rank }
  })
  const found = compareStakeholders(rankings, top, (done) => report({ done: sets.length + done, of: steps }))
  return { ...found, ranks: rankings.map(({ rank }) => rank) }
}
