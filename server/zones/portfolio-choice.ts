import type { Knex } from 'knex'
import type { PortfolioState } from '../../core/api/portfolio.ts'
import { errorCode } from '../../core/error-code.ts'
import { badParameter, Problem } from '../../core/problem.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'
import type { ChosenProposals } from './zone-messages.ts'

interface ChosenRow {
  id: number
  service: string | null
  lon: number | null
  lat: number | null
}

/**
 * The public proposals that a finished portfolio chose. Throws a 409 while it is being computed, and a 400 naming
 * `portfolioId` where there is none or it chose nothing.
 */
export async function readChoice(knex: Knex, portfolioId: string): Promise<ChosenProposals> {
  const found = /^[\da-f-]{36}$/i.test(portfolioId)
    ? await knex('portfolios')
        .where({ id: portfolioId })
        .first<{ state: PortfolioState; title: string } | undefined>('state', 'title')
        .catch(noSuchId)
    : undefined
  if (found?.state === 'running') throw stillRunning(portfolioId)
  if (found?.state !== 'done')
    throw badParameter('portfolioId', portfolioId, 'the id of a portfolio that is done')
  const place = catalogued(visiblePlace)
  const rows = await select<ChosenRow>(
    knex,
    sql`WITH placed AS (
       SELECT p.id, p.service, CASE WHEN GeometryType(${place}) = 'POINT' THEN ${place}
                                    ELSE ST_PointOnSurface(${place}) END AS place
       FROM proposals p
       WHERE ${visibleProposal()} AND p.code IN (
         SELECT chosen ->> 'code' FROM portfolios f, jsonb_array_elements(f.result -> 'chosen') chosen
         WHERE f.id = ${bound(portfolioId, 'uuid')})
     )
     SELECT id, service, ST_X(place) AS lon, ST_Y(place) AS lat FROM placed ORDER BY id`,
  )
  return {
    id: portfolioId,
    title: found.title,
    ids: Int32Array.from(rows, ({ id }) => id),
    places: placesByService(rows),
  }
}

function stillRunning(portfolioId: string): Problem {
  return new Problem({
    title: 'Not finished',
    status: 409,
    detail: 'portfolioId: this portfolio is still being computed; ask again once it is done',
    parameter: 'portfolioId',
    received: portfolioId,
    expected: 'the id of a portfolio that is done',
  })
}

/** A text that looks like an id but is none counts as an unknown portfolio; other faults are reported. */
function noSuchId(error: unknown): undefined {
  if (errorCode(error) === '22P02') return undefined
  throw error
}

function placesByService(rows: readonly ChosenRow[]): Record<string, Float64Array> {
  const places: Record<string, number[]> = {}
  for (const { service, lon, lat } of rows) {
    if (service === null || lon === null || lat === null) continue
    places[service] ??= []
    places[service].push(lon, lat)
  }
  return Object.fromEntries(
    Object.entries(places).map(([service, flat]) => [service, Float64Array.from(flat)]),
  )
}
