import type { Knex } from 'knex'
import { PUBLIC_EVENTS } from '../../core/proposal/process.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { lockProposals } from './lock-proposals.ts'
import { type JoinProposals, writeProposals } from './write-proposals.ts'

/**
 * Makes public what offices decided about these proposals (codes): their state, decisions and events. Nothing of a decision
 * is seen by any public route before. Returns the codes of those that had something to announce.
 */
export async function announceDecisions(
  knex: Knex,
  join: JoinProposals,
  codes: readonly string[],
): Promise<string[]> {
  return await writeProposals(knex, join, async (transaction) => {
    const locked = await lockProposals(transaction, codes)
    const ids = await publish(
      transaction,
      locked.map(({ id }) => id),
    )
    const announced = new Set(ids)
    const answer = locked.flatMap(({ id, code }) => (announced.has(id) ? [code] : []))
    return { joined: ids, announced: ids, answer }
  })
}

/** The same within a transaction that has locked them; returns the ids of those that changed. */
export async function publish(transaction: Knex.Transaction, ids: readonly number[]): Promise<number[]> {
  const rows = await select<{ id: number }>(transaction, publishSql(ids))
  return rows.map(({ id }) => id)
}

const EVERYONES_EVENTS = bound([...PUBLIC_EVENTS], 'text[]')

// A decision that another replaced before it was announced never becomes public, nor does its event.
const publishSql = (ids: readonly number[]) => sql`
WITH due AS MATERIALIZED (
  SELECT * FROM office_states WHERE proposal_id = ANY (${bound([...ids], 'int[]')})
), moved AS (
  UPDATE proposals p SET stage = due.stage, status = due.status, cost_rupiah = due.cost_rupiah, volume = due.volume,
    version = due.version, updated_at = now()
  FROM due WHERE p.id = due.proposal_id
), settled AS (
  DELETE FROM office_states o USING due WHERE o.proposal_id = due.proposal_id
), judged AS MATERIALIZED (
  SELECT d.id, d.announced_at IS NULL AS fresh, EXISTS (SELECT FROM decisions later WHERE later.replaces = d.id) AS replaced
  FROM decisions d JOIN due ON due.proposal_id = d.proposal_id WHERE d.superseded_at IS NULL
), decided AS (
  UPDATE decisions d SET
    superseded_at = CASE WHEN j.replaced THEN now() END,
    announced_at = CASE WHEN j.fresh AND NOT j.replaced
      AND EXISTS (SELECT FROM events e WHERE e.decision_id = d.id AND e.kind = ANY (${EVERYONES_EVENTS})) THEN now() ELSE d.announced_at END
  FROM judged j WHERE j.id = d.id AND (j.fresh OR j.replaced)
), announced_events AS (
  UPDATE events e SET announced_at = now() FROM due
  WHERE e.proposal_id = due.proposal_id AND e.announced_at IS NULL AND e.kind = ANY (${EVERYONES_EVENTS})
    AND NOT EXISTS (SELECT FROM judged j WHERE j.id = e.decision_id AND j.fresh AND j.replaced)
)
SELECT proposal_id AS id FROM due ORDER BY 1`
