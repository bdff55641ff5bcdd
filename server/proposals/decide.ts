import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { badParameter, changedMeanwhile, notFound, Problem } from '../../core/problem.ts'
import type { DecisionOutcome, DecisionRole } from '../../core/proposal/decision.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { mayTake, type ProposalState, stepOf, takeStep } from '../../core/proposal/take-step.ts'
import { insertDecisions, insertEvents } from '../changes/history.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { publish } from './announce-decisions.ts'
import { type LockedProposal, lockProposals } from './lock-proposals.ts'
import { type JoinProposals, writeProposals } from './write-proposals.ts'

export interface DecisionRequest {
  /** Code of the proposal, and the version that whoever decides has seen. */
  code: string
  version: number
  action: ProposalAction
  /** The office in whose name it is decided. */
  role: DecisionRole
  reason?: string | undefined
  reasonCode?: string | undefined
  document?: string | undefined
  /** What is granted, where it differs from what was asked for. */
  costRupiah?: number | undefined
  volume?: number | undefined
  /** Id of the decision that this one takes the place of. */
  replaces?: number | undefined
  /** At once, or by an announcement later (announceDecisions): until then only offices know of it. */
  announce: boolean
}

export interface Decided extends ProposalState {
  code: string
  version: number
  /** Id of the decision. */
  decision: number
}

/**
 * Decides about a proposal: locks it, compares versions, asks the process (core/proposal/process.ts) whether this step leads
 * from where it stands and whether the actor may take it, and writes decision, event and the office's state, in one
 * transaction. Throws Problem: 404, 403, 412 when somebody decided meanwhile, and what takeStep throws.
 */
export async function decide(
  knex: Knex,
  join: JoinProposals,
  actor: Actor,
  request: DecisionRequest,
): Promise<Decided> {
  return await writeProposals(knex, join, async (transaction) => {
    const [proposal] = await lockProposals(transaction, [request.code])
    if (!proposal) throw notFound('proposal', request.code)
    const state = checkDecision(actor, proposal, request)
    await requireReplaceable(transaction, proposal, request.replaces)
    const decision = await record(transaction, actor, { proposal, state, request })
    const ids = request.announce ? await publish(transaction, [proposal.id]) : []
    const answer = { code: proposal.code, version: proposal.version + 1, ...state, decision }
    return { joined: ids, announced: ids, answer }
  })
}

function checkDecision(actor: Actor, proposal: LockedProposal, request: DecisionRequest): ProposalState {
  const { villageCode: area, agency, stage, year } = proposal
  const step = stepOf(request.action)
  if (!mayTake(actor, step, { area, agency, stage, year }))
    throw new Problem({
      title: 'Not allowed',
      status: 403,
      detail: `action: this account was not granted ${step.action} here`,
      parameter: 'action',
      received: step.action,
    })
  if (proposal.version !== request.version) throw changedMeanwhile(proposal.version, request.version)
  return takeStep(proposal, request)
}

async function requireReplaceable(
  transaction: Knex.Transaction,
  { id, code }: LockedProposal,
  replaces: number | undefined,
): Promise<void> {
  if (replaces === undefined) return
  const rows = await select(
    transaction,
    sql`SELECT 1 FROM decisions WHERE id = ${bound(replaces, 'bigint')} AND proposal_id = ${bound(id, 'int')} AND superseded_at IS NULL`,
  )
  if (rows.length === 0)
    throw badParameter('replaces', replaces, `the id of a decision on ${code} that still stands`)
}

interface Recorded {
  proposal: LockedProposal
  state: ProposalState
  request: DecisionRequest
}

/** Writes the decision, its event and where the proposal stands now for offices; returns the decision's id. */
async function record(
  transaction: Knex.Transaction,
  actor: Actor,
  { proposal, state, request }: Recorded,
): Promise<number> {
  const step = stepOf(request.action)
  const outcome: DecisionOutcome = step.action === 'note' ? 'noted' : state.status
  const given = {
    id: proposal.id,
    decided_at_stage: proposal.stage,
    ...state,
    role: request.role,
    decision: outcome,
    volume: request.volume,
    cost_rupiah: request.costRupiah,
    reason: request.reason,
    reason_code: request.reasonCode,
    document: request.document,
    replaces: request.replaces,
    account_id: actor.kind === 'account' ? actor.id : null,
    version: proposal.version + 1,
    kind: step.event,
    payload: { status: state.status, stage: state.stage, role: request.role },
  }
  const bindings = [JSON.stringify([given])]
  const [made] = await select<{ id: string | number }>(transaction, { sql: RECORD, bindings })
  return Number(made?.id)
}

const RECORD = `
WITH given AS MATERIALIZED (
  SELECT * FROM json_to_recordset(?::json) AS g(id integer, decided_at_stage text, stage text, status text, role text, decision text,
    volume float8, cost_rupiah numeric, reason text, reason_code text, document text,
    replaces bigint, account_id integer, version integer, kind text, payload jsonb)
), made AS (${insertDecisions(`
  SELECT id AS proposal_id, decided_at_stage AS stage, role, decision, volume, cost_rupiah,
    reason, reason_code, document, account_id, replaces FROM given`)}
), new_events AS (${insertEvents(`
  SELECT g.id AS proposal_id, g.kind, g.payload, g.account_id, made.id AS decision_id, false AS announced
  FROM given g JOIN made ON made.proposal_id = g.id`)}
), held AS (
  INSERT INTO office_states (proposal_id, stage, status, cost_rupiah, volume, version)
  SELECT g.id, g.stage, g.status, coalesce(g.cost_rupiah, CASE WHEN o.version IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END),
    coalesce(g.volume, CASE WHEN o.version IS NULL THEN p.volume ELSE o.volume END), g.version
  FROM given g JOIN proposals p ON p.id = g.id LEFT JOIN office_states o ON o.proposal_id = g.id
  ON CONFLICT (proposal_id) DO UPDATE SET stage = excluded.stage, status = excluded.status, cost_rupiah = excluded.cost_rupiah,
    volume = excluded.volume, version = excluded.version, changed_at = now()
)
SELECT id FROM made`
