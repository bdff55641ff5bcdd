import type { AccountActor, Actor } from './actor.ts'
import { type Grant, isWithin } from './grant.ts'
import { may } from './may.ts'

/**
 * Whether the actor may give this grant to an account (its number): nobody to themselves, nobody beyond the bounds of a grant
 * by which they give. The terminal (the system) may; it is how the first account comes to its rights.
 */
export function mayGive(actor: Actor, grant: Grant, account: number): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'account' || actor.id === account) return false
  return givingGrants(actor).some((held) => holds(held, grant))
}

/** Whether the actor may let somebody into this account again: only where they could have given all that it holds. */
export function mayReset(actor: Actor, account: { id: number; grants: readonly Grant[] }): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'account' || givingGrants(actor).length === 0) return false
  return actor.id !== account.id && account.grants.every((grant) => mayGive(actor, grant, account.id))
}

/** Those of an account's grants by which it gives rights. */
function givingGrants({ id, name, grants }: AccountActor): readonly Grant[] {
  return grants.filter(({ role }) => may({ kind: 'account', id, name, grants: [{ role }] }, 'account:grant'))
}

/** Whether one grant's bounds hold all that another's do. */
function holds(outer: Grant, inner: Grant): boolean {
  return (
    (outer.area === undefined || isWithin(inner.area, outer.area)) &&
    (outer.agency === undefined || inner.agency === outer.agency) &&
    (outer.office === undefined || inner.office === outer.office) &&
    isAmong(inner.stages, outer.stages) &&
    isAmong(inner.years, outer.years)
  )
}

function isAmong<T>(inner: readonly T[] | undefined, outer: readonly T[] | undefined): boolean {
  return outer === undefined || (inner?.every((value) => outer.includes(value)) ?? false)
}
