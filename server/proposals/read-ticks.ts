import type { Knex } from 'knex'
import type { DeskTick } from '../../core/api/desk.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'

/** What was ticked about a proposal in a stage. */
export interface Ticks {
  readonly proposalId: number
  readonly stageId: number
  readonly ticks: readonly DeskTick[]
}

/**
 * What was ticked about these proposals (ids) by decisions that still stand, by stage; what was ticked before a proposal was sent back is
 * to be looked at again.
 */
export async function readTicks(knex: Knex, ids: readonly number[]): Promise<Ticks[]> {
  if (ids.length === 0) return []
  return await select<Ticks>(
    knex,
    sql`SELECT d.proposal_id AS "proposalId", d.stage_id AS "stageId",
          jsonb_agg(jsonb_build_object('key', item ->> 'key', 'by', a.name, 'at', d.decided_at) ORDER BY d.id) AS ticks
        FROM decisions d CROSS JOIN LATERAL jsonb_array_elements(d.checklist) item LEFT JOIN accounts a ON a.id = d.account_id
        WHERE d.proposal_id = ANY (${bound([...ids], 'int[]')}) AND d.checklist IS NOT NULL AND d.stage_id IS NOT NULL
          AND d.superseded_at IS NULL AND NOT EXISTS (SELECT FROM decisions later WHERE later.replaces = d.id)
          AND NOT EXISTS (SELECT FROM decisions back WHERE back.proposal_id = d.proposal_id AND back.version > d.version
            AND back.action = 'return' AND NOT EXISTS (SELECT FROM decisions undone WHERE undone.replaces = back.id))
        GROUP BY d.proposal_id, d.stage_id`,
  )
}
