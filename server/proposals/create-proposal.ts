import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { Problem } from '../../core/problem.ts'
import type { Origin } from '../../core/proposal/origin.ts'
import type { ProcessStep } from '../../core/proposal/process.ts'
import { sectorOf } from '../../core/proposal/sector-of.ts'
import { stepOf } from '../../core/proposal/take-step.ts'
import { digestOfSecret, makeSecret } from '../access/submission-secret.ts'
import { insertEvents } from '../changes/history.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { claimKey } from './claim-key.ts'
import { lockEntryStages } from './entry-stages.ts'
import { findPlace, geometryOf, type Place } from './find-place.ts'
import { DERIVED, derivedOf } from './join/joined-insert.ts'
import { type Recognised, recognise } from './join/recognise.ts'
import { rememberWordsOf } from './join/words-of-proposals.ts'
import type { Submission } from './submission.ts'
import { writeProposals } from './write-proposals.ts'

export interface Created {
  code: string
  /** By which whoever sent it takes it back or revises it; said once, and only where they brought none. */
  secret?: string
}

const ORIGIN: Origin = 'submission'

/** Letters and digits that cannot be taken for each other when read aloud or written by hand. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export interface SubmissionRequest {
  submission: Submission
  /** With it the same request twice gives the same proposal; the key with another body is a 409. */
  key?: string | undefined
  /** Whose it will be. */
  actor: Actor
  /** Entered for somebody without a device: for whom, as far as that was said. */
  onBehalf?: { of?: string | undefined } | undefined
  /** Not shown before somebody has looked at it. */
  held?: boolean
}

/** Stores a resident's proposal, its event, and apart its contact and secret, in one transaction, joined and announced. */
export async function createProposal(
  knex: Knex,
  { submission, key, actor, onBehalf, held = false }: SubmissionRequest,
): Promise<Created> {
  const step = stepOf(held ? 'submit-held' : 'submit')
  const written = writeProposals(knex, async (transaction) => {
    const entry = await lockEntryStages(transaction, step.at[0], submission.year)
    const place = await findPlace(transaction, submission)
    const ofCycle = submission.year ?? entry.openYear(place.villageCode)
    // Where there is no cycle, nothing else says which year is meant.
    const year = ofCycle ?? new Date().getFullYear()
    const created: Created = { code: newCode(year) }
    const keyed = key ? { key, actor, request: submission } : undefined
    // Its answer is kept without the secret, of which the store knows a digest only.
    const earlier = keyed && (await claimKey(transaction, keyed, created))
    if (earlier) return { joined: [], announced: [], answer: earlier }
    const stageId = entry.stageOf(ofCycle, place.villageCode)
    const secret = submission.secret ?? makeSecret()
    const id = await insertProposal(transaction, {
      ...{ submission, place, year, stageId, code: created.code },
      ...{ step, actor, onBehalf, secret, announced: !held },
    })
    const answer = submission.secret === undefined ? { ...created, secret } : created
    return { joined: [], announced: held ? [] : [id], answer }
  })
  return await written.catch((error: unknown) => {
    throw isKnownSecret(error) ? secretUsed() : error
  })
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation */
function isKnownSecret(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'proposal_secrets_secret_sha256_key'
}

function secretUsed(): Problem {
  return new Problem({
    title: 'Secret used before',
    status: 409,
    detail: 'secret: another proposal came with it before; if this one is the same, it has arrived',
    parameter: 'secret',
  })
}

function newCode(year: number): string {
  return `U${year}-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`
}

interface NewProposal {
  submission: Submission
  place: Place
  year: number
  /** Of its cycle, where there is one. */
  stageId: number | null
  code: string
  step: ProcessStep
  actor: Actor
  onBehalf: SubmissionRequest['onBehalf']
  secret: string
  announced: boolean
}

const accountOf = (actor: Actor) => (actor.kind === 'account' ? actor.id : null)

/** The row, joined, with its event, words, contact and secret in one statement; returns its id. */
async function insertProposal(transaction: Knex.Transaction, proposal: NewProposal): Promise<number> {
  const { submission, place } = proposal
  const recognised = recognise({ title: submission.title, programme_code: null }, place.services)
  const [row] = await selectPrepared<{ id: number }>(transaction, insertion(proposal, recognised))
  if (!row) throw new Error('the inserted proposal was not returned')
  return row.id
}

const GIVEN = `code text, package_id text, year integer, title text, problem text, sector text, cost_rupiah numeric,
  volume float8, unit text, beneficiaries integer, vulnerable jsonb, urgency integer, months float8, readiness integer,
  plan_match integer, location_quality text, suggestion jsonb, village_code text, stage text, stage_id integer, status text,
  origin text, account_id integer, on_behalf boolean, on_behalf_of text, service text, household boolean`
const COLUMNS = catalogued(GIVEN.replace(/(\w+) \w+(?=,|$)/g, '$1'))

const NEW_EVENTS = catalogued(
  insertEvents(`
    SELECT created.id AS proposal_id, event.kind, event.payload, event.account_id, NULL::bigint AS decision_id, event.announced
    FROM created, event`),
)

function insertion(proposal: NewProposal, recognised: Recognised): SqlFragment {
  const { contact } = proposal.submission
  const given = bound(JSON.stringify({ ...valuesOf(proposal), ...recognised }), 'json')
  const came = bound(contact ? JSON.stringify(contact) : null, 'json')
  return sql`
  WITH p AS MATERIALIZED (
    SELECT 0 AS id, given.*, ST_SetSRID(ST_GeomFromGeoJSON(${bound(geometryOf(proposal.submission), 'text')}), 4326) AS geom
    FROM json_to_record(${given}) AS given(${catalogued(GIVEN)})
  ), created AS (
    INSERT INTO proposals (${COLUMNS}, geom, proposed_on, source, ${DERIVED})
    SELECT ${COLUMNS}, geom, current_date, 'resident', ${DERIVED} FROM p, ${derivedOf(recognised)}
    RETURNING *
  ), event AS (
    SELECT * FROM json_to_record(${bound(JSON.stringify(eventOf(proposal)), 'json')})
      AS event(kind text, payload jsonb, account_id integer, announced boolean)
  ), new_events AS (${NEW_EVENTS}
  ), new_words AS (${rememberWordsOf('created')}
  ), kept AS (
    INSERT INTO contacts (proposal_id, name, phone, address)
    SELECT created.id, given.name, given.phone, given.address
    FROM created, (SELECT ${came} AS contact) came,
      json_to_record(contact) AS given(name text, phone text, address text) WHERE contact IS NOT NULL
  ), proven AS (
    INSERT INTO proposal_secrets (proposal_id, secret_sha256)
    SELECT created.id, ${bound(digestOfSecret(proposal.secret), 'text')} FROM created
  )
  SELECT id FROM created`
}

function eventOf({ step, actor, announced }: NewProposal) {
  // Told in the same words if it was held and is admitted later.
  return { kind: step.event, payload: { status: step.event }, account_id: accountOf(actor), announced }
}

function valuesOf({ submission, place, year, stageId, code, step, actor, onBehalf }: NewProposal) {
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
    stage_id: stageId,
    status: step.to.status,
    origin: ORIGIN,
    account_id: accountOf(actor),
    on_behalf: onBehalf !== undefined,
    on_behalf_of: onBehalf?.of,
  }
}
