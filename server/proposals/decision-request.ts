import type { ReservePlace } from '../../core/api/office-state.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import type { DecisionRole } from '../../core/proposal/decision.ts'
import type { ProposalState, StepRequest } from '../../core/proposal/take-step.ts'

/** What is decided, the same about each proposal. */
export interface DecisionTerms extends StepRequest {
  /** The office in whose name it is decided; `proposer` for what whoever proposed does. */
  role: DecisionRole
  /** Which agency, where it is one. */
  agency?: string | undefined
  reasonCode?: string | undefined
  /** Keys of items of the stage's checklist that are ticked with it. */
  checklist?: readonly string[] | undefined
  /** At once, or by an announcement later (announceDecisions): until then only offices know of it. */
  announce: boolean
}

/** One proposal that is decided about. */
export interface DecisionRow {
  /** Code of the proposal, and the version that whoever decides has seen. */
  code: string
  version: number
  /** Id of the decision that this one takes the place of. */
  replaces?: number | undefined
}

export interface BulkRequest extends DecisionTerms {
  rows: readonly DecisionRow[]
  /** With it the same request twice, of the same account, decides once. */
  key?: string | undefined
}

export interface DecisionRequest extends DecisionTerms, DecisionRow {
  key?: string | undefined
}

export interface Decided extends ProposalState {
  code: string
  version: number
  /** Id of the decision. */
  decision: number
  /** Where it no longer fits into a ceiling. */
  reserve: readonly ReservePlace[]
}

/** What became of one row. */
export type RowAnswer =
  | ({ outcome: 'done' } & Decided)
  | { outcome: 'skipped'; code: string; problem: ProblemDetail }

/** As many as the largest region has in a year. */
export const MOST_ROWS = 20_000
