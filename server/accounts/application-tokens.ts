import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, accountOf, SYSTEM } from '../../core/access/actor.ts'
import { mayReset } from '../../core/access/may-give.ts'
import type { ApplicationToken, MadeToken } from '../../core/api/account.ts'
import { badParameter, notFound, Problem } from '../../core/problem.ts'
import { bound, catalogued, run, select, sql } from '../database/sql-fragment.ts'
import { refuseAbove } from './account-links.ts'
import type { TokenRequest } from './account-request.ts'
import { refuseDisabled } from './change-grants.ts'
import { readAccount } from './read-accounts.ts'
import { HOLDS, lockAccounts, readGrants } from './stored-grants.ts'
import { digestOfToken, TOKEN_PREFIX } from './token-store.ts'

/** 256 bits. */
const TOKEN_BYTES = 32
/** Of one account, that hold. */
const MOST_TOKENS = 20
/** Those that no longer hold are told for so long. */
const TOLD_DAYS = 90

/**
 * Makes a token of an account for its owner, or at the terminal: nobody makes one of another's account. Throws Problem: 400 for
 * grants that the account does not hold, 409 once it has too many, or is disabled.
 */
export async function makeToken(
  write: Knex,
  actor: Actor,
  account: number,
  { name, days, grants, readsOnly }: TokenRequest,
): Promise<MadeToken> {
  if (actor.kind !== 'system' && accountOf(actor) !== account) throw refuseAbove()
  const token = `${TOKEN_PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`
  return await write.transaction(async (transaction) => {
    await lockAccounts(transaction, actor, [account])
    const { login, state, grants: held } = await readAccount(transaction, SYSTEM, account)
    if (state === 'disabled') throw refuseDisabled()
    const foreign = grants.find((id) => held.every((one) => one.id !== id))
    if (foreign !== undefined)
      throw badParameter('grants', foreign, 'numbers of grants that the account holds')
    await refuseTooMany(transaction, account)
    const [made] = await select<{ id: number }>(
      transaction,
      sql`INSERT INTO application_tokens (account_id, token_sha256, name, reads_only, made_by, expires_at)
          VALUES (${account}, ${digestOfToken(token)}, ${name}, ${bound(readsOnly, 'boolean')}, ${bound(accountOf(actor), 'int')},
            now() + make_interval(days => ${days})) RETURNING id`,
    )
    if (!made) throw new Error('a token was inserted and none came back')
    await run(
      transaction,
      sql`INSERT INTO application_token_grants (token_id, grant_id)
          SELECT ${made.id}, id FROM grants WHERE account_id = ${account} AND id = ANY (${bound([...new Set(grants)], 'int[]')})`,
    )
    const kept = (await listTokens(transaction, account)).find(({ id }) => id === made.id)
    if (!kept) throw new Error(`the token ${made.id} was made and is not there`)
    return { ...kept, login, token }
  })
}

interface TokenRow
  extends Omit<ApplicationToken, 'grants' | 'madeAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> {
  grants: unknown
  madeAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const ENDS = sql`least(t.expires_at, t.revoked_at)`
const STATE = catalogued(
  `CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired' ELSE 'active' END`,
)

/** An account's tokens, the latest first; those that ended long ago are left out. */
export async function listTokens(write: Knex, account: number): Promise<ApplicationToken[]> {
  const rows = await select<TokenRow>(
    write,
    sql`SELECT t.id, t.name, t.reads_only AS "readsOnly", t.made_at AS "madeAt", t.expires_at AS "expiresAt",
          t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt", ${STATE} AS state,
          (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', g.id, 'role', g.role, 'area', g.area_code,
              'agency', g.agency, 'office', g.office, 'stages', to_jsonb(g.stages), 'years', to_jsonb(g.years),
              'expiresAt', g.expires_at, 'givenAt', g.given_at, 'givenBy', giver.name)) ORDER BY g.id), '[]')
            FROM application_token_grants c JOIN grants g ON g.id = c.grant_id LEFT JOIN accounts giver ON giver.id = g.given_by
            WHERE c.token_id = t.id AND g.account_id = t.account_id AND ${HOLDS}) AS grants
        FROM application_tokens t
        WHERE t.account_id = ${bound(account, 'int')} AND ${ENDS} > now() - make_interval(days => ${TOLD_DAYS})
        ORDER BY t.revoked_at IS NULL AND t.expires_at > now() DESC, t.id DESC`,
  )
  return rows.map(({ grants, madeAt, expiresAt, lastUsedAt, revokedAt, ...row }) => ({
    ...row,
    grants: readGrants(grants),
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }))
}

/** The tokens of an account that the actor looks after. Throws Problem: 403, 404. */
export async function listTokensOf(write: Knex, actor: Actor, account: number): Promise<ApplicationToken[]> {
  refuseOthers(actor, await readAccount(write, actor, account))
  return await listTokens(write, account)
}

/**
 * Revokes a token at once: its owner, who looks after the account, or the terminal. One that was revoked already is left as it is.
 * Throws Problem: 403, 404.
 */
export async function revokeToken(write: Knex, actor: Actor, account: number, token: number): Promise<void> {
  await write.transaction(async (transaction) => {
    const doer = await lockAccounts(transaction, actor, [account])
    if (accountOf(actor) !== account)
      refuseOthers(doer.actor, await readAccount(transaction, doer.actor, account))
    const known = await select(
      transaction,
      sql`UPDATE application_tokens SET revoked_at = coalesce(revoked_at, now()),
            revoked_by = CASE WHEN revoked_at IS NULL THEN ${bound(accountOf(actor), 'int')} ELSE revoked_by END
          WHERE id = ${bound(token, 'int')} AND account_id = ${bound(account, 'int')} RETURNING id`,
    )
    if (known.length === 0) throw notFound('token', token)
  })
}

/** Whose password one may set, whose tokens one may see and revoke. */
function refuseOthers(actor: Actor, account: Parameters<typeof mayReset>[1]): void {
  if (!mayReset(actor, account)) throw refuseAbove()
}

async function refuseTooMany(transaction: Knex.Transaction, account: number): Promise<void> {
  const open = await select(
    transaction,
    sql`SELECT FROM application_tokens WHERE account_id = ${account} AND revoked_at IS NULL AND expires_at > now()`,
  )
  if (open.length >= MOST_TOKENS)
    throw new Problem({
      title: 'Too many tokens',
      status: 409,
      detail: `An account has at most ${MOST_TOKENS} tokens that hold: revoke one first`,
    })
}
