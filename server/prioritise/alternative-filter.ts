import { type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { type CompetingFilter, withinBox } from '../proposals/competition.ts'
import { FILTER_NAMES, proposalCondition } from '../proposals/filter.ts'

/** Which proposals compete: the filters of /api/proposals and a box. Years and statuses that it leaves open are those of the rule. */
export type AlternativeFilter = CompetingFilter

/** A condition over PROPOSALS_FROM; visibility is in it. */
export function conditionOf({ bbox, ...filter }: AlternativeFilter): SqlFragment {
  return sql`${visibleProposal()} AND ${proposalCondition(filter)} AND ${withinBox(bbox)}`
}

/** The filter by the names of the URL, as it goes into a decision file. */
export function writtenFilter({ bbox, ...filter }: AlternativeFilter): Record<string, string> {
  const named = FILTER_NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]] as const] : []))
  return { ...Object.fromEntries(named), ...(bbox && { bbox: bbox.join(',') }) }
}

/** The same text for the same filter. */
export function filterKey(filter: AlternativeFilter): string {
  return JSON.stringify(writtenFilter(filter))
}
