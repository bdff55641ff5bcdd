import type { Grant } from './grant.ts'

/**
 * Who acts. A request's actor is the public or an account with what it was granted: it is resolved once (server/access) and
 * handed down, and nobody asks again who is there. The system is what works without a request: jobs and the terminal.
 */
export type Actor = PublicActor | AccountActor | BearerActor | SystemActor

export interface PublicActor {
  readonly kind: 'public'
}

export interface AccountActor {
  readonly kind: 'account'
  readonly id: number
  /** For screens; records name an account by its login or number. */
  readonly name: string
  readonly grants: readonly Grant[]
  /** The application token by which a program asks; `grants` are then what it carries of its account's. */
  readonly token?: TokenInUse
}

/** An application token by which a program asks. */
export interface TokenInUse {
  readonly id: number
  /** It changes nothing, whatever its grants are. */
  readonly readsOnly: boolean
}

/** Who shows the secret of one submission: its proposer, without an account. */
export interface BearerActor {
  readonly kind: 'bearer'
  /** Number of the proposal. */
  readonly proposal: number
}

export interface SystemActor {
  readonly kind: 'system'
}

/** The number that records keep of who wrote them; null where no account did. */
export function accountOf(actor: Actor): number | null {
  return actor.kind === 'account' ? actor.id : null
}

export const PUBLIC: PublicActor = { kind: 'public' }
export const SYSTEM: SystemActor = { kind: 'system' }
