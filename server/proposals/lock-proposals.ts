import type { Knex } from 'knex'
import type { Subject } from '../../core/access/grant.ts'
import type { ProposalStatus } from '../../core/proposal/status.ts'
import type { ProposalState } from '../../core/proposal/take-step.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'

/** A proposal as offices know it: with what they decided and have not announced. */
export interface LockedProposal extends ProposalState {
  id: number
  code: string
  version: number
  year: number
  agency: string | null
  villageCode: string | null
  /** Of its cycle, where one was given to it. */
  stageId: number | null
  /** The cycle that it is in, by that stage or by its plan year and place. */
  cycleId: number | null
  /** The account whose it is. */
  owner: number | null
  /** What was announced. */
  publicStatus: ProposalStatus
  publicVersion: number
}

const STAGE_ID = sql`CASE WHEN o.proposal_id IS NULL THEN p.stage_id ELSE o.stage_id END`
/** The cycle of `p` with the office's state `o`. */
export const cycleOf = sql`cycle_of(${STAGE_ID}, p.year, p.village_code, p.package_id)`

/** LockedProposal of `p` with the office's state `o`. */
export const officeView = sql`p.id, p.code, coalesce(o.stage, p.stage) AS stage, coalesce(o.status, p.status) AS status,
            coalesce(o.version, p.version) AS version, p.year, p.agency, p.village_code AS "villageCode",
            ${STAGE_ID} AS "stageId", ${cycleOf} AS "cycleId", p.account_id AS owner,
            p.status AS "publicStatus", p.version AS "publicVersion"`

/**
 * Locks these proposals (codes) until the transaction ends and reads how they stand, in the order of their ids, in which
 * everyone locks. Codes that are not there are left out. Whoever locks stages too locks those first (lock-stages.ts).
 */
export async function lockProposals(
  transaction: Knex.Transaction,
  codes: readonly string[],
): Promise<LockedProposal[]> {
  // In a statement of its own: what was decided while this one waited for the lock is seen by the next one only.
  const among = sql`p.code = ANY (${bound([...codes], 'text[]')})`
  await select(transaction, sql`SELECT p.id FROM proposals p WHERE ${among} ORDER BY p.id FOR NO KEY UPDATE`)
  return await readStanding(transaction, codes)
}

/** How these proposals (codes) stand, in the order of their ids; unless they are locked, they may have moved since. */
export async function readStanding(knex: Knex, codes: readonly string[]): Promise<LockedProposal[]> {
  return await select<LockedProposal>(
    knex,
    sql`SELECT ${officeView}
     FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id
     WHERE p.code = ANY (${bound([...codes], 'text[]')}) ORDER BY p.id`,
  )
}

/** What grants are compared with. */
export function subjectOf({ id, owner, villageCode, agency, stage, year }: LockedProposal): Subject {
  return { proposal: id, owner, area: villageCode, agency, stage, year }
}
