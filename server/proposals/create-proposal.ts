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
import { claimKey } from './claim-key.ts'
import { findPlace, geometryOf, type Place } from './find-place.ts'
import type { Submission } from './submission.ts'
import { type JoinProposals, writeProposals } from './write-proposals.ts'

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
  join: JoinProposals,
  { submission, key, actor, onBehalf, held = false }: SubmissionRequest,
): Promise<Created> {
  const step = stepOf(held ? 'submit-held' : 'submit')
  const written = writeProposals(knex, join, async (transaction) => {
    const year = submission.year ?? new Date().getFullYear()
    const created: Created = { code: newCode(year) }
    const keyed = key ? { key, actor, request: submission } : undefined
    // Its answer is kept without the secret, of which the store knows a digest only.
    const earlier = keyed && (await claimKey(transaction, keyed, created))
    if (earlier) return { joined: [], announced: [], answer: earlier }
    const place = await findPlace(transaction, submission)
    const secret = submission.secret ?? makeSecret()
    const id = await insertProposal(transaction, {
      ...{ submission, place, year, code: created.code },
      ...{ step, actor, onBehalf, secret, announced: !held },
    })
    const answer = submission.secret === undefined ? { ...created, secret } : created
    return { joined: [id], announced: held ? [] : [id], answer }
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
  code: string
  step: ProcessStep
  actor: Actor
  onBehalf: SubmissionRequest['onBehalf']
  secret: string
  announced: boolean
}

const accountOf = (actor: Actor) => (actor.kind === 'account' ? actor.id : null)

/** The row, its event, contact and secret in one statement; returns its id. */
async function insertProposal(transaction: Knex.Transaction, proposal: NewProposal): Promise<number> {
  const { contact } = proposal.submission
  const { step, actor, announced } = proposal
  const event = {
    kind: step.event,
    // Told in the same words if it was held and is admitted later.
    payload: { status: step.event },
    account_id: accountOf(actor),
    announced,
  }
  const [row] = await selectPrepared<{ id: number }>(transaction, {
    sql: INSERT,
    bindings: [
      geometryOf(proposal.submission),
      JSON.stringify(valuesOf(proposal)),
      JSON.stringify(event),
      contact ? JSON.stringify(contact) : null,
      digestOfSecret(proposal.secret),
    ],
  })
  if (!row) throw new Error('the inserted proposal was not returned')
  return row.id
}

function valuesOf({ submission, place, year, code, step, actor, onBehalf }: NewProposal) {
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
    origin: ORIGIN,
    account_id: accountOf(actor),
    on_behalf: onBehalf !== undefined,
    on_behalf_of: onBehalf?.of,
  }
}

const GIVEN = `code text, package_id text, year integer, title text, problem text, sector text, cost_rupiah numeric,
  volume float8, unit text, beneficiaries integer, vulnerable jsonb, urgency integer, months float8, readiness integer,
  plan_match integer, location_quality text, suggestion jsonb, village_code text, stage text, status text,
  origin text, account_id integer, on_behalf boolean, on_behalf_of text`
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
  ), proven AS (
    INSERT INTO proposal_secrets (proposal_id, secret_sha256) SELECT created.id, ?::text FROM created
  )
  SELECT id FROM created`
