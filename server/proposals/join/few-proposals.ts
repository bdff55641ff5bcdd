import type { Knex } from 'knex'
import { selectPrepared } from '../../database/prepared.ts'
import { bound, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { newlyServedOf, storedCells } from './newly-served-sql.ts'
import {
  nearestOf,
  placeWords,
  publicGeom,
  publicQuality,
  storedPlaces,
  type TitleRow,
} from './proposal-sql.ts'
import { recognise } from './recognise.ts'
import { rememberingWords } from './words-of-proposals.ts'

/**
 * Joins a few proposals with everything around them in two statements, since somebody waits for the result. Gives the same as
 * `joinStaleProposals` (server/join/proposals.ts), whose temporary tables would take longer to make than the join of one row.
 */
export async function joinProposals(transaction: Knex, ids: readonly number[]): Promise<void> {
  const rows = await selectPrepared<TitleRow & { services: string[] | null }>(
    transaction,
    sql`SELECT p.id, p.title, p.programme_code,
            (SELECT array_agg(service ORDER BY service) FROM service_standards) AS services
     FROM proposals p WHERE p.id = ANY (${bound([...ids], 'int[]')})`,
  )
  await joinFew(transaction, rows, rows[0]?.services ?? [])
}

/** As joinProposals, for rows whose texts the caller has already. */
export async function joinFew(
  transaction: Knex,
  rows: readonly TitleRow[],
  services: readonly string[],
): Promise<void> {
  if (rows.length === 0) return
  const known = rows.map((row) => ({ id: row.id, ...recognise(row, services) }))
  const concerned = known.some(({ service }) => service !== null)
  const given = bound(JSON.stringify(known), 'json')
  await selectPrepared(transaction, rememberingWords(concerned ? joinWithService(given) : joinAlone(given)))
}

const rowsGiven = (given: SqlFragment) =>
  sql`json_to_recordset(${given}) AS k(id integer, service text, household boolean)`
const OF_PLACE = sql`household = k.household, public_geom = ${publicGeom('k.household')},
  public_quality = ${publicQuality('k.household')}, place_words = ${placeWords}, stale = false`

/** The statement for proposals that concern no service, as most do. */
const joinAlone = (given: SqlFragment) => sql`
  UPDATE proposals p SET service = NULL, facility_id = NULL, nearest_m = NULL, newly_served = NULL, ${OF_PLACE}
  FROM ${rowsGiven(given)} WHERE k.id = p.id RETURNING p.*`

const ROWS = 'known k JOIN proposals p ON p.id = k.id JOIN service_standards t ON t.service = k.service'
const NEAREST = nearestOf(ROWS, 'k', storedPlaces('t.facility_types'))
const GAINED = newlyServedOf(ROWS, 'k', storedCells('k.service'))

const joinWithService = (given: SqlFragment) => sql`
  WITH known AS MATERIALIZED (SELECT * FROM ${rowsGiven(given)}), nearest AS (${NEAREST}), gained AS (${GAINED})
  UPDATE proposals p SET service = k.service, facility_id = nearest.id, nearest_m = nearest.metres,
    newly_served = gained.people, ${OF_PLACE}
  FROM known k LEFT JOIN nearest ON nearest.proposal = k.id LEFT JOIN gained ON gained.proposal = k.id
  WHERE k.id = p.id RETURNING p.*`
