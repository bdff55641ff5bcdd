import type { Knex } from 'knex'
import type { Database } from '../database/database.ts'
import { run, select, sql } from '../database/sql-fragment.ts'
import { joinFew } from '../proposals/join/few-proposals.ts'
import { newlyServedOf } from '../proposals/join/newly-served-sql.ts'
import {
  nearestOf,
  placeWords,
  publicGeom,
  publicQuality,
  type TitleRow,
} from '../proposals/join/proposal-sql.ts'
import { recognise } from '../proposals/join/recognise.ts'
import type { Derivation } from './derivation.ts'
import { gatherUnserved } from './newly-served.ts'
import { rememberAllWords } from './search-words.ts'
import { gatherServed, type Service } from './served.ts'

const BATCH = 10_000
/** Up to this many proposals are joined directly; temporary tables would take longer. */
const FEW = 100

/**
 * When the list of services changes, any proposal may concern another one: all are looked at again. These and the
 * derivations below leave stale proposals alone, since the join at the end of a refresh does them anyway.
 */
export function proposalServices(services: readonly Service[]): Derivation {
  return {
    name: 'proposal-services',
    inputs: services.map(({ service }) => `standards:${service}`),
    step: 'Mengenali layanan tiap usulan',
    async compute(transaction) {
      await transaction('proposals').where({ stale: false }).update({ stale: true })
    },
  }
}

/** When facilities of a service change, its proposals get their nearest one anew. */
export function nearestFacility({ service, facilityTypes }: Service): Derivation {
  return {
    name: `nearest:${service}`,
    inputs: ['areas:village', ...facilityTypes.map((type) => `facilities:${type}`)],
    step: `Menghitung jarak usulan ke ${service}`,
    async compute(transaction) {
      await gatherServed(transaction, facilityTypes)
      await run(
        transaction,
        sql`UPDATE proposals p SET facility_id = near.id, nearest_m = near.metres
         FROM (${nearestOf('proposals p', 'p', 'served')} WHERE p.service = ${service} AND NOT p.stale) near WHERE near.proposal = p.id`,
      )
    },
  }
}

/** When villages change, places that stand for a village change with them, and the names by which proposals are found. */
export const publicPlaces: Derivation = {
  name: 'public-places',
  inputs: ['areas:village', 'areas:district'],
  step: 'Menempatkan usulan',
  async compute(transaction) {
    await run(
      transaction,
      sql`UPDATE proposals p SET public_geom = ${publicGeom('p.household')}, public_quality = ${publicQuality('p.household')},
         place_words = ${placeWords}
       WHERE NOT p.stale`,
    )
  },
}

/** Of fewer proposals than this a second connection would save nothing that somebody notices. */
const SIDE_BY_SIDE = 50_000

/** Ids above `after`, up to `upTo`. */
interface Range {
  readonly after: number
  readonly upTo: number
}

/** All that the type of an id holds. */
const ALL: Range = { after: 0, upTo: 2 ** 31 - 1 }

/**
 * As joinStaleProposals, in a transaction of its own; of very many each half in one, side by side where there are connections:
 * a join of a million keeps one core busy for half a minute. Where one half fails, its rows stay stale for the next time.
 */
export async function joinAllStale(
  { write, engine }: Database,
  services: readonly Service[],
  sideBySideFrom = SIDE_BY_SIDE,
): Promise<number> {
  const ranges = engine === 'embedded' ? [ALL] : await halves(write, sideBySideFrom)
  const joining = ranges.map((range) =>
    write.transaction((transaction) => joinStaleProposals(transaction, services, range)),
  )
  const ended = await Promise.allSettled(joining)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return ended.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
}

async function halves(knex: Knex, from: number): Promise<Range[]> {
  const [found] = await select<{ count: number; middle: number | null }>(
    knex,
    sql`SELECT count(*)::int AS count, ((min(id) + max(id)) / 2)::int AS middle FROM proposals WHERE stale`,
  )
  if (!found || found.middle === null || found.count < from) return [ALL]
  return [
    { ...ALL, upTo: found.middle },
    { ...ALL, after: found.middle },
  ]
}

/**
 * Joins what was written since the last time; returns how many proposals that were. Each row is written once: an
 * UPDATE of a million rows with all their indexes is what an import waits for.
 */
export async function joinStaleProposals(
  transaction: Knex,
  services: readonly Service[],
  range = ALL,
): Promise<number> {
  const few = await readStale(transaction, range, FEW + 1)
  if (few.length > FEW) return joinMany(transaction, services, range)
  const names = services.map(({ service }) => service)
  await joinFew(transaction, few, names)
  return few.length
}

/** As joinStaleProposals, by way of temporary tables, however few there are. */
export async function joinMany(
  transaction: Knex,
  services: readonly Service[],
  range = ALL,
): Promise<number> {
  await run(transaction, sql`DROP TABLE IF EXISTS joined`)
  // Rows of this table are written three times; free room on each page lets later updates leave the index alone.
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE joined (id integer PRIMARY KEY, service text, household boolean NOT NULL,
       facility_id integer, nearest_m double precision, newly_served double precision) WITH (fillfactor = 30) ON COMMIT DROP`,
  )
  const { count, concerned } = await classify(transaction, services, range)
  if (count === 0) return 0
  for (const service of services) {
    if (concerned.has(service.service)) await joinService(transaction, service)
  }
  await gatherPlaceNames(transaction)
  await run(
    transaction,
    sql`UPDATE proposals p SET service = j.service, household = j.household, facility_id = j.facility_id,
       nearest_m = j.nearest_m, newly_served = j.newly_served, public_geom = ${publicGeom('j.household')},
       public_quality = ${publicQuality('j.household')},
       place_words = (SELECT n.words FROM place_names n WHERE n.code = p.village_code), stale = false
     FROM joined j WHERE j.id = p.id`,
  )
  await rememberAllWords(transaction, count)
  return count
}

/** One row a village in the place of two: there are many proposals to each. */
async function gatherPlaceNames(transaction: Knex): Promise<void> {
  await run(transaction, sql`DROP TABLE IF EXISTS place_names`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE place_names ON COMMIT DROP AS
       SELECT p.code, ${placeWords} AS words FROM (SELECT code, code AS village_code FROM areas WHERE level = 'village') p`,
  )
  await run(transaction, sql`CREATE UNIQUE INDEX ON place_names (code)`)
}

/** Nearest facility, and people newly served, of the rows of `joined` that concern a service. */
async function joinService(transaction: Knex, { service, facilityTypes }: Service): Promise<void> {
  const rows = 'joined k JOIN proposals p ON p.id = k.id'
  await gatherServed(transaction, facilityTypes)
  await gatherUnserved(transaction, service)
  await run(
    transaction,
    sql`UPDATE joined j SET facility_id = near.id, nearest_m = near.metres
     FROM (${nearestOf(rows, 'k', 'served')} WHERE k.service = ${service}) near WHERE near.proposal = j.id`,
  )
  await run(
    transaction,
    sql`UPDATE joined j SET newly_served = found.people
     FROM (${newlyServedOf(rows, 'k', 'unserved')} WHERE k.service = ${service}) found WHERE found.proposal = j.id`,
  )
}

async function readStale(transaction: Knex, { after, upTo }: Range, limit: number): Promise<TitleRow[]> {
  return await transaction('proposals')
    .where({ stale: true })
    .andWhere('id', '>', after)
    .andWhere('id', '<=', upTo)
    .orderBy('id')
    .limit(limit)
    .select<TitleRow[]>('id', 'title', 'programme_code')
}

/** Which service a proposal concerns, and whether it is about one household, told from its words and programme. */
async function classify(
  transaction: Knex,
  services: readonly Service[],
  range: Range,
): Promise<{ count: number; concerned: ReadonlySet<string> }> {
  const names = services.map(({ service }) => service)
  const concerned = new Set<string>()
  let { after } = range
  let count = 0
  for (;;) {
    const rows = await readStale(transaction, { ...range, after }, BATCH)
    const last = rows.at(-1)
    if (!last) break
    const known = rows.map((row) => ({ id: row.id, ...recognise(row, names) }))
    for (const { service } of known) if (service !== null) concerned.add(service)
    await run(
      transaction,
      sql`INSERT INTO joined (id, service, household)
       SELECT id, service, household FROM json_to_recordset(${JSON.stringify(known)}::json) AS r(id integer, service text, household boolean)`,
    )
    after = last.id
    count += rows.length
  }
  if (count > BATCH) await run(transaction, sql`ANALYZE joined`)
  return { count, concerned }
}
