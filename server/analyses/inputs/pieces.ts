import { sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

/** What each cell of the need grid has of each village. */
export type PiecesInput = Tuples<
  'pieces',
  readonly [cellId: number, villageCode: string, population: number | null]
>

export const pieces = tuples<PiecesInput>({
  name: 'pieces',
  states: ['need-population'],
  columns: ['n.cell_id', 'n.village_code', 'n.population'],
  key: 'n.number',
  from: () =>
    sql`(SELECT p.*, row_number() OVER (ORDER BY cell_id, village_code) AS number FROM need_pieces p) n`,
})
