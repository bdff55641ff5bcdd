import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'

/** What a record says of who made it: the account's login. `write`, since reads cannot see accounts. */
export async function signatureOf(write: Knex, actor: Actor): Promise<string> {
  if (actor.kind !== 'account') return actor.kind
  const row = await write('accounts').where({ id: actor.id }).first<{ login: string } | undefined>('login')
  return row?.login ?? `account ${actor.id}`
}
