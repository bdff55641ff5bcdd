import { createHash, randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import knexPostgis from 'knex-postgis'
import { Problem } from '../../core/problem.ts'
import { sectorOf } from '../../core/proposal/sector-of.ts'
import { announce } from '../changes/change-feed.ts'
import { findPlace, geometryOf, type Place } from './find-place.ts'
import type { Submission } from './submission.ts'

export interface Created {
  code: string
}

/** Joins the new row with everything around it; injected, since the store does not know the join. */
export type JoinStale = (transaction: Knex.Transaction) => Promise<void>

/** Letters and digits that cannot be taken for each other when read aloud or written by hand. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

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
      months: submission.months ?? null,
      readiness: submission.readiness ?? null,
      plan_match: submission.planMatch ?? null,
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
