import type { TokenInUse } from '../../core/access/actor.ts'

export interface Account {
  id: number
  name: string
  /** How screens name it. */
  role: string | null
  /** As the store has them (grants-of-account.ts reads them). */
  grants: unknown
  /** When its password was set by a link, where its owner has not said yet that they know; told at sign-in. */
  resetAt?: string
  /** It shows a code at sign-in, too. */
  secondFactor?: boolean
  /** Some of its grants are left out until it does. */
  waits?: boolean
  /** By which it was found. */
  session?: OpenSession
  /** By which it was found: a program's. */
  token?: TokenInUse
}

/** A session as a request finds it. */
export interface OpenSession {
  readonly id: number
  /** Its account's rights have changed: it is to get another token. */
  readonly renews: boolean
  /** Seen last more than some minutes ago. */
  readonly stale: boolean
}
