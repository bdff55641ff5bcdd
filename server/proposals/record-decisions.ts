import type { Knex } from 'knex'
import { insertDecisions, insertEvents } from '../changes/history.ts'
import { catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

/** Columns of a decision that is given as JSON, and their types. */
export const GIVEN = `id integer, decided_at_stage text, stage_id integer, stage text, status text, role text, agency text, decision text,
  volume float8, cost_rupiah numeric, reason text, reason_code text, document jsonb, replaces bigint, account_id integer,
  version integer, kind text, payload jsonb, origin text, action text, seen_by text, checklist jsonb, asked jsonb`

const DECISIONS = catalogued(
  insertDecisions(`
  SELECT id AS proposal_id, decided_at_stage AS stage, stage_id, role, agency, decision, volume, cost_rupiah, reason, reason_code,
    document, account_id, replaces, origin, action, status AS status_after, stage AS stage_after, stage_id_after, cost_after,
    volume_after, version, seen_by, checklist FROM decided`),
)
const EVENTS = catalogued(
  insertEvents(`
  SELECT d.id AS proposal_id, d.kind, d.payload, d.account_id, made.id AS decision_id, false AS announced
  FROM decided d JOIN made ON made.proposal_id = d.id`),
)

/**
 * Writes decisions, their events and where the proposals stand now for offices. `decided` is a query with the columns of GIVEN
 * and stage_id_after, cost_after and volume_after, one row a proposal. Returns the decision's id by that of the proposal.
 */
export async function recordDecisions(
  transaction: Knex.Transaction,
  decided: SqlFragment,
): Promise<ReadonlyMap<number, number>> {
  const rows = await select<{ id: string | number; proposal_id: number }>(
    transaction,
    sql`WITH decided AS MATERIALIZED (${decided}), made AS (${DECISIONS}), new_events AS (${EVENTS}), asking AS (
  INSERT INTO returns (decision_id, proposal_id, fields, deadline, answered_by)
  SELECT made.id, d.id, ARRAY(SELECT jsonb_array_elements_text(d.asked -> 'fields')), (d.asked ->> 'deadline')::timestamptz,
    d.asked ->> 'answeredBy'
  FROM decided d JOIN made ON made.proposal_id = d.id WHERE d.asked IS NOT NULL
), answered AS (
  UPDATE returns r SET resumed_at = now() FROM decided d
  WHERE d.action = 'resume' AND r.proposal_id = d.id AND r.resumed_at IS NULL AND r.lapsed_at IS NULL
), ended AS (
  -- Nothing is asked any more by a return that another decision stands in for.
  UPDATE returns r SET lapsed_at = now() FROM decided d
  WHERE d.replaces = r.decision_id AND r.resumed_at IS NULL AND r.lapsed_at IS NULL AND d.action <> 'resume'
), held AS (
  INSERT INTO office_states (proposal_id, stage_id, stage, status, cost_rupiah, volume, version)
  SELECT id, stage_id_after, stage, status, cost_after, volume_after, version FROM decided
  ON CONFLICT (proposal_id) DO UPDATE SET stage_id = excluded.stage_id, stage = excluded.stage, status = excluded.status,
    cost_rupiah = excluded.cost_rupiah, volume = excluded.volume, version = excluded.version, changed_at = now()
)
SELECT id, proposal_id FROM made`,
  )
  return new Map(rows.map(({ id, proposal_id }) => [proposal_id, Number(id)]))
}
