import type { Grant } from '../../core/access/grant.ts'
import { type DeskTab, deskStages, OVERDUE_DAYS, waitingStates } from '../../core/desk/desk-queue.ts'
import { badParameter } from '../../core/problem.ts'
import { isProposalStage } from '../../core/proposal/stage.ts'
import { always, bound, catalogued, joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { type FilterName, type FilterQuery, proposalCondition } from '../proposals/filter.ts'
import type { CycleEnd } from './read-stage-ends.ts'

/** The filters of lists that a queue takes; its stage is the office's. */
export const DESK_FILTERS = ['year', 'stage', 'sector', 'source', 'area', 'q'] as const satisfies FilterName[]
export type DeskFilter = Pick<FilterQuery, (typeof DESK_FILTERS)[number]> & { agency?: string | undefined }

const LONGEST_AGENCY = 200

/** What a queue is made of: a grant, what it is narrowed to, and where the time of its stages is over. */
export interface DeskScope {
  readonly grant: Grant
  readonly filter: DeskFilter
  readonly ends: readonly CycleEnd[]
}

/**
 * The rows of a queue, in the office's view, as a table q (id, village, agency, state, version, since, ended: whether the time of its
 * stage is over, null where no cycle says, decided, held: not announced): two ways in, each by an index, since what was decided and
 * not announced stands in a table of its own.
 */
export function deskRows({ grant, filter: { stage, agency, ...filter }, ends }: DeskScope): SqlFragment {
  const asked = stage === undefined ? undefined : stage.split(',').map((one) => one.trim())
  for (const one of asked ?? []) if (!isProposalStage(one)) throw badParameter('stage', one, 'a stage')
  if (agency && agency.length > LONGEST_AGENCY)
    throw badParameter('agency', agency, `at most ${LONGEST_AGENCY} characters`)
  const stages = bound(
    deskStages(grant).filter((one) => asked === undefined || asked.includes(one)),
    'text[]',
  )
  const within = joinSql(
    [
      withinBounds(grant),
      proposalCondition(filter),
      agency ? sql`p.agency = ${bound(agency, 'text')}` : always,
    ],
    ' AND ',
  )
  return sql`(SELECT p.id, p.village_code AS village, p.agency, p.stage || '/' || p.status AS state, p.version, p.updated_at AS since,
        ${endedAt(ends, 'p')} AS ended, p.version > p.imported_version AS decided, false AS held
      FROM proposals p WHERE p.stage = ANY (${stages}) AND ${within}
        AND NOT EXISTS (SELECT FROM office_states o WHERE o.proposal_id = p.id)
      UNION ALL
      SELECT p.id, p.village_code, p.agency, o.stage || '/' || o.status, o.version, o.changed_at, ${endedAt(ends, 'o')}, true, true
      FROM office_states o JOIN proposals p ON p.id = o.proposal_id WHERE o.stage = ANY (${stages}) AND ${within}) q`
}

/** Whether the time of its stage is over for `p`, by the innermost area that is told of; `stands` has its stage. */
function endedAt(ends: readonly CycleEnd[], stands: 'p' | 'o'): SqlFragment {
  if (ends.length === 0) return catalogued('NULL::boolean')
  const at = catalogued(stands)
  return sql`(SELECT e.ended FROM jsonb_to_recordset(${bound(JSON.stringify(ends), 'jsonb')})
      AS e(year int, region text, stages int[], stands text, track text, area text, ended boolean)
    WHERE e.stands = ${at}.stage AND CASE WHEN ${at}.stage_id IS NULL THEN e.year = p.year ELSE ${at}.stage_id = ANY (e.stages) END
      AND e.track = coalesce(track_of(p.village_code), e.track)
      AND (p.village_code = e.area OR starts_with(p.village_code, e.area || '.'))
    ORDER BY length(e.region) DESC, length(e.area) DESC LIMIT 1)`
}

/** Which of these rows a tab holds; what is flagged waits, and is found by looking at each. */
export function tabCondition(grant: Grant, tab: DeskTab): SqlFragment {
  const waits = sql`q.state = ANY (${bound([...waitingStates(grant)], 'text[]')})`
  if (tab === 'done') return sql`q.decided AND NOT ${waits} AND NOT ${LATE_RETURN}`
  if (tab === 'overdue') return sql`((${waits} AND ${TOO_OLD}) OR ${LATE_RETURN})`
  return waits
}

/** By the end of its stage where a cycle has one, else by its age. */
const TOO_OLD = sql`coalesce(q.ended, q.since < now() - make_interval(days => ${bound(OVERDUE_DAYS, 'int')}))`

/** Sent back, and not answered until the day that was set. */
const LATE_RETURN = catalogued(`(q.state LIKE '%/returned' AND EXISTS (
  SELECT FROM returns r WHERE r.proposal_id = q.id AND r.resumed_at IS NULL AND r.lapsed_at IS NULL AND r.deadline < now()))`)

/** The first character after the one that divides the parts of a code: what lies below 62.01 is before 62.01/. */
const AFTER_POINT = '/'
const CODE = catalogued('p.village_code COLLATE "C"')

function withinBounds({ area, agency, years }: Grant): SqlFragment {
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
