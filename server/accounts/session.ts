import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import type { Account, OpenSession } from './account.ts'

export const SESSION_HOURS = 12
/** For so long a token that was replaced still holds, for what was asked at the same time. */
const FORMER_SECONDS = 60

/** Where a session was opened, as its owner may recognise it. */
export interface SessionOrigin {
  /** Browser and system in words. */
  readonly device: string
  /** Shortened: no address of a person. */
  readonly network: string
}

/** Starts a session and returns its token; the store keeps only the token's digest. */
export async function openSession(
  knex: Knex,
  account: Pick<Account, 'id'>,
  origin?: SessionOrigin,
): Promise<string> {
  const token = makeToken()
  await run(knex, sql`DELETE FROM sessions WHERE expires_at < now()`)
  await run(
    knex,
    sql`INSERT INTO sessions (token_sha256, account_id, device, network, expires_at)
        VALUES (${digest(token)}, ${account.id}, ${bound(origin?.device ?? null, 'text')}, ${bound(origin?.network ?? null, 'text')},
          now() + make_interval(hours => ${SESSION_HOURS}))`,
  )
  await run(knex, sql`UPDATE accounts SET signed_in_at = now() WHERE id = ${account.id}`)
  return token
}

interface SessionRow extends Omit<Account, 'session'> {
  secondFactor: boolean
  session: number
  renews: boolean
  stale: boolean
}

/** The account of an open session; undefined for an unknown or expired token. */
export async function readSession(knex: Knex, token: string): Promise<Account | undefined> {
  const [row] = await select<SessionRow>(
    knex,
    sql`SELECT id, name, role, grants, session, renews, stale, second_factor AS "secondFactor" FROM account_of_session(${digest(token)})`,
  )
  if (!row) return undefined
  const { session, renews, stale, ...account } = row
  return { ...account, session: { id: session, renews, stale } }
}

/** Notes that a session was used just now. */
export async function touchSession(write: Knex, { id }: Pick<OpenSession, 'id'>): Promise<void> {
  await run(write, sql`UPDATE sessions SET last_seen_at = now() WHERE id = ${id}`)
}

/**
 * Another token for a session that is to get one; undefined where another request has just done so. The one before holds for
 * another moment.
 */
export async function renewSession(write: Knex, token: string): Promise<string | undefined> {
  const next = makeToken()
  const renewed = await select<{ id: number }>(
    write,
    sql`UPDATE sessions SET token_sha256 = ${digest(next)}, former_sha256 = token_sha256, renews = false,
          former_until = now() + make_interval(secs => ${FORMER_SECONDS})
        WHERE token_sha256 = ${digest(token)} AND renews RETURNING id`,
  )
  return renewed.length > 0 ? next : undefined
}

/** An account's rights have changed: its sessions get other tokens when they are next used. */
export async function renewSessionsOf(write: Knex, account: number): Promise<void> {
  await run(write, sql`UPDATE sessions SET renews = true WHERE account_id = ${account}`)
}

/** Ends an account's sessions, but for `except`; how many there were. */
export async function endSessionsOf(
  write: Knex,
  account: number,
  { except }: { except?: number | undefined } = {},
): Promise<number> {
  const ended = await select<{ id: number }>(
    write,
    sql`DELETE FROM sessions WHERE account_id = ${account} AND id IS DISTINCT FROM ${bound(except ?? null, 'int')} RETURNING id`,
  )
  return ended.length
}

/** Ends one session of an account; false where it has none of this number. */
export async function endSessionOf(write: Knex, account: number, session: number): Promise<boolean> {
  const ended = await select<{ id: number }>(
    write,
    sql`DELETE FROM sessions WHERE account_id = ${account} AND id = ${session} RETURNING id`,
  )
  return ended.length > 0
}

/** Tells whether a right still holds: that a session is still open, or that a password is still the current one. */
export type StillHolds = () => Promise<boolean>

/** Ends a session; an unknown token is no error. */
export async function closeSession(knex: Knex, token: string): Promise<void> {
  const known = digest(token)
  await run(knex, sql`DELETE FROM sessions WHERE token_sha256 = ${known} OR former_sha256 = ${known}`)
}

function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
