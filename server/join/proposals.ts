import type { Knex } from 'knex'
import { isHousehold } from '../../core/proposal/household.ts'
import { serviceOf } from '../../core/proposal/service.ts'
import type { Derivation } from './derivation.ts'
import { gatherServed, type Service } from './served.ts'

const BATCH = 10_000

/** When the list of services changes, any proposal may concern another one: all are looked at again. */
export function proposalServices(services: readonly Service[]): Derivation {
  return {
    name: 'proposal-services',
    inputs: services.map(({ service }) => `standards:${service}`),
    step: 'Mengenali layanan tiap usulan',
    async compute(transaction) {
      await transaction('proposals').update({ stale: true })
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
      await findNearest(transaction, service, false)
    },
  }
}

/** When villages change, places that stand for a village change with them. */
export const publicPlaces: Derivation = {
  name: 'public-places',
  inputs: ['areas:village'],
  step: 'Menempatkan usulan',
  async compute(transaction) {
    await placePublicly(transaction, false)
  },
}

/** Joins what was written since the last time; returns how many proposals that were. */
export async function joinStaleProposals(transaction: Knex, services: readonly Service[]): Promise<number> {
  const stale = await classify(transaction, services)
  if (stale === 0) return 0
  for (const { service, facilityTypes } of services) {
    await gatherServed(transaction, facilityTypes)
    await findNearest(transaction, service, true)
  }
  await placePublicly(transaction, true)
  await transaction('proposals').where({ stale: true }).update({ stale: false })
  return stale
}

interface TitleRow {
  id: number
  title: string
  problem: string | null
  programme_code: string | null
}

/** Which service a proposal concerns, and whether it is about one household, told from its words and programme. */
async function classify(transaction: Knex, services: readonly Service[]): Promise<number> {
  const names = services.map(({ service }) => service)
  let after = 0
  let count = 0
  for (;;) {
    const rows = await transaction('proposals')
      .where({ stale: true })
      .andWhere('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select<TitleRow[]>('id', 'title', 'problem', 'programme_code')
    const last = rows.at(-1)
    if (!last) return count
    const known = rows.map(({ id, title, programme_code }) => ({
      id,
      service: serviceOf({ title, programmeCode: programme_code }, names),
      household: isHousehold(title),
    }))
    await transaction.raw(
      `UPDATE proposals p SET service = r.service, household = r.household, nearest_m = NULL, facility_id = NULL
       FROM jsonb_to_recordset(?::jsonb) AS r(id integer, service text, household boolean) WHERE p.id = r.id`,
      [JSON.stringify(known)],
    )
    after = last.id
    count += rows.length
  }
}

/** From where a proposal's distance is measured: its own place when that is trusted, else its village's point. */
const PLACE = `CASE WHEN p.location_quality = 'point' THEN ST_PointOnSurface(p.geom) ELSE a.point END`

async function findNearest(transaction: Knex, service: string, staleOnly: boolean): Promise<void> {
  await transaction.raw(
    `WITH placed AS MATERIALIZED (
       SELECT p.id, (${PLACE})::geography AS place
       FROM proposals p LEFT JOIN areas a ON a.code = p.village_code
       WHERE p.service = ? AND (p.stale OR NOT ?)
     )
     UPDATE proposals p SET facility_id = near.id, nearest_m = near.metres
     FROM placed LEFT JOIN LATERAL (
       SELECT s.id, ST_Distance(s.place, placed.place, false) AS metres
       FROM served s WHERE placed.place IS NOT NULL ORDER BY s.place <-> placed.place LIMIT 1) near ON true
     WHERE p.id = placed.id`,
    [service, staleOnly],
  )
}

/**
 * What everyone may see of a place. Drafts: nothing. One household, or a place in doubt: its village's point.
 */
async function placePublicly(transaction: Knex, staleOnly: boolean): Promise<void> {
  await transaction.raw(
    `UPDATE proposals p SET
       public_geom = CASE WHEN p.status = 'draft' THEN NULL
                          WHEN p.location_quality = 'point' AND NOT p.household THEN p.geom
                          ELSE a.point END,
       public_quality = CASE WHEN p.location_quality = 'point' AND p.household THEN 'area'
                             ELSE p.location_quality END
     FROM proposals q LEFT JOIN areas a ON a.code = q.village_code
     WHERE q.id = p.id AND (p.stale OR NOT ?)`,
    [staleOnly],
  )
}
