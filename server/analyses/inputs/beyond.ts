import { sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

/** People of each village who live beyond the standard of each service. */
export type BeyondInput = Tuples<
  'beyond',
  readonly [villageCode: string, service: string, peopleBeyond: number | null]
>

export const beyond = tuples<BeyondInput>({
  name: 'beyond',
  states: ['coverage:*'],
  columns: ['n.area_code', 'n.service', 'n.people_beyond'],
  key: 'n.number',
  from: () => sql`(SELECT c.*, row_number() OVER (ORDER BY area_code, service) AS number FROM coverage c) n`,
})
