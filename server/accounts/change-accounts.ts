import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../core/access/actor.ts'
import { mayGiveAnything, mayReset } from '../../core/access/may-give.ts'
import { Problem } from '../../core/problem.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { endLinksOf, insertLink, type MadeLink, refuseAbove } from './account-links.ts'
import type { InvitationRequest } from './account-request.ts'
import { addGrant, refuseOwn } from './change-grants.ts'
import { readAccount, type StoredAccount } from './read-accounts.ts'
import { endSessionsOf } from './session.ts'
import { lockAccounts } from './stored-grants.ts'
import { revokeTokensOf } from './token-store.ts'

/** No account has this number. */
const NOBODY = 0

/**
 * Makes an account with its grants and the link by which whoever it is for sets its password. Throws Problem: 400, 403, and 409
 * for a login that is taken.
 */
export async function inviteAccount(
  write: Knex,
  actor: Actor,
  { login, name, email, workplace, grants }: InvitationRequest,
): Promise<{ account: StoredAccount; link: MadeLink }> {
  return await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [])
    if (!mayGiveAnything(doer.actor, NOBODY)) throw refuseAbove()
    const [made] = await select<{ id: number }>(
      transaction,
      sql`INSERT INTO accounts (login, name, email, workplace, created_by)
          VALUES (${login}, ${name}, ${bound(email ?? null, 'text')}, ${bound(workplace ?? null, 'text')}, ${bound(accountOf(actor), 'int')})
          ON CONFLICT (login) DO NOTHING RETURNING id`,
    )
    if (!made) throw refuseTaken(login)
    for (const grant of grants) {
      const held = await readAccount(transaction, doer.actor, made.id)
      await addGrant(transaction, doer, held, grant)
    }
    const link = await insertLink(transaction, doer.actor, made.id, 'invitation')
    return { account: await readAccount(transaction, doer.actor, made.id), link }
  })
}

/** Keeps everyone out of an account, or lets its owner in again: its sessions and open links end. Throws Problem: 403, 404. */
export async function setDisabled(
  write: Knex,
  actor: Actor,
  account: number,
  disabled: boolean,
): Promise<StoredAccount> {
  return await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [account])
    const found = await readAccount(transaction, doer.actor, account)
    refuseOwn(doer.actor, account)
    if (!mayReset(doer.actor, found)) throw refuseAbove()
    if ((found.state === 'disabled') === disabled) return found
    await transaction('accounts')
      .where({ id: account })
      .update({
        disabled_at: disabled ? transaction.fn.now() : null,
        disabled_by: disabled ? accountOf(doer.actor) : null,
      })
    await endSessionsOf(transaction, account)
    await endLinksOf(transaction, account)
    await revokeTokensOf(transaction, account, accountOf(doer.actor))
    return await readAccount(transaction, doer.actor, account)
  })
}

function refuseTaken(login: string): Problem {
  return new Problem({
    title: 'Login taken',
    status: 409,
    detail: `login: ${login} is an account already`,
    parameter: 'login',
    received: login,
    expected: 'a login that nobody has',
  })
}
