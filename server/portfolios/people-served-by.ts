import type { Knex } from 'knex'
import { z } from 'zod'
import { MOST_ITEMS, type PeopleServed } from '../../core/api/portfolio.ts'
import { bound, sql } from '../database/sql-fragment.ts'
import { conditionOf } from '../prioritise/alternative-filter.ts'
import { filterOf, filterSchema } from '../prioritise/ranking-request.ts'
import { competitorsOf } from '../proposals/competition.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'
import { readPeopleNeed } from './model/people-served.ts'
import { readCandidates } from './model/read-items.ts'
import { readVillages } from './model/read-villages.ts'
import type { Scoring } from './model/scoring.ts'
import { peopleOf } from './people-figures.ts'
import { poorestShareOf } from './poorest-share.ts'

const code = z
  .string('expected the code of a proposal')
  .min(1, 'expected the code of a proposal')
  .max(200, 'expected at most 200 characters')
  .refine(...STORABLE_TEXT)

export const peopleSchema = z.strictObject({
  filter: filterSchema.describe('Among which proposals; those beyond it are not counted'),
  codes: z
    .array(code, 'expected a list of codes')
    .max(MOST_ITEMS, `expected at most ${MOST_ITEMS} codes`)
    .describe('Codes of the proposals that would be funded'),
})

export type PeopleBody = z.infer<typeof peopleSchema>

export const readPeopleBody = (body: unknown): PeopleBody => readBody(peopleSchema, body)

/** Whom a proposal serves does not depend on its score. */
const UNSCORED: Scoring = {
  columns: null,
  criteria: [],
  weights: [],
  model: null,
  notice: { id: '', en: '' },
}

/**
 * Whom proposals would newly serve if they were funded together: as a package counts them, without a package. And what of
 * their cost falls to the poorest.
 */
export async function peopleServedBy(knex: Knex, { filter, codes }: PeopleBody): Promise<PeopleServed> {
  const competitors = await competitorsOf(knex, filterOf(filter))
  const wanted = new Set(codes)
  const among = sql`${conditionOf(competitors.filter)} AND p.code = ANY (${bound([...wanted], 'text[]')})`
  const funded = await readCandidates(knex, among, UNSCORED)
  const need = await readPeopleNeed(knex, funded)
  const served = new Set(need.services.map(({ service }) => service))
  const withoutPlace = funded.filter(({ service, place }) => service && served.has(service) && !place)
  return {
    ...peopleOf(need, new Set(funded.map(({ code }) => code))),
    counted: funded.length,
    notFound: wanted.size - funded.length,
    withoutPlace: withoutPlace.length,
    poorest: poorestShareOf(funded, await readVillages(knex)),
  }
}
