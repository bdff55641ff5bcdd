import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { BearerActor } from '../../core/access/actor.ts'

/** What a submission's proposer is known again by, without an account. The store keeps its digest alone. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Of enough randomness that it cannot be guessed; made on a phone, or here. */
export const SECRET_PATTERN = /^[\w-]{43,100}$/

export function digestOfSecret(secret: string): string {
  return createHash('sha256').update(`submission ${secret}`).digest('hex')
}

/** Who shows this secret; undefined where it is none of ours. `write`, since reads cannot see secrets. */
export async function findBearer(write: Knex, secret: string): Promise<BearerActor | undefined> {
  if (!SECRET_PATTERN.test(secret)) return undefined
  const row = await write('proposal_secrets')
    .where({ secret_sha256: digestOfSecret(secret) })
    .first<{ proposal_id: number } | undefined>('proposal_id')
  return row && { kind: 'bearer', proposal: row.proposal_id }
}
