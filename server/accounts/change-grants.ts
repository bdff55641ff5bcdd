import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../core/access/actor.ts'
import type { Grant } from '../../core/access/grant.ts'
import { grantsToGive, mayGive } from '../../core/access/may-give.ts'
import { officesOf } from '../../core/access/offices.ts'
import type { HeldGrant } from '../../core/api/account.ts'
import { badParameter, notFound, Problem } from '../../core/problem.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { GrantRequest } from './account-request.ts'
import { readAccount, type StoredAccount } from './read-accounts.ts'
import { renewSessionsOf } from './session.ts'
import { type Doer, lockAccounts } from './stored-grants.ts'

const MOST_GRANTS = 50

/** What came of giving a grant: one that it holds already is given once. */
export interface GivenGrant {
  readonly grant: HeldGrant
  readonly isNew: boolean
}

/** Gives a grant to an account; its sessions get other tokens. Throws Problem: 400, 403, 404, 409. */
export async function giveGrant(
  write: Knex,
  actor: Actor,
  account: number,
  asked: GrantRequest,
): Promise<GivenGrant> {
  return await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [account])
    const before = await readAccount(transaction, doer.actor, account)
    refuseOwn(doer.actor, account)
    if (before.state === 'disabled') throw refuseDisabled()
    const id = await addGrant(transaction, doer, before, asked)
    const after = await readAccount(transaction, doer.actor, account)
    const grant = after.grants.find((one) => one.id === id)
    if (!grant) throw new Error(`the grant ${id} was given and does not hold`)
    const isNew = before.grants.every((one) => one.id !== id)
    if (isNew) await renewSessionsOf(transaction, account)
    return { grant, isNew }
  })
}

/** Adds a grant within a transaction that has locked the account; the number of the one that is there, where it holds the same. */
export async function addGrant(
  transaction: Knex.Transaction,
  doer: Doer,
  account: Pick<StoredAccount, 'id' | 'grants'>,
  { expiresAt, ...grant }: GrantRequest,
): Promise<number> {
  if (!mayGive(doer.actor, grant, account.id)) throw refuseBeyond(grant)
  if (grant.office !== undefined && officesOf({ role: grant.role }).length === 0)
    throw badParameter('office', grant.office, `none for ${grant.role}, who decides in no office's name`)
  if (grant.area !== undefined) await refuseUnknownArea(transaction, grant.area)
  const expires = expiresAt === undefined ? null : new Date(expiresAt).toISOString()
  if (expires !== null && Date.parse(expires) <= Date.now())
    throw badParameter('expiresAt', expiresAt, 'a moment that is still to come')
  refuseLonger(doer, grant, expires)
  const same = account.grants.find((one) => isSame(one, { ...grant, expiresAt: expires }))
  if (same) return same.id
  if (account.grants.length >= MOST_GRANTS)
    throw new Problem({
      title: 'Too many grants',
      status: 409,
      detail: `An account holds at most ${MOST_GRANTS} grants`,
    })
  return await insertGrant(transaction, account.id, {
    ...grant,
    expiresAt: expires,
    by: accountOf(doer.actor),
  })
}

/** Ends a grant of an account at once; its sessions get other tokens. Throws Problem: 403, 404. */
export async function endGrant(write: Knex, actor: Actor, account: number, grant: number): Promise<void> {
  await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [account])
    const { grants } = await readAccount(transaction, doer.actor, account)
    refuseOwn(doer.actor, account)
    const held = grants.find(({ id }) => id === grant)
    if (!held) throw notFound('grant', grant)
    if (!mayGive(doer.actor, held, account)) throw refuseBeyond(held)
    await transaction('grants')
      .where({ id: grant })
      .update({ revoked_at: transaction.fn.now(), revoked_by: accountOf(doer.actor) })
    await renewSessionsOf(transaction, account)
  })
}

/** Nobody does this to their own account. */
export function refuseOwn(actor: Actor, account: number): void {
  if (accountOf(actor) === account)
    throw new Problem({
      title: 'Not allowed',
      status: 403,
      detail:
        'Nobody gives, ends or resets rights of their own account: another administrator does, or the terminal',
    })
}

export function refuseDisabled(): Problem {
  return new Problem({
    title: 'Account disabled',
    status: 409,
    detail: 'This account is disabled: enable it first',
  })
}

function refuseBeyond({ role }: Grant): Problem {
  return new Problem({
    title: 'Not allowed',
    status: 403,
    detail: `${role} with these bounds is beyond what this account may give or end`,
    expected: 'bounds within those of the grant by which it gives: area, agency, stages, years, office',
  })
}

/** Nobody gives for longer than they hold what they give by. */
function refuseLonger({ actor }: Doer, grant: Grant, expires: string | null): void {
  if (actor.kind !== 'account') return
  const ends = grantsToGive(actor, grant).map((held) => ('expiresAt' in held ? held.expiresAt : null))
  if (ends.includes(null)) return
  const last = ends.map(String).sort().at(-1) ?? ''
  if (expires === null || expires > last)
    throw badParameter(
      'expiresAt',
      expires ?? '(none)',
      `no later than ${last}, when the grant ends by which it is given`,
    )
}

async function refuseUnknownArea(transaction: Knex.Transaction, area: string): Promise<void> {
  const [known] = await select(
    transaction,
    sql`SELECT FROM areas WHERE code = ${bound(area, 'text')} LIMIT 1`,
  )
  if (!known) throw badParameter('area', area, 'the code of an area of this region')
}

type Kept = Grant & { readonly expiresAt: string | null }

function isSame(one: Kept, other: Kept): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf({ role, area, agency, office, stages, years, expiresAt }: Kept): string {
  return JSON.stringify([role, area, agency, office, stages?.toSorted(), years?.toSorted(), expiresAt])
}

async function insertGrant(
  transaction: Knex.Transaction,
  account: number,
  { role, area, agency, office, stages, years, expiresAt, by }: Kept & { by: number | null },
): Promise<number> {
  const [row] = await select<{ id: number }>(
    transaction,
    sql`INSERT INTO grants (account_id, role, area_code, agency, office, stages, years, expires_at, given_by)
        VALUES (${account}, ${role}, ${bound(area ?? null, 'text')}, ${bound(agency ?? null, 'text')}, ${bound(office ?? null, 'text')},
          ${bound(stages ? [...new Set(stages)] : null, 'text[]')}, ${bound(years ? [...new Set(years)] : null, 'int[]')},
          ${bound(expiresAt, 'text')}::timestamptz, ${bound(by, 'int')}) RETURNING id`,
  )
  if (!row) throw new Error('a grant was inserted and none came back')
  return row.id
}
