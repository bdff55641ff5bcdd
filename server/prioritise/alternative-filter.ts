import type { Envelope } from '../../core/geo/envelope.ts'
import { catalogued, envelopeSql, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { FILTER_NAMES, type FilterQuery, proposalCondition } from '../proposals/filter.ts'

/** Which proposals compete: the filters of /api/proposals and a box. */
export interface AlternativeFilter extends FilterQuery {
  readonly bbox?: Envelope | undefined
}

/** A condition over PROPOSALS_FROM; visibility is in it. */
export function conditionOf({ bbox, ...filter }: AlternativeFilter): SqlFragment {
  const whole = sql`${visibleProposal()} AND ${proposalCondition(filter)}`
  return bbox ? sql`${whole} AND ${catalogued(visiblePlace)} && ${envelopeSql(bbox)}` : whole
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
