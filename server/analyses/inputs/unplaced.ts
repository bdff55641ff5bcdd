import { sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'
import { hasPlace, placeColumns } from './places.ts'

/** How many proposals have no place of their own, by the quality of their place. */
export type UnplacedInput = Tuples<'unplaced', readonly [quality: string, count: number]>

export const unplaced = tuples<UnplacedInput>({
  name: 'unplaced',
  states: [],
  proposals: placeColumns,
  columns: ['q.quality', 'q.count'],
  key: 'q.number',
  from: (
    _context,
    proposals,
  ) => sql`(SELECT p.quality, count(*) AS count, row_number() OVER (ORDER BY p.quality) AS number
        FROM ${proposals} p WHERE NOT (${hasPlace}) GROUP BY p.quality) q`,
})
