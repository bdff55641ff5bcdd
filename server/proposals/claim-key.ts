import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { Problem } from '../../core/problem.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'

/** An Idempotency-Key and what came with it: the same request twice is done once. */
export interface KeyedRequest {
  key: string
  actor: Actor
  /** All that makes the request what it is. */
  request: unknown
}

/** Two accounts may choose the same key; all who have not signed in share one room for theirs. */
const scopeOf = (actor: Actor) => (actor.kind === 'account' ? `account ${actor.id}` : 'public')

/**
 * Takes a key for this request; the answer of an earlier one that had it. Whoever comes with the same key meanwhile waits at
 * its row until this transaction has ended; a refusal gives the key free. Throws Problem (409) for a key that came with
 * another request. Where the answer is not known yet, settleKey keeps it later.
 */
export async function claimKey<Answer>(
  transaction: Knex.Transaction,
  { key, actor, request }: KeyedRequest,
  answer?: Answer,
): Promise<Answer | undefined> {
  const scope = scopeOf(actor)
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const response = bound(JSON.stringify(answer ?? null), 'json')
  const claimed = await selectPrepared(
    transaction,
    sql`INSERT INTO idempotency_keys (scope, key, digest, response)
        VALUES (${bound(scope, 'text')}, ${bound(key, 'text')}, ${bound(digest, 'text')}, ${response})
        ON CONFLICT (scope, key) DO NOTHING RETURNING key`,
  )
  if (claimed.length > 0) return undefined
  const known = await transaction('idempotency_keys')
    .where({ scope, key })
    .first<{ digest: string; response: Answer } | undefined>()
  if (known && known.digest !== digest) {
    throw new Problem({
      title: 'Idempotency key used before',
      status: 409,
      detail: 'Idempotency-Key: this key came with another request before',
      parameter: 'Idempotency-Key',
    })
  }
  return known?.response
}

/** Keeps the answer of a request whose key was claimed in this transaction. */
export async function settleKey(
  transaction: Knex.Transaction,
  { key, actor }: KeyedRequest,
  answer: unknown,
): Promise<void> {
  const response = bound(JSON.stringify(answer), 'json')
  await select(
    transaction,
    sql`UPDATE idempotency_keys SET response = ${response} WHERE scope = ${bound(scopeOf(actor), 'text')} AND key = ${bound(key, 'text')}`,
  )
}
