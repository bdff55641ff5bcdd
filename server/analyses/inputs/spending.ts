import { ACCEPTED_STATUSES } from '../../../core/proposal/competition.ts'
import type { ProposalStatus } from '../../../core/proposal/status.ts'
import { bound, sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

/** Of one village and year: proposals, those without a cost, and sums over those whose cost is known. */
export type SpendingRow = readonly [
  villageCode: string | null,
  year: number,
  count: number,
  withoutCost: number,
  asked: number,
  /** Accepted or further. */
  accepted: number,
  realised: number,
]
export type SpendingInput = Tuples<'spending', SpendingRow>

const sumOf = (statuses: readonly ProposalStatus[]) =>
  sql`coalesce(sum(p.cost) FILTER (WHERE p.status = ANY (${bound([...statuses], 'text[]')})), 0)::float8`

export const spending = tuples<SpendingInput>({
  name: 'spending',
  states: [],
  proposals: { village: 'p.village_code', year: 'p.year', status: 'p.status', cost: 'p.cost_rupiah' },
  columns: ['n.village', 'n.year', 'n.count', 'n.without_cost', 'n.asked', 'n.accepted', 'n.realised'],
  key: 'n.number',
  from: (
    _context,
    proposals,
  ) => sql`(SELECT p.village, p.year, count(*) AS count, count(*) FILTER (WHERE p.cost IS NULL) AS without_cost,
          coalesce(sum(p.cost), 0)::float8 AS asked, ${sumOf(ACCEPTED_STATUSES)} AS accepted, ${sumOf(['realised'])} AS realised,
          row_number() OVER (ORDER BY p.village, p.year) AS number
        FROM ${proposals} p GROUP BY p.village, p.year) n`,
})
