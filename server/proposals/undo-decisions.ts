import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import { notFound, Problem, type ProblemDetail } from '../../core/problem.ts'
import { UNDO } from '../../core/proposal/history-words.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { type LockedProposal, lockProposals, subjectOf } from './lock-proposals.ts'
import { type LockedStages, lockStages, readLockedStages } from './lock-stages.ts'
import { recordDecisions } from './record-decisions.ts'
import { writeProposals } from './write-proposals.ts'

/** What became of one decision (its id) that was to be taken back. */
export type UndoAnswer =
  | { outcome: 'done'; undone: number; code: string; version: number; decision: number }
  | { outcome: 'skipped'; undone: number; problem: ProblemDetail }

interface DecisionToUndo {
  id: number
  code: string
  accountId: number | null
  version: number | null
  /** The stage of a cycle in which it was made. */
  stageId: number | null
  isAnnounced: boolean
  isUndo: boolean
}

/**
 * Takes back decisions of one's own before they are announced, each by a decision that replaces it and leads to where it came
 * from. Skipped, with the reason, is what was announced, whose stage is frozen, or on whose proposal somebody decided since.
 */
export async function undoDecisions(knex: Knex, actor: Actor, ids: readonly number[]): Promise<UndoAnswer[]> {
  return await writeProposals(knex, async (transaction) => ({
    joined: [],
    announced: [],
    answer: await undoRows(transaction, actor, ids),
  }))
}

/** The same within a transaction. */
export async function undoRows(
  transaction: Knex.Transaction,
  actor: Actor,
  ids: readonly number[],
): Promise<UndoAnswer[]> {
  const asked = [...(await readDecisions(transaction, ids)).values()]
  const codes = asked.map(({ code }) => code)
  const madeIn = asked.flatMap(({ stageId }) => stageId ?? [])
  const stageIds = await lockStages(transaction, codes, { besides: madeIn })
  const proposals = new Map((await lockProposals(transaction, codes)).map((one) => [one.code, one]))
  const stages = await readLockedStages(transaction, stageIds)
  // Read again, now that nobody else decides on their proposals.
  const decisions = await readDecisions(transaction, ids)
  const judged = ids.map((id) => {
    const decision = decisions.get(id)
    return { id, decision, problem: refusalOf(actor, { id, decision, proposals, stages }) }
  })
  const allowed = judged.filter(({ problem }) => !problem).map(({ id }) => id)
  const made = allowed.length > 0 ? await recordUndo(transaction, actor, allowed) : new Map<number, number>()
  return judged.map(({ id, decision, problem }): UndoAnswer => {
    const proposal = decision && proposals.get(decision.code)
    if (problem || !proposal)
      return { outcome: 'skipped', undone: id, problem: problem ?? notFound('decision', id).body }
    const { code, version } = proposal
    return {
      outcome: 'done',
      undone: id,
      code,
      version: version + 1,
      decision: made.get(proposal.id) ?? Number.NaN,
    }
  })
}

async function readDecisions(
  transaction: Knex.Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, DecisionToUndo>> {
  const rows = await select<DecisionToUndo & { id: string | number }>(
    transaction,
    sql`SELECT d.id, p.code, d.account_id AS "accountId", d.version, d.stage_id AS "stageId", d.announced_at IS NOT NULL AS "isAnnounced",
          d.action = ${bound(UNDO.action, 'text')} AS "isUndo"
        FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE d.id = ANY (${bound([...ids], 'bigint[]')})`,
  )
  return new Map(rows.map((row) => [Number(row.id), { ...row, id: Number(row.id) }]))
}

interface ToUndo {
  id: number
  decision: DecisionToUndo | undefined
  proposals: ReadonlyMap<string, LockedProposal>
  stages: LockedStages
}

/** Why a decision is not taken back; first whether the actor may know of it. */
function refusalOf(actor: Actor, { id, decision, proposals, stages }: ToUndo): ProblemDetail | undefined {
  const proposal = decision && proposals.get(decision.code)
  if (!decision || !proposal || !may(actor, 'proposal:read-office-state', subjectOf(proposal)))
    return notFound('decision', id).body
  const isOwn = actor.kind === 'account' && actor.id === decision.accountId
  if (decision.version === null) return refused(409, 'Not possible', 'came with a file')
  if (!isOwn && actor.kind !== 'system') return refused(403, 'Not allowed', 'is another account’s')
  if (decision.isAnnounced)
    return refused(409, 'Announced', 'is announced: only a further decision changes it')
  if (decision.isUndo) return refused(409, 'Not possible', 'took another one back: decide anew')
  if (stages.openingOf(decision.stageId, proposal) === 'frozen')
    return refused(409, 'Stage not open', 'was made at a stage that is final for this area')
  if (decision.version !== proposal.version)
    return refused(412, 'Changed meanwhile', 'is not the last one on its proposal')
  return undefined
}

function refused(status: number, title: string, words: string): ProblemDetail {
  return new Problem({ title, status, detail: `This decision ${words}` }).body
}

/** Where a proposal stood before a decision is where the one before it led, or else what is announced. */
async function recordUndo(
  transaction: Knex.Transaction,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const account = bound(actor.kind === 'account' ? actor.id : null, 'int')
  const word = {
    action: bound(UNDO.action, 'text'),
    event: bound(UNDO.event, 'text'),
    seenBy: bound(UNDO.seenBy, 'text'),
  }
  return await recordDecisions(
    transaction,
    sql`SELECT p.id, d.stage AS decided_at_stage, d.stage_id, former.stage, former.status, d.role, d.agency,
          former.status AS decision, NULL::float8 AS volume, NULL::numeric AS cost_rupiah, NULL::text AS reason,
          NULL::text AS reason_code, NULL::jsonb AS document, d.id AS replaces, ${account} AS account_id, d.version + 1 AS version,
          ${word.event} AS kind, jsonb_build_object('status', former.status, 'stage', former.stage, 'role', d.role) AS payload,
          d.origin, ${word.action} AS action, ${word.seenBy} AS seen_by, NULL::jsonb AS checklist, NULL::jsonb AS asked,
          former.stage_id AS stage_id_after, former.cost AS cost_after, former.volume AS volume_after
        FROM decisions d JOIN proposals p ON p.id = d.proposal_id, LATERAL (
          SELECT f.status_after AS status, f.stage_after AS stage, f.stage_id_after AS stage_id, f.cost_after AS cost,
            f.volume_after AS volume, f.version
          FROM decisions f WHERE f.proposal_id = p.id AND f.version > p.version AND f.version < d.version
          UNION ALL SELECT p.status, p.stage, p.stage_id, p.cost_rupiah, p.volume, p.version
          ORDER BY version DESC LIMIT 1) former
        WHERE d.id = ANY (${bound([...ids], 'bigint[]')})`,
  )
}
