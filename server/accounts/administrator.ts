import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Knex } from 'knex'
import type { Role } from '../../core/access/grant.ts'
import { select, sql } from '../database/sql-fragment.ts'
import type { Account } from './account.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { endSessionsOf } from './session.ts'
import { revokeTokensOf } from './token-store.ts'

export const LOGIN = 'admin'
export const LOGIN_PATTERN = /^[\w.@-]{1,100}$/
/** The one account there is does what the whole office does. */
const ROLES_OF_SOLE_ACCOUNT: readonly Role[] = ['administrator', 'planner', 'publisher']

/** Makes the one administrator if there is none; returns the password when it was invented here, to be shown once. */
export async function ensureAdministrator(
  knex: Knex,
  given: string | undefined,
): Promise<string | undefined> {
  const known = await knex('accounts').where({ login: LOGIN }).first<Account | undefined>('id')
  if (known) return undefined
  const password = given ?? randomBytes(12).toString('base64url')
  const passwordHash = await hashPassword(password)
  await knex.transaction(async (transaction) => {
    const [made] = await transaction('accounts')
      .insert({ login: LOGIN, name: 'Administrator', role: 'administrator', password_hash: passwordHash })
      .onConflict('login')
      .ignore()
      .returning<{ id: number }[]>('id')
    // Another server that starts at the same time has made it.
    if (!made) return
    await transaction('grants').insert(ROLES_OF_SOLE_ACCOUNT.map((role) => ({ account_id: made.id, role })))
  })
  return given ? undefined : password
}

/** Sets the administrator's password; its sessions, application tokens and known devices end with the old one. */
export async function changePassword(knex: Knex, password: string): Promise<void> {
  await knex.transaction(async (transaction) => {
    await transaction('accounts')
      .where({ login: LOGIN })
      .update({ password_hash: await hashPassword(password), password_changed_at: knex.fn.now() })
    const account = await transaction('accounts')
      .where({ login: LOGIN })
      .first<{ id: number } | undefined>('id')
    if (!account) return
    await endSessionsOf(transaction, account.id)
    await revokeTokensOf(transaction, account.id, null)
  })
}

/** A login as the store keeps it; undefined for what can be none. */
export function normaliseLogin(typed: string): string | undefined {
  return LOGIN_PATTERN.test(typed) ? typed.toLowerCase() : undefined
}

/**
 * The account of this login and password; undefined for a wrong one. A login that nobody has takes as long, so that timing
 * reveals nothing.
 */
export async function checkPassword(
  knex: Knex,
  login: string,
  password: string,
): Promise<Account | undefined> {
  const row = await knex('accounts').where({ login, disabled_at: null }).first<AccountRow | undefined>()
  const isRight = await isPassword(row?.password_hash, password)
  if (!row || !isRight) return undefined
  const { id, name, role, reset_at: reset, reset_told_at: told } = row
  const [granted] = await select<{ grants: unknown; secondFactor: boolean }>(
    knex,
    sql`SELECT grants_of_account(${id}) AS grants, has_second_factor(${id}) AS "secondFactor"`,
  )
  const isUntold = reset !== null && (told === null || told < reset)
  const secondFactor = granted?.secondFactor ?? false
  return {
    id,
    name,
    role,
    grants: granted?.grants,
    secondFactor,
    ...(isUntold ? { resetAt: reset.toISOString() } : {}),
  }
}

interface AccountRow extends Omit<Account, 'grants' | 'resetAt'> {
  password_hash: string | null
  reset_at: Date | null
  reset_told_at: Date | null
}

/**
 * A token by which a device that signed in is recognised later: a random number, and its HMAC keyed with the password's hash. So
 * no list of devices is kept, other servers on the same store recognise it too, and a new password invalidates all tokens.
 */
export async function nameDevice(knex: Knex, login: string): Promise<string> {
  const device = randomBytes(16).toString('base64url')
  return `${device}.${await sealOf(knex, login, device)}`
}

/** The device's number, if the token was issued under the present password. */
export async function knownDevice(
  knex: Knex,
  login: string,
  name: string | undefined,
): Promise<string | undefined> {
  const [, device = '', seal = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(name ?? '') ?? []
  if (!device) return undefined
  return timingSafeEqual(Buffer.from(seal), Buffer.from(await sealOf(knex, login, device)))
    ? device
    : undefined
}

async function sealOf(knex: Knex, login: string, device: string): Promise<string> {
  return createHmac('sha256', (await passwordMark(knex, login)) ?? randomBytes(32))
    .update(`device ${device}`)
    .digest('base64url')
}

/** Differs after each change of the account's password; undefined once it is disabled. */
export async function passwordMark(knex: Knex, login: string): Promise<string | undefined> {
  const row = await knex('accounts')
    .where({ login, disabled_at: null })
    .first<{ password_hash: string | null } | undefined>('password_hash')
  return row?.password_hash ?? undefined
}
