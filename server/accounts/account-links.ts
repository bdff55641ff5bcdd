import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, accountOf, SYSTEM } from '../../core/access/actor.ts'
import { mayReset } from '../../core/access/may-give.ts'
import type { LinkKind } from '../../core/api/account.ts'
import { Problem } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { refuseDisabled, refuseOwn } from './change-grants.ts'
import { hashPassword } from './passwords.ts'
import { readAccount } from './read-accounts.ts'
import { endSessionsOf } from './session.ts'
import { GRANTS, lockAccounts, readDoer, readGrants } from './stored-grants.ts'
import { revokeTokensOf } from './token-store.ts'

const HOURS: Readonly<Record<LinkKind, number>> = { invitation: 7 * 24, reset: 24 }
/** So many of one link are written down; whoever holds it could fill the disk. */
const MOST_REPLAYS = 20
/** 256 bits. */
const TOKEN_BYTES = 32
export const TOKEN_PATTERN = /^[\w-]{43}$/

/** A link that was just made; its token is told once. */
export interface MadeLink {
  readonly kind: LinkKind
  readonly token: string
  readonly expiresAt: string
}

/** Why a link no longer opens anything. `beyond`: who made it may no longer let anybody into this account. */
export type LinkFault = 'unknown' | 'used' | 'ended' | 'expired' | 'disabled' | 'beyond'

/** A link as whoever opens it is told of it. */
export type FoundLink =
  | {
      readonly fault: LinkFault
      readonly at: string | null
      /** Whose it was; null of one that is not known. */
      readonly account: number | null
    }
  | {
      readonly fault: undefined
      readonly kind: LinkKind
      readonly account: { readonly id: number; readonly login: string; readonly name: string }
    }

/**
 * Makes the link by which an account's password is set: an invitation until somebody has, a reset afterwards. One made before
 * no longer holds. Throws Problem: 403, 404, 409.
 */
export async function makeLink(write: Knex, actor: Actor, account: number): Promise<MadeLink> {
  return await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [account])
    const found = await readAccount(transaction, doer.actor, account)
    refuseOwn(doer.actor, account)
    if (found.state === 'disabled') throw refuseDisabled()
    if (!mayReset(doer.actor, found)) throw refuseAbove()
    return await insertLink(
      transaction,
      doer.actor,
      account,
      found.state === 'invited' ? 'invitation' : 'reset',
    )
  })
}

/** Within a transaction that has locked the account. */
export async function insertLink(
  transaction: Knex.Transaction,
  actor: Actor,
  account: number,
  kind: LinkKind,
): Promise<MadeLink> {
  await endLinksOf(transaction, account)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const [row] = await select<{ expiresAt: Date }>(
    transaction,
    sql`INSERT INTO account_links (token_sha256, account_id, kind, made_by, expires_at)
        VALUES (${digest(token)}, ${account}, ${kind}, ${bound(accountOf(actor), 'int')}, now() + make_interval(hours => ${HOURS[kind]}))
        RETURNING expires_at AS "expiresAt"`,
  )
  if (!row) throw new Error('a link was inserted and none came back')
  return { kind, token, expiresAt: row.expiresAt.toISOString() }
}

export async function endLinksOf(transaction: Knex.Transaction, account: number): Promise<void> {
  await run(
    transaction,
    sql`UPDATE account_links SET ended_at = now() WHERE account_id = ${account} AND used_at IS NULL AND ended_at IS NULL`,
  )
}

/** What a link opens, or why it opens nothing. Changes nothing: whatever reads mail opens every link in it. */
export async function readLink(write: Knex, token: string): Promise<FoundLink> {
  return await findLink(write, token, false)
}

/**
 * Sets the password of the link's account, once: of two at the same time the later one is told that it was used. The account's
 * sessions end, and whoever signs in next is told of a reset.
 */
export async function useLink(write: Knex, token: string, password: string): Promise<FoundLink> {
  const seen = await readLink(write, token)
  if (seen.fault !== undefined) return seen
  const passwordHash = await hashPassword(password)
  return await write.transaction(async (transaction) => {
    await lockAccounts(transaction, SYSTEM, [seen.account.id])
    const found = await findLink(transaction, token, true)
    if (found.fault !== undefined) return found
    const { id } = found.account
    await run(
      transaction,
      sql`UPDATE account_links SET used_at = now() WHERE token_sha256 = ${digest(token)}`,
    )
    const reset = transaction.fn.now()
    await transaction('accounts')
      .where({ id })
      .update({
        ...{ password_hash: passwordHash, password_changed_at: transaction.fn.now() },
        ...(found.kind === 'reset' ? { reset_at: reset } : {}),
      })
    await endSessionsOf(transaction, id)
    await revokeTokensOf(transaction, id, null)
    return found
  })
}

/** Counts what came by a link that opens nothing any more; false once that was often enough to be written down. */
export async function countReplay(write: Knex, token: string): Promise<boolean> {
  const counted = await select<{ replays: number }>(
    write,
    sql`UPDATE account_links SET replays = replays + 1
        WHERE token_sha256 = ${digest(token)} AND replays < ${MOST_REPLAYS} RETURNING replays`,
  )
  return counted.length > 0
}

interface LinkRow {
  kind: LinkKind
  madeBy: number | null
  usedAt: Date | null
  endedAt: Date | null
  expiresAt: Date
  isExpired: boolean
  disabledAt: Date | null
  id: number
  login: string
  name: string
  grants: unknown
}

async function findLink(knex: Knex, token: string, isLocked: boolean): Promise<FoundLink> {
  const lock = isLocked ? sql`FOR UPDATE OF l` : sql``
  const [row] = TOKEN_PATTERN.test(token)
    ? await select<LinkRow>(
        knex,
        sql`SELECT l.kind, l.made_by AS "madeBy", l.used_at AS "usedAt", l.ended_at AS "endedAt", l.expires_at AS "expiresAt",
              l.expires_at <= now() AS "isExpired", a.disabled_at AS "disabledAt", a.id, a.login, a.name, ${GRANTS} AS grants
            FROM account_links l JOIN accounts a ON a.id = l.account_id WHERE l.token_sha256 = ${digest(token)} ${lock}`,
      )
    : []
  if (!row) return { fault: 'unknown', at: null, account: null }
  const { kind, id, login, name } = row
  return (
    faultOf(row) ??
    (await refuseOfMaker(knex, row)) ?? { fault: undefined, kind, account: { id, login, name } }
  )
}

function faultOf({ id, usedAt, endedAt, expiresAt, isExpired, disabledAt }: LinkRow): FoundLink | undefined {
  const since = (fault: LinkFault, at: Date) => ({ fault, at: at.toISOString(), account: id })
  if (usedAt) return since('used', usedAt)
  if (disabledAt) return since('disabled', disabledAt)
  if (endedAt) return since('ended', endedAt)
  return isExpired ? since('expired', expiresAt) : undefined
}

/** A link is worth what its maker may at this moment: who has lost rights, or made it before the account got more, opens nothing. */
async function refuseOfMaker(knex: Knex, { madeBy, id, grants }: LinkRow): Promise<FoundLink | undefined> {
  if (madeBy === null) return undefined
  const { actor } = await readDoer(knex, { id: madeBy, name: '' })
  return mayReset(actor, { id, grants: readGrants(grants) })
    ? undefined
    : { fault: 'beyond', at: null, account: id }
}

export function refuseAbove(): Problem {
  return new Problem({
    title: 'Not allowed',
    status: 403,
    detail: 'This account holds more than yours could give: ask an administrator with wider rights',
  })
}

function digest(token: string): string {
  return createHash('sha256').update(`link ${token}`).digest('hex')
}
