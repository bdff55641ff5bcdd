import type { Knex } from 'knex'
import type { OwnAccount, OwnSession } from '../../core/api/account.ts'
import { notFound } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import type { OwnAccountRequest } from './account-request.ts'
import { hashPassword } from './passwords.ts'
import { endSessionsOf, renewSessionsOf } from './session.ts'
import { GRANTS, readGrants } from './stored-grants.ts'

interface OwnRow extends Omit<OwnAccount, 'grants' | 'passwordChangedAt' | 'resetAt'> {
  grants: unknown
  passwordChangedAt: Date | null
  resetAt: Date | null
}

/** What an account says of itself. Throws Problem (404) once it is no more. */
export async function readOwnAccount(write: Knex, id: number): Promise<OwnAccount> {
  const [row] = await select<OwnRow>(
    write,
    sql`SELECT a.id, a.login, a.name, a.email, a.workplace, ${GRANTS} AS grants, a.password_changed_at AS "passwordChangedAt",
          CASE WHEN a.reset_told_at IS NULL OR a.reset_told_at < a.reset_at THEN a.reset_at END AS "resetAt"
        FROM accounts a WHERE a.id = ${bound(id, 'int')}`,
  )
  if (!row) throw notFound('account', id)
  return {
    ...row,
    grants: readGrants(row.grants),
    passwordChangedAt: row.passwordChangedAt?.toISOString() ?? null,
    resetAt: row.resetAt?.toISOString() ?? null,
  }
}

/** What people may change of themselves: what they are called, and nothing of what they may. */
export async function changeOwnAccount(
  write: Knex,
  id: number,
  { name, email }: OwnAccountRequest,
): Promise<void> {
  const changed = email === undefined ? { name } : { name, email }
  await write('accounts').where({ id }).update(changed)
}

/** The owner knows that a link was used to set the password. */
export async function acknowledgeReset(write: Knex, id: number): Promise<void> {
  await run(write, sql`UPDATE accounts SET reset_told_at = now() WHERE id = ${id}`)
}

/** Sets one's own password: all sessions but this one end, and this one gets another token. */
export async function setOwnPassword(
  write: Knex,
  { id, session }: { id: number; session?: number | undefined },
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await write.transaction(async (transaction) => {
    await transaction('accounts')
      .where({ id })
      .update({ password_hash: passwordHash, password_changed_at: transaction.fn.now() })
    await endSessionsOf(transaction, id, { except: session })
    await renewSessionsOf(transaction, id)
  })
}

interface SessionRow {
  id: number
  device: string
  network: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

/** An account's open sessions, the one seen last first. */
export async function listSessions(
  write: Knex,
  account: number,
  current: number | undefined,
): Promise<OwnSession[]> {
  const rows = await select<SessionRow>(
    write,
    sql`SELECT id, coalesce(device, '') AS device, coalesce(network, '') AS network, created_at AS "createdAt",
          last_seen_at AS "lastSeenAt", expires_at AS "expiresAt"
        FROM sessions WHERE account_id = ${bound(account, 'int')} AND expires_at > now() ORDER BY last_seen_at DESC, id DESC`,
  )
  return rows.map(({ createdAt, lastSeenAt, expiresAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    current: row.id === current,
  }))
}
