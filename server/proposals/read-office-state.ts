import type { Knex } from 'knex'
import type { OfficeState } from '../../core/api/office-state.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { type LockedProposal, officeView } from './lock-proposals.ts'

export type StandingProposal = LockedProposal & Pick<OfficeState, 'costRupiah' | 'volume'>

/** A proposal with what was decided and is not announced yet. `write`, since the public's reads cannot see it. */
export async function readOfficeState(write: Knex, code: string): Promise<StandingProposal | undefined> {
  const [row] = await select<StandingProposal>(
    write,
    sql`SELECT ${officeView},
            (CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END)::float8 AS "costRupiah",
            CASE WHEN o.proposal_id IS NULL THEN p.volume ELSE o.volume END AS volume
     FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ${bound(code, 'text')}`,
  )
  return row
}

/** What each of these proposals (codes) costs, as offices know it; without those of which nobody said. */
export async function readOfficeCosts(
  write: Knex,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await select<{ code: string; rupiah: number | null }>(
    write,
    sql`SELECT p.code, (CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END)::float8 AS rupiah
     FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ANY (${bound([...codes], 'text[]')})`,
  )
  return new Map(rows.flatMap(({ code, rupiah }) => (rupiah === null ? [] : [[code, rupiah]])))
}

/** What these proposals (codes) cost together, as offices know it. */
export async function sumOfficeCosts(write: Knex, codes: readonly string[]): Promise<number> {
  const [row] = await select<{ rupiah: number }>(
    write,
    sql`SELECT coalesce(sum(CASE WHEN o.proposal_id IS NULL THEN p.cost_rupiah ELSE o.cost_rupiah END), 0)::float8 AS rupiah
     FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ANY (${bound([...codes], 'text[]')})`,
  )
  return row?.rupiah ?? 0
}
