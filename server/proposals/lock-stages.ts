import type { Knex } from 'knex'
import {
  type Stage,
  type StageArea,
  type StageOpening,
  stageOpening,
} from '../../core/cycle/stage-opening.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { LockedProposal } from './lock-proposals.ts'

interface StageRow extends Stage {
  id: number
  results: 'at-once' | 'announced'
  areas: StageArea[]
}

/** How the stages of proposals stand at the moment at which they were locked. */
export interface LockedStages {
  /** Whether the stage of a proposal is open for its area; one that is in no cycle has no dates. */
  openingFor(proposal: LockedProposal): StageOpening
  /** Whether what its stage decides is announced at once. */
  announcesAtOnce(proposal: LockedProposal): boolean
}

/**
 * Locks for share the stages in which these proposals (codes) are, before the proposals themselves are locked: whoever freezes
 * a stage locks its row exclusively, so that it waits for decisions that are being written, and these for it.
 */
export async function lockStages(
  transaction: Knex.Transaction,
  codes: readonly string[],
): Promise<readonly number[]> {
  const rows = await select<{ id: number }>(
    transaction,
    sql`SELECT s.id FROM stages s WHERE s.id IN (
          SELECT CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END
          FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ANY (${bound([...codes], 'text[]')}))
        ORDER BY s.id FOR SHARE`,
  )
  return rows.map(({ id }) => id)
}

/** Reads stages that are locked, and the database's clock now that they are. */
export async function readLockedStages(
  transaction: Knex.Transaction,
  ids: readonly number[],
): Promise<LockedStages> {
  const stages = ids.length === 0 ? [] : await select<StageRow>(transaction, stagesSql(ids))
  const [clock] = ids.length === 0 ? [] : await select<{ now: Date }>(transaction, CLOCK)
  const byId = new Map(stages.map((stage) => [stage.id, stage]))
  const stageOf = ({ stageId }: LockedProposal) => (stageId === null ? undefined : byId.get(stageId))
  return {
    openingFor(proposal) {
      if (proposal.stageId === null) return 'open'
      const stage = stageOf(proposal)
      // It came to another stage between the two locks: whoever decides has not seen that.
      if (!stage || !clock) return 'before'
      return stageOpening(stage, stage.areas, { area: proposal.villageCode, at: clock.now })
    },
    announcesAtOnce: (proposal) => stageOf(proposal)?.results === 'at-once',
  }
}

const CLOCK = sql`SELECT clock_timestamp() AS now`

const WALL = `'YYYY-MM-DD"T"HH24:MI:SS'`
const stagesSql = (ids: readonly number[]) => ({
  sql: `SELECT s.id, s.results, c.time_zone AS "timeZone", to_char(s.opens, ${WALL}) AS opens, to_char(s.closes, ${WALL}) AS closes,
          coalesce((SELECT jsonb_agg(jsonb_build_object('area', a.area_code, 'opens', to_char(a.opens, ${WALL}),
            'closes', to_char(a.closes, ${WALL}), 'extendedTo', to_char(a.extended_to, ${WALL}),
            'isClosed', a.closed_at IS NOT NULL, 'isFrozen', a.frozen_at IS NOT NULL))
            FROM stage_areas a WHERE a.stage_id = s.id), '[]') AS areas
        FROM stages s JOIN cycles c ON c.id = s.cycle_id WHERE s.id = ANY (?::int[])`,
  bindings: [[...ids]],
})
