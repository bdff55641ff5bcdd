import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { run, select, sql } from '../database/sql-fragment.ts'
import type { Account } from './administrator.ts'

export const SESSION_HOURS = 12

/** Starts a session and returns its token; the store keeps only the token's digest. */
export async function openSession(knex: Knex, account: Pick<Account, 'id'>): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await run(knex, sql`DELETE FROM sessions WHERE expires_at < now()`)
  await run(
    knex,
    sql`INSERT INTO sessions (token_sha256, account_id, expires_at) VALUES (${digest(token)}, ${account.id}, now() + make_interval(hours => ${SESSION_HOURS}))`,
  )
  return token
}

/** The account of an open session; undefined for an unknown or expired token. */
export async function readSession(knex: Knex, token: string): Promise<Account | undefined> {
  const rows = await select<Account>(
    knex,
    sql`SELECT id, name, role, grants FROM account_of_session(${digest(token)})`,
  )
  return rows[0]
}

/** Tells whether a right still holds: that a session is still open, or that a password is still the current one. */
export type StillHolds = () => Promise<boolean>

/** Ends a session; an unknown token is no error. */
export async function closeSession(knex: Knex, token: string): Promise<void> {
  await knex('sessions')
    .where({ token_sha256: digest(token) })
    .delete()
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
