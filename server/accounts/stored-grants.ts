import type { Knex } from 'knex'
import { z } from 'zod'
import type { AccountActor, Actor } from '../../core/access/actor.ts'
import { type Grant, ROLES } from '../../core/access/grant.ts'
import type { HeldGrant } from '../../core/api/account.ts'
import { DECISION_ROLES } from '../../core/proposal/decision.ts'
import { bound, catalogued, joinSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

/** Of grants as g: those that hold at this moment. */
export const HOLDS = catalogued('g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now())')

/** All that an account a holds, as JSON that readGrants understands. */
export const GRANTS = sql`(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', g.id, 'role', g.role,
    'area', g.area_code, 'agency', g.agency, 'office', g.office, 'stages', to_jsonb(g.stages), 'years', to_jsonb(g.years),
    'expiresAt', g.expires_at, 'givenAt', g.given_at, 'givenBy', giver.name)) ORDER BY g.id), '[]')
  FROM grants g LEFT JOIN accounts giver ON giver.id = g.given_by WHERE g.account_id = a.id AND ${HOLDS})`

const time = z.string().transform((text) => new Date(text).toISOString())
const storedGrants = z.array(
  z.object({
    id: z.number(),
    role: z.enum(ROLES),
    area: z.string().exactOptional(),
    agency: z.string().exactOptional(),
    office: z.enum(DECISION_ROLES).exactOptional(),
    stages: z.array(z.string()).exactOptional(),
    years: z.array(z.number()).exactOptional(),
    expiresAt: time.nullable().default(null),
    givenAt: time,
    givenBy: z.string().nullable().default(null),
  }),
)

export function readGrants(stored: unknown): readonly HeldGrant[] {
  return storedGrants.parse(stored)
}

/** Who acts, as the store has it within this transaction: with the rights that hold when it is done. */
export interface Doer {
  readonly actor: Actor
  readonly grants: readonly HeldGrant[]
}

/**
 * Locks these accounts until the transaction ends, in the order of their numbers: what is done to one of them, and what
 * another may do to it, is decided one after another. Gives what the actor holds then.
 */
export async function lockAccounts(
  transaction: Knex.Transaction,
  actor: Actor,
  accounts: readonly number[],
): Promise<Doer> {
  const ids = actor.kind === 'account' ? [actor.id, ...accounts] : accounts
  await select(
    transaction,
    sql`SELECT id FROM accounts WHERE id = ANY (${bound([...ids], 'int[]')}) ORDER BY id FOR UPDATE`,
  )
  if (actor.kind !== 'account') return { actor, grants: [] }
  return await readDoer(transaction, actor)
}

/** An account as who acts; it holds nothing once it is disabled. */
export async function readDoer(knex: Knex, { id, name }: Pick<AccountActor, 'id' | 'name'>): Promise<Doer> {
  const [row] = await select<{ grants: unknown }>(
    knex,
    sql`SELECT ${GRANTS} AS grants FROM accounts a WHERE a.id = ${id} AND a.disabled_at IS NULL`,
  )
  const grants = readGrants(row?.grants ?? [])
  return { actor: { kind: 'account', id, name, grants }, grants }
}

/** Whether the grant g lies within these bounds (as core/access/may-give.ts has it). */
export function liesWithin({ area, agency, office, stages, years }: Grant): SqlFragment {
  const conditions = [catalogued('true')]
  if (area !== undefined) {
    const below = bound(`${area}.`, 'text')
    conditions.push(sql`(g.area_code = ${bound(area, 'text')} OR starts_with(g.area_code, ${below}))`)
  }
  if (agency !== undefined) conditions.push(sql`g.agency = ${bound(agency, 'text')}`)
  if (office !== undefined) conditions.push(sql`g.office = ${bound(office, 'text')}`)
  if (stages !== undefined) conditions.push(sql`g.stages <@ ${bound([...stages], 'text[]')}`)
  if (years !== undefined) conditions.push(sql`g.years <@ ${bound([...years], 'int[]')}`)
  return joinSql(conditions, ' AND ')
}
