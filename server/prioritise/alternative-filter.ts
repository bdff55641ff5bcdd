import type { Envelope } from '../../core/geo/envelope.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { FILTER_NAMES, type FilterQuery, proposalCondition } from '../proposals/filter.ts'

/** Which proposals compete: the filters of /api/proposals and a box. */
export interface AlternativeFilter extends FilterQuery {
  readonly bbox?: Envelope | undefined
}

export interface FilterCondition {
  /** Over PROPOSALS_FROM; visibility is in it. */
  readonly sql: string
  readonly bindings: readonly unknown[]
}

export function conditionOf({ bbox, ...filter }: AlternativeFilter): FilterCondition {
  const { sql, bindings } = proposalCondition(filter)
  const whole = `${visibleProposal} AND ${sql}`
  if (!bbox) return { sql: whole, bindings }
  return {
    sql: `${whole} AND ${visiblePlace} && ST_MakeEnvelope(?, ?, ?, ?, 4326)`,
    bindings: [...bindings, ...bbox],
  }
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
