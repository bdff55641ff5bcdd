import { acceptability } from '../../core/score/acceptability.ts'
import { histogramOf } from '../../core/score/column-spread.ts'
import { makeContest } from '../../core/score/contest.ts'
import { partialByMethod } from '../../core/score/partial-by-method.ts'
import { rankByMethod } from '../../core/score/rank-by-method.ts'
import { preferredColumns } from '../../core/score/raw-columns.ts'
import { searchLift } from '../../core/score/search-lift.ts'
import { arrangeRows } from './arrange-rows.ts'
import { assembleAlternatives } from './assemble-alternatives.ts'
import { findAgreement } from './find-agreement.ts'
import { findDerivedWeights } from './find-derived-weights.ts'
import { pickRows } from './pick-rows.ts'
import type { AcceptabilityRequest, QuickKind, Work } from './worker-messages.ts'
import { writeDecision } from './write-decision.ts'

type Report<K extends QuickKind> = (progress: Work[K]['progress']) => void
type Calculations = {
  [K in QuickKind]: (
    request: Work[K]['request'],
    report: Report<K>,
  ) => Work[K]['result'] | Promise<Work[K]['result']>
}

const calculations: Calculations = {
  ranking: ({ measured, ...request }) =>
    rankByMethod({ ...request, ...(measured && { raws: preferredColumns(measured) }) }),
  partial: partialByMethod,
  acceptability: findAcceptability,
  alternatives: assembleAlternatives,
  lift: ({ row, own, deficit, ...request }) => searchLift(own, makeContest(request, row), deficit),
  arrangement: arrangeRows,
  histogram: histogramOf,
  'derived-weights': findDerivedWeights,
  agreement: findAgreement,
  decision: writeDecision,
}

/** Executes a task that needs no solver, on the calling thread. */
export async function carryOut<K extends QuickKind>(
  kind: K,
  request: Work[K]['request'],
  report: Report<K>,
): Promise<Work[K]['result']> {
  return calculations[kind](request, report)
}

function findAcceptability(
  { columns, measured, options, rows }: AcceptabilityRequest,
  report: Report<'acceptability'>,
): Work['acceptability']['result'] {
  const judged = measured ? preferredColumns(measured) : columns
  return acceptability(pickRows(judged, rows), {
    ...options,
    onProgress: (done, of) => report({ done, of }),
  })
}
