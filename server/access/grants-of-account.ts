import { type Grant, ROLES, type Role } from '../../core/access/grant.ts'

/** Of the one account that there is today, which does all that an office does. */
const SOLE_ACCOUNT = 'administrator'
const ROLES_OF_SOLE_ACCOUNT: readonly Role[] = ['administrator', 'planner', 'publisher']

/**
 * What an account's stored role grants, in the whole region. One that is not known grants nothing: whoever has it may do
 * what the public may.
 */
export function grantsOfAccount(storedRole: string): readonly Grant[] {
  if (storedRole === SOLE_ACCOUNT) return ROLES_OF_SOLE_ACCOUNT.map((role) => ({ role }))
  return ROLES.filter((role) => role === storedRole).map((role) => ({ role }))
}
