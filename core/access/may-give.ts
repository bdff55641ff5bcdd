import type { AccountActor, Actor } from './actor.ts'
import { type Grant, isWithin } from './grant.ts'
import { type Action, may } from './may.ts'

/**
 * Whether the actor may give this grant to an account (its number): nobody to themselves, nobody beyond the bounds of a grant
 * by which they give. The terminal (the system) may; it is how the first account comes to its rights.
 */
export function mayGive(actor: Actor, grant: Grant, account: number): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'account' || actor.id === account) return false
  return grantsToGive(actor, grant).length > 0
}

/** An account, by what decides who may know of it and act on it. */
export interface AccountSubject {
  readonly id: number
  /** Those that hold. */
  readonly grants: readonly Grant[]
  /** Who made it; null: the terminal. */
  readonly createdBy: number | null
}

/**
 * Whether the actor may know of this account: those who read accounts in the whole region of all; within bounds, of those that
 * hold something within them, or that they made themselves.
 */
export function mayKnowAccount(actor: Actor, { id, grants, createdBy }: AccountSubject): boolean {
  if (actor.kind === 'system' || may(actor, 'account:read')) return true
  if (actor.kind !== 'account') return false
  const held = readingBounds(actor)
  if (held.length === 0) return false
  return [id, createdBy].includes(actor.id) || grants.some((one) => held.some((by) => holds(by, one)))
}

/** The grants by which this account reads accounts, for their bounds. */
export function readingBounds(actor: AccountActor): readonly Grant[] {
  return grantsFor(actor, 'account:read')
}

/**
 * Whether the actor may let somebody into this account again, or keep everyone out of it: only where they could have given all
 * that it holds.
 */
export function mayReset(actor: Actor, account: { id: number; grants: readonly Grant[] }): boolean {
  if (actor.kind === 'system') return true
  return (
    mayGiveAnything(actor, account.id) && account.grants.every((grant) => mayGive(actor, grant, account.id))
  )
}

/** Those of an account's grants by which it could give this one. */
export function grantsToGive(actor: AccountActor, grant: Grant): readonly Grant[] {
  return givingGrants(actor).filter((held) => holds(held, grant))
}

/** Whether there is any grant that the actor could give to this account. */
export function mayGiveAnything(actor: Actor, account: number): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'account' && actor.id !== account && givingGrants(actor).length > 0
}

/** Those of an account's grants by which it gives rights. */
function givingGrants(actor: AccountActor): readonly Grant[] {
  return grantsFor(actor, 'account:grant')
}

/** Those of an account's grants whose role may do this, each with its bounds. */
function grantsFor({ grants, ...who }: AccountActor, action: Action): readonly Grant[] {
  return grants.filter(({ role }) => may({ ...who, grants: [{ role }] }, action))
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
