import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { Role } from '../../core/access/grant.ts'
import { may, mayAnywhere } from '../../core/access/may.ts'
import { mayGiveAnything, mayKnowAccount, mayReset, readingBounds } from '../../core/access/may-give.ts'
import type {
  AccountList,
  AccountOffer,
  AccountState,
  HeldGrant,
  ListedAccount,
} from '../../core/api/account.ts'
import { notFound } from '../../core/problem.ts'
import { bound, catalogued, joinSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { GRANTS, HOLDS, liesWithin, readGrants } from './stored-grants.ts'

export interface AccountQuestion {
  /** Words that must all be found in login, name, e-mail or workplace. */
  readonly words: readonly string[]
  readonly role?: Role | undefined
  /** Of those that hold something in this area or below. */
  readonly area?: string | undefined
  readonly state?: AccountState | undefined
  /** Number of the last one of the page before. */
  readonly after?: number | undefined
  readonly limit: number
}

/** An account as the store has it. */
export interface StoredAccount {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly email: string | null
  readonly workplace: string | null
  readonly state: AccountState
  readonly grants: readonly HeldGrant[]
  readonly createdBy: number | null
  readonly createdAt: string
  readonly signedInAt: string | null
}

interface Row extends Omit<StoredAccount, 'grants' | 'createdAt' | 'signedInAt'> {
  grants: unknown
  createdAt: Date
  signedInAt: Date | null
}

const STATE = catalogued(
  `CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END`,
)
const COLUMNS = sql`a.id, a.login, a.name, a.email, a.workplace, ${STATE} AS state, a.created_by AS "createdBy",
  a.created_at AS "createdAt", a.signed_in_at AS "signedInAt", ${GRANTS} AS grants`

/** A page of the accounts that the actor may know of, by name. `write`, since reads cannot see accounts. */
export async function listAccounts(
  write: Knex,
  actor: Actor,
  question: AccountQuestion,
): Promise<AccountList> {
  const { after, limit } = question
  const conditions = [...knownTo(actor), ...conditionsOf(question, seesContacts(actor))]
  if (after !== undefined)
    conditions.push(sql`(a.name, a.id) > (SELECT name, id FROM accounts WHERE id = ${bound(after, 'int')})`)
  const rows = await select<Row>(
    write,
    sql`SELECT ${COLUMNS} FROM accounts a WHERE ${joinSql([catalogued('true'), ...conditions], ' AND ')}
        ORDER BY a.name, a.id LIMIT ${bound(limit + 1, 'int')}`,
  )
  const items = rows.slice(0, limit).map((row) => describeAccount(actor, stored(row)))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** One that the actor may know of. Throws Problem (404). */
export async function readAccount(write: Knex, actor: Actor, id: number): Promise<StoredAccount> {
  const [row] = await select<Row>(
    write,
    sql`SELECT ${COLUMNS} FROM accounts a WHERE a.id = ${bound(id, 'int')}`,
  )
  const account = row && stored(row)
  if (!account || !mayKnowAccount(actor, account)) throw notFound('account', id)
  return account
}

/** The number of the account with this login; undefined where there is none. */
export async function findAccount(write: Knex, login: string): Promise<number | undefined> {
  const [row] = await select<{ id: number }>(
    write,
    sql`SELECT id FROM accounts WHERE login = ${bound(login, 'text')}`,
  )
  return row?.id
}

/** An account as this reader is told of it. */
export function describeAccount(actor: Actor, { createdBy, ...account }: StoredAccount): ListedAccount {
  const email = seesContacts(actor) ? account.email : null
  return { ...account, email, offers: offersOf(actor, { createdBy, ...account }) }
}

/** Auditors read everything but contacts. */
function seesContacts(actor: Actor): boolean {
  return mayAnywhere(actor, 'account:grant')
}

function offersOf(actor: Actor, account: StoredAccount): AccountOffer[] {
  const isDisabled = account.state === 'disabled'
  const offers: AccountOffer[] = []
  if (!isDisabled && mayGiveAnything(actor, account.id)) offers.push('grant')
  if (!mayReset(actor, account)) return offers
  return isDisabled ? [...offers, 'enable'] : [...offers, 'reset', 'disable']
}

function stored({ grants, createdAt, signedInAt, ...row }: Row): StoredAccount {
  return {
    ...row,
    grants: readGrants(grants),
    createdAt: createdAt.toISOString(),
    signedInAt: signedInAt?.toISOString() ?? null,
  }
}

/** What mayKnowAccount says, as a condition on accounts a. */
function knownTo(actor: Actor): SqlFragment[] {
  if (actor.kind !== 'account') return actor.kind === 'system' ? [] : [catalogued('false')]
  if (may(actor, 'account:read')) return []
  const own = bound(actor.id, 'int')
  const within = readingBounds(actor).map(
    (grant) =>
      sql`EXISTS (SELECT FROM grants g WHERE g.account_id = a.id AND ${HOLDS} AND ${liesWithin(grant)})`,
  )
  return [
    sql`(a.id = ${own} OR a.created_by = ${own} OR ${joinSql([catalogued('false'), ...within], ' OR ')})`,
  ]
}

function conditionsOf({ words, role, area, state }: AccountQuestion, withContacts: boolean): SqlFragment[] {
  const email = withContacts ? sql`a.email` : sql`NULL`
  const holding = (condition: SqlFragment) =>
    sql`EXISTS (SELECT FROM grants g WHERE g.account_id = a.id AND ${HOLDS} AND ${condition})`
  const found = words.map((word) => {
    const pattern = bound(`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`, 'text')
    return sql`concat_ws(' ', a.login, a.name, ${email}, a.workplace) ILIKE ${pattern}`
  })
  return [
    ...found,
    ...(role === undefined ? [] : [holding(sql`g.role = ${bound(role, 'text')}`)]),
    ...(area === undefined ? [] : [holding(liesWithin({ role: 'resident', area }))]),
    ...(state === undefined ? [] : [sql`${STATE} = ${bound(state, 'text')}`]),
  ]
}
