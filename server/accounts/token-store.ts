import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import type { Account } from './account.ts'

/** By which a token is told from a password, and found by scanners of secrets. */
export const TOKEN_PREFIX = 'pu_'
const TOKEN_PATTERN = /^pu_[\w-]{43}$/

/** Why a token that is known opens nothing any more. */
export type TokenEnd = 'expired' | 'revoked' | 'disabled'

/** Whom a token stands for. */
export type FoundToken =
  | { readonly account: Account; readonly stale: boolean; readonly ended: undefined }
  | { readonly account: Pick<Account, 'id'>; readonly ended: TokenEnd }

/** Whether this is written as a token is. */
export function isToken(text: string): boolean {
  return TOKEN_PATTERN.test(text)
}

interface FoundRow extends Pick<Account, 'id' | 'name' | 'role' | 'grants'> {
  token: number
  readsOnly: boolean
  stale: boolean
  ended: TokenEnd | null
  secondFactor: boolean
}

/** The account that a token of this login stands for, with the grants that it carries and that hold at this moment. */
export async function findToken(read: Knex, login: string, token: string): Promise<FoundToken | undefined> {
  const [row] = await select<FoundRow>(
    read,
    sql`SELECT id, name, role, grants, token, reads_only AS "readsOnly", stale, ended, second_factor AS "secondFactor"
        FROM account_of_token(${bound(login, 'text')}, ${digestOfToken(token)})`,
  )
  if (!row) return undefined
  const { id, name, role, grants, token: number, readsOnly, stale, ended, secondFactor } = row
  if (ended !== null) return { account: { id }, ended }
  return {
    account: { id, name, role, grants, secondFactor, token: { id: number, readsOnly } },
    stale,
    ended: undefined,
  }
}

/** Notes that a token was used just now. */
export async function touchToken(write: Knex, token: number): Promise<void> {
  await run(write, sql`UPDATE application_tokens SET last_used_at = now() WHERE id = ${token}`)
}

/** Whoever comes into an account by a reset, or is kept out of it, ends what programs had. Within a transaction that has locked it. */
export async function revokeTokensOf(
  transaction: Knex.Transaction,
  account: number,
  by: number | null,
): Promise<void> {
  await run(
    transaction,
    sql`UPDATE application_tokens SET revoked_at = now(), revoked_by = ${bound(by, 'int')}
        WHERE account_id = ${account} AND revoked_at IS NULL`,
  )
}

/** As the store keeps it: a token is too random to be guessed from it. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(`token ${token}`).digest('hex')
}
