import type { Knex } from 'knex'
import type { Grant } from '../../core/access/grant.ts'
import type { ProposalStage } from '../../core/proposal/stage.ts'
import type { ProposalStatus } from '../../core/proposal/status.ts'
import { bound, catalogued, joinSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

export interface QueueItem {
  id: number
  code: string
  /** As offices know it. */
  status: ProposalStatus
  version: number
}

export interface QueueRequest {
  stage: ProposalStage
  /** Id of the last one of the page before. */
  after?: number | undefined
  limit: number
}

/**
 * What is at a stage, as offices know it, within the bounds of a grant; in the order of ids. `write`, since reads see no
 * office's state.
 */
export async function readQueue(write: Knex, grant: Grant, request: QueueRequest): Promise<QueueItem[]> {
  if (grant.stages && !grant.stages.includes(request.stage)) return []
  return await select(write, queueSql(grant, request))
}

/** What was decided and not announced stands in a table of its own: two ways in, each by an index, and no look at what is elsewhere. */
export function queueSql(grant: Grant, { stage, after = 0, limit }: QueueRequest): SqlFragment {
  const at = bound(stage, 'text')
  const within = sql`p.id > ${bound(after, 'int')} AND ${withinBounds(grant)}`
  return sql`SELECT id, code, status, version FROM (
      SELECT p.id, p.code, p.status, p.version FROM proposals p
      WHERE p.stage = ${at} AND ${within} AND NOT EXISTS (SELECT FROM office_states o WHERE o.proposal_id = p.id)
      UNION ALL
      SELECT p.id, p.code, o.status, o.version FROM office_states o JOIN proposals p ON p.id = o.proposal_id
      WHERE o.stage = ${at} AND ${within}
    ) waiting ORDER BY id LIMIT ${bound(limit, 'int')}`
}

/** The first character after the one that divides the parts of a code: what lies below 62.01 is before 62.01/. */
const AFTER_POINT = '/'
const CODE = catalogued('p.village_code COLLATE "C"')

export function withinBounds({ area, agency, years }: Grant): SqlFragment {
  const conditions = [catalogued('true')]
  if (area !== undefined) {
    const [from, below] = [bound(area, 'text'), bound(`${area}.`, 'text')]
    const to = bound(`${area}${AFTER_POINT}`, 'text')
    conditions.push(
      sql`${CODE} >= ${from} AND ${CODE} < ${to} AND (p.village_code = ${from} OR starts_with(p.village_code, ${below}))`,
    )
  }
  if (agency !== undefined) conditions.push(sql`p.agency = ${bound(agency, 'text')}`)
  if (years !== undefined) conditions.push(sql`p.year = ANY (${bound([...years], 'int[]')})`)
  return joinSql(conditions, ' AND ')
}
