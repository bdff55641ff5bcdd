import type { DecidedMeanwhile } from '../../core/api/office-state.ts'
import { isRecord } from '../../core/is-record.ts'
import { isProposalStatus, type ProposalStatus } from '../../core/proposal/status.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import type { SentDecision } from './desk-api.ts'

/** Who decided before this one arrived, as far as the server says. */
export type Meanwhile = Pick<DecidedMeanwhile, 'by' | 'at'> & { status: ProposalStatus | null }

/** What became of a decision of this page. */
export type RowState =
  | { kind: 'sending'; sent: SentDecision }
  | { kind: 'waits'; sent: SentDecision }
  | { kind: 'done'; sent: SentDecision; decision: number }
  | { kind: 'conflict'; sent: SentDecision; meanwhile: Meanwhile | null }
  | { kind: 'refused'; sent: SentDecision; why: string; isSignedOut: boolean; isClosed: boolean }

const CHANGED = 412
const SIGNED_OUT = 401
/** The title of a refusal because its stage is not open there. */
const CLOSED = 'Stage not open'
const BUSY = [408, 429]

/** What a failure means for a decision: what may pass waits to be sent again, all else is told. */
export function stateAfter(sent: SentDecision, error: unknown): RowState {
  if (!(error instanceof ProblemResponse)) return { kind: 'waits', sent }
  const { status } = error
  if (status === 0 || status >= 500 || BUSY.includes(status)) return { kind: 'waits', sent }
  if (status === CHANGED) return { kind: 'conflict', sent, meanwhile: readMeanwhile(error.body.changed) }
  return {
    kind: 'refused',
    sent,
    why: describeFailure(error),
    isSignedOut: status === SIGNED_OUT,
    isClosed: error.body.title === CLOSED,
  }
}

function readMeanwhile(changed: unknown): Meanwhile | null {
  if (!isRecord(changed)) return null
  const { by, at, status } = changed
  return {
    by: typeof by === 'string' ? by : null,
    at: typeof at === 'string' ? at : null,
    status: isProposalStatus(status) ? status : null,
  }
}
