import type { Grant, Role } from './grant.ts'

/** Where the server demands a second step at sign-in, it is of these roles: their rights wait until it is set up. */
const WAITING_ROLES: readonly Role[] = ['administrator', 'planner']

export function waitsForSecondStep({ role }: Pick<Grant, 'role'>): boolean {
  return WAITING_ROLES.includes(role)
}
