import { createHash, randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import knexPostgis from 'knex-postgis'
import { badParameter, Problem } from '../../core/problem.ts'
import { sectorOf } from '../../core/proposal/sector-of.ts'
import { announce } from '../changes/change-feed.ts'
import type { Submission } from './submission.ts'

export interface Created {
  code: string
}

/** Joins the new row with everything around it; injected, since the store does not know the join. */
export type JoinStale = (transaction: Knex.Transaction) => Promise<void>

interface Place {
  packageId: string
  villageCode: string | null
  quality: 'point' | 'area' | 'conflict'
  suggestion: unknown
}

/** Letters and digits that cannot be taken for each other when read aloud or written by hand. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** As for imported coordinates: how far outside the stated village a place may lie and still agree with it. */
const TOLERANCE_METRES = 250

/**
 * Stores a resident's proposal, its event and its contact (apart) in one transaction, joined and announced.
 * With an idempotency key the same request twice gives the same proposal; the key with another body is a 409.
 */
export async function createProposal(
  knex: Knex,
  submission: Submission,
  key: string | undefined,
  join: JoinStale,
): Promise<Created> {
  const digest = createHash('sha256').update(JSON.stringify(submission)).digest('hex')
  return await knex.transaction(async (transaction) => {
    if (key) {
      await transaction.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [key])
      const earlier = await readEarlier(transaction, key, digest)
      if (earlier) return earlier
    }
    const place = await findPlace(transaction, submission)
    const created = await insertProposal(transaction, submission, place)
    if (submission.contact)
      await transaction('contacts').insert({ proposal_id: created.id, ...submission.contact })
    await transaction('events').insert({
      proposal_id: created.id,
      kind: 'submitted',
      payload: JSON.stringify({ status: 'submitted' }),
    })
    await join(transaction)
    await announce(transaction, { layer: 'proposals', ids: [created.id] })
    const answer = { code: created.code }
    if (key) await transaction('idempotency_keys').insert({ key, digest, response: JSON.stringify(answer) })
    return answer
  })
}

async function readEarlier(
  transaction: Knex.Transaction,
  key: string,
  digest: string,
): Promise<Created | undefined> {
  const known = await transaction('idempotency_keys')
    .where({ key })
    .first<{ digest: string; response: Created } | undefined>()
  if (known && known.digest !== digest) {
    throw new Problem({
      title: 'Idempotency key used before',
      status: 409,
      detail: 'Idempotency-Key: this key came with another proposal before',
      parameter: 'Idempotency-Key',
    })
  }
  return known?.response
}

/** GeoJSON text of the submitted place; null when only a village is named. */
function geometryOf({ geometry, lon, lat }: Submission): string | null {
  if (geometry) return JSON.stringify(geometry)
  return lon === undefined ? null : JSON.stringify({ type: 'Point', coordinates: [lon, lat] })
}

interface PlaceRow {
  stated: string | null
  stated_package: string | null
  found: string | null
  found_package: string | null
  agrees: boolean | null
  valid: boolean | null
  reason: string | null
}

/** Which village the place belongs to, and whether it agrees with the stated one (within 250 m of its border). */
async function findPlace(transaction: Knex.Transaction, submission: Submission): Promise<Place> {
  const geometry = geometryOf(submission)
  const { rows } = await transaction.raw<{ rows: PlaceRow[] }>(
    `WITH given AS MATERIALIZED (
       SELECT CASE WHEN ?::text IS NULL THEN NULL ELSE ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326) END AS geom
     ), stated AS (
       SELECT a.code, a.geom, d.package_id FROM areas a JOIN datasets d ON d.id = a.dataset_id
       WHERE a.level = 'village' AND a.code = ?::text
     ), found AS (
       SELECT a.code, d.package_id FROM areas a JOIN datasets d ON d.id = a.dataset_id, given
       WHERE a.level = 'village' AND ST_IsValid(given.geom) AND ST_Intersects(a.geom, ST_PointOnSurface(given.geom))
       ORDER BY a.code LIMIT 1
     )
     SELECT stated.code AS stated, stated.package_id AS stated_package, found.code AS found, found.package_id AS found_package,
            ST_DWithin(stated.geom::geography, ST_PointOnSurface(given.geom)::geography, ?) AS agrees,
            ST_IsValid(given.geom) AS valid, CASE WHEN NOT ST_IsValid(given.geom) THEN ST_IsValidReason(given.geom) END AS reason
     FROM given LEFT JOIN stated ON true LEFT JOIN found ON true`,
    [geometry, geometry, submission.villageCode ?? null, TOLERANCE_METRES] as never,
  )
  const row = rows[0]
  if (row?.valid === false)
    throw badParameter('geometry', row.reason, 'a valid geometry that does not cross itself')
  if (submission.villageCode && !row?.stated)
    throw badParameter('villageCode', submission.villageCode, 'the code of a village of this district')
  const packageId = row?.stated_package ?? row?.found_package
  if (!row || !packageId)
    throw badParameter(submission.geometry ? 'geometry' : 'lon', geometry, 'a place inside the district')
  if (!geometry) return { packageId, villageCode: row.stated, quality: 'area', suggestion: null }
  if (row.stated && row.agrees === false) {
    return {
      packageId,
      villageCode: row.stated,
      quality: 'conflict',
      suggestion: { reason: row.found ? 'other-village' : 'outside-district', foundVillageCode: row.found },
    }
  }
  return { packageId, villageCode: row.stated ?? row.found, quality: 'point', suggestion: null }
}

async function insertProposal(
  transaction: Knex.Transaction,
  submission: Submission,
  place: Place,
): Promise<{ id: number; code: string }> {
  const geometry = geometryOf(submission)
  const year = submission.year ?? new Date().getFullYear()
  const code = `U${year}-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`
  const shape = knexPostgis(transaction)
  const [row] = await transaction('proposals')
    .insert({
      code,
      package_id: place.packageId,
      year,
      proposed_on: transaction.raw('current_date'),
      source: 'resident',
      title: submission.title,
      problem: submission.problem ?? null,
      sector: submission.sector ?? sectorOf({ title: submission.title, agency: '', programmeCode: null }),
      cost_rupiah: submission.costRupiah ?? null,
      volume: submission.volume ?? null,
      unit: submission.unit ?? null,
      beneficiaries: submission.beneficiaries ?? null,
      vulnerable: submission.vulnerable ? JSON.stringify(submission.vulnerable) : null,
      urgency: submission.urgency ?? null,
      stage: 'neighbourhood',
      status: 'submitted',
      location_quality: place.quality,
      geom: geometry
        ? shape.setSRID(shape.geomFromGeoJSON(transaction.raw('?::text', [geometry])), 4326)
        : null,
      suggestion: place.suggestion ? JSON.stringify(place.suggestion) : null,
      village_code: place.villageCode,
    })
    .returning<{ id: number; code: string }[]>(['id', 'code'])
  if (!row) throw new Error('the inserted proposal was not returned')
  return row
}
