import { createHash, randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { Problem } from '../../core/problem.ts'
import type { ProcessStep } from '../../core/proposal/process.ts'
import { sectorOf } from '../../core/proposal/sector-of.ts'
import { stepOf } from '../../core/proposal/take-step.ts'
import { insertEvents } from '../changes/history.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, sql } from '../database/sql-fragment.ts'
import { findPlace, geometryOf, type Place } from './find-place.ts'
import type { Submission } from './submission.ts'
import { type JoinProposals, writeProposals } from './write-proposals.ts'

export interface Created {
  code: string
}

/** Letters and digits that cannot be taken for each other when read aloud or written by hand. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export interface SubmissionRequest {
  submission: Submission
  /** With it the same request twice gives the same proposal; the key with another body is a 409. */
  key?: string | undefined
  actor: Actor
  /** Not shown before somebody has looked at it. */
  held?: boolean
}

/** Stores a resident's proposal, its event and its contact (apart) in one transaction, joined and announced. */
export async function createProposal(
  knex: Knex,
  join: JoinProposals,
  { submission, key, actor, held = false }: SubmissionRequest,
): Promise<Created> {
  const step = stepOf(held ? 'submit-held' : 'submit')
  return await writeProposals(knex, join, async (transaction) => {
    const year = submission.year ?? new Date().getFullYear()
    const created: Created = { code: newCode(year) }
    const earlier = key ? await claimKey(transaction, key, { submission, created }) : undefined
    if (earlier) return { joined: [], announced: [], answer: earlier }
    const place = await findPlace(transaction, submission)
    const id = await insertProposal(transaction, {
      ...{ submission, place, year, code: created.code },
      ...{ step, actor, announced: !held },
    })
    return { joined: [id], announced: held ? [] : [id], answer: created }
  })
}

function newCode(year: number): string {
  return `U${year}-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`
}

/**
 * Takes a key for this submission; the answer of an earlier one that had it. Whoever comes with the same key meanwhile
 * waits at its row until this transaction has ended; a refusal gives the key free.
 */
async function claimKey(
  transaction: Knex.Transaction,
  key: string,
  { submission, created }: { submission: Submission; created: Created },
): Promise<Created | undefined> {
  const digest = createHash('sha256').update(JSON.stringify(submission)).digest('hex')
  const response = bound(JSON.stringify(created), 'json')
  const claimed = await selectPrepared(
    transaction,
    sql`INSERT INTO idempotency_keys (key, digest, response) VALUES (${bound(key, 'text')}, ${bound(digest, 'text')}, ${response})
        ON CONFLICT (key) DO NOTHING RETURNING key`,
  )
  if (claimed.length > 0) return undefined
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

interface NewProposal {
  submission: Submission
  place: Place
  year: number
  code: string
  step: ProcessStep
  actor: Actor
  announced: boolean
}

/** The row, its event and its contact in one statement; returns its id. */
async function insertProposal(transaction: Knex.Transaction, proposal: NewProposal): Promise<number> {
  const { contact } = proposal.submission
  const { step, actor, announced } = proposal
  const event = {
    kind: step.event,
    // Told in the same words if it was held and is admitted later.
    payload: { status: step.event },
    account_id: actor.kind === 'account' ? actor.id : null,
    announced,
  }
  const [row] = await selectPrepared<{ id: number }>(transaction, {
    sql: INSERT,
    bindings: [
      geometryOf(proposal.submission),
      JSON.stringify(valuesOf(proposal)),
      JSON.stringify(event),
      contact ? JSON.stringify(contact) : null,
    ],
  })
  if (!row) throw new Error('the inserted proposal was not returned')
  return row.id
}

function valuesOf({ submission, place, year, code, step }: NewProposal) {
  return {
    code,
    package_id: place.packageId,
    year,
    title: submission.title,
    problem: submission.problem,
    sector: submission.sector ?? sectorOf({ title: submission.title, agency: '', programmeCode: null }),
    cost_rupiah: submission.costRupiah,
    volume: submission.volume,
    unit: submission.unit,
    beneficiaries: submission.beneficiaries,
    vulnerable: submission.vulnerable,
    urgency: submission.urgency,
    months: submission.months,
    readiness: submission.readiness,
    plan_match: submission.planMatch,
    location_quality: place.quality,
    suggestion: place.suggestion ?? undefined,
    village_code: place.villageCode,
    stage: step.at[0],
    status: step.to.status,
  }
}

const GIVEN = `code text, package_id text, year integer, title text, problem text, sector text, cost_rupiah numeric,
  volume float8, unit text, beneficiaries integer, vulnerable jsonb, urgency integer, months float8, readiness integer,
  plan_match integer, location_quality text, suggestion jsonb, village_code text, stage text, status text`
const COLUMNS = GIVEN.replace(/(\w+) \w+(?=,|$)/g, '$1')

const INSERT = `
  WITH created AS (
    INSERT INTO proposals (${COLUMNS}, proposed_on, source, geom)
    SELECT ${COLUMNS}, current_date, 'resident', ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326)
    FROM json_to_record(?::json) AS given(${GIVEN}) RETURNING id
  ), new_events AS (${insertEvents(`
    SELECT created.id AS proposal_id, kind, payload, account_id, NULL::bigint AS decision_id, announced
    FROM created, json_to_record(?::json) AS event(kind text, payload jsonb, account_id integer, announced boolean)`)}
  ), kept AS (
    INSERT INTO contacts (proposal_id, name, phone, address)
    SELECT created.id, name, phone, address
    FROM created, (SELECT ?::json AS contact) came,
      json_to_record(contact) AS given(name text, phone text, address text) WHERE contact IS NOT NULL
  )
  SELECT id FROM created`
