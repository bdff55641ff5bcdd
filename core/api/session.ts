import type { AccountActor, PublicActor } from '../access/actor.ts'

export interface SessionUser {
  name: string
  role: string
}

/** Who is signed in (GET and POST /api/session). */
export interface Session {
  /** Null for the public. */
  user: SessionUser | null
  /** The same with what it was granted: screens ask core/access of this actor what to offer. */
  actor: PublicActor | AccountActor
  /** At sign-in: when the password was set by a link, where its owner has not said yet that they know. */
  resetAt?: string
  /** Rights of the account wait until its second step at sign-in is set up. */
  waits?: boolean
}
