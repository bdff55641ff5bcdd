import type { Knex } from 'knex'
import type { OfficeState } from '../../core/api/office-state.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { LockedProposal } from './lock-proposals.ts'

export type StandingProposal = LockedProposal & Pick<OfficeState, 'costRupiah' | 'volume'>

/** A proposal with what was decided and is not announced yet. `write`, since the public's reads cannot see it. */
export async function readOfficeState(write: Knex, code: string): Promise<StandingProposal | undefined> {
  const [row] = await select<StandingProposal>(
    write,
    sql`SELECT p.id, p.code, coalesce(o.stage, p.stage) AS stage, coalesce(o.status, p.status) AS status,
            coalesce(o.version, p.version) AS version, p.year, p.agency, p.village_code AS "villageCode",
            CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END AS "stageId", p.account_id AS owner,
            p.status AS "publicStatus", p.version AS "publicVersion",
            (CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END)::float8 AS "costRupiah",
            CASE WHEN o.proposal_id IS NULL THEN p.volume ELSE o.volume END AS volume
     FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ${bound(code, 'text')}`,
  )
  return row
}
