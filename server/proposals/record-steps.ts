import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { DecisionOutcome } from '../../core/proposal/decision.ts'
import type { Origin } from '../../core/proposal/origin.ts'
import { stepOf } from '../../core/proposal/take-step.ts'
import { bound, catalogued, sql } from '../database/sql-fragment.ts'
import type { DecisionTerms } from './decision-request.ts'
import type { Judged } from './judge-decision.ts'
import { GIVEN, recordDecisions } from './record-decisions.ts'

interface Steps {
  terms: DecisionTerms
  passed: readonly Judged[]
}

/**
 * Of `here`, in which it is decided, where it is of the kind that follows; else the stage in which the proposal was, where it stays; else
 * the next of that kind.
 */
const STAGE_AFTER = sql`CASE WHEN here.kind = g.stage THEN here.id
  WHEN g.stage = g.decided_at_stage THEN CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END
  ELSE (SELECT later.id FROM stages later WHERE later.cycle_id = here.cycle_id AND later.position > here.position
    AND later.kind = g.stage AND NOT later.beside AND (track_of(p.village_code) IS NULL OR track_of(p.village_code) = ANY (later.tracks)) ORDER BY later.position LIMIT 1) END`

/** Writes a step of the process for each of these proposals; returns the decision's id by that of the proposal. */
export async function recordSteps(
  transaction: Knex.Transaction,
  actor: Actor,
  { terms, passed }: Steps,
): Promise<ReadonlyMap<number, number>> {
  if (passed.length === 0) return new Map()
  const given = bound(JSON.stringify(passed.map((one) => rowOf(actor, terms, one))), 'json')
  return await recordDecisions(
    transaction,
    // Cost and volume go on from where offices left them; a stage leads to the next of its kind in the same cycle.
    sql`SELECT g.*, coalesce(g.cost_rupiah, CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END) AS cost_after,
          coalesce(g.volume, CASE WHEN o.proposal_id IS NULL THEN p.volume ELSE o.volume END) AS volume_after,
          ${STAGE_AFTER} AS stage_id_after
        FROM json_to_recordset(${given}) AS g(${catalogued(GIVEN)}) JOIN proposals p ON p.id = g.id
        LEFT JOIN office_states o ON o.proposal_id = g.id LEFT JOIN stages here ON here.id = g.stage_id`,
  )
}

function rowOf(actor: Actor, terms: DecisionTerms, { row, proposal, state, stageId, ticked }: Judged) {
  const step = stepOf(terms.action)
  const outcome: DecisionOutcome = step.action === 'note' ? 'noted' : state.status
  const origin: Origin = terms.role === 'proposer' ? 'submission' : 'office'
  return {
    id: proposal.id,
    decided_at_stage: proposal.stage,
    stage_id: stageId,
    ...state,
    role: terms.role,
    agency: terms.agency,
    decision: outcome,
    volume: terms.volume,
    cost_rupiah: terms.costRupiah,
    reason: terms.reason,
    reason_code: terms.reasonCode,
    document: terms.document,
    replaces: row.replaces,
    account_id: actor.kind === 'account' ? actor.id : null,
    version: proposal.version + 1,
    kind: step.event,
    payload: { status: state.status, stage: state.stage, role: terms.role },
    origin,
    action: step.action,
    seen_by: step.seenBy,
    checklist: ticked.length > 0 ? ticked : undefined,
    asked: step.action === 'return' ? terms.return : undefined,
  }
}
