import type { Grant } from '../access/grant.ts'

/** `invited`: nobody has set a password for it yet. */
export type AccountState = 'active' | 'invited' | 'disabled'

/** A grant as it is kept. */
export interface HeldGrant<Time = string> extends Grant {
  readonly id: number
  readonly expiresAt: Time | null
  readonly givenAt: Time
  /** Name of the account; null: the terminal. */
  readonly givenBy: string | null
}

/** An account as those who look after accounts see it. */
export interface ListedAccount<Time = string> {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly email: string | null
  /** Agency or office in words. */
  readonly workplace: string | null
  readonly state: AccountState
  /** Those that hold. */
  readonly grants: readonly HeldGrant<Time>[]
  readonly createdAt: Time
  readonly signedInAt: Time | null
  /** What the reader may do with it: what a screen offers. */
  readonly offers: readonly AccountOffer[]
}

export type AccountOffer = 'grant' | 'reset' | 'disable' | 'enable'

/** A page of accounts by name. */
export interface AccountList<Time = string> {
  readonly items: readonly ListedAccount<Time>[]
  /** For `after`; null on the last page. */
  readonly next: number | null
}

export type LinkKind = 'invitation' | 'reset'

/** A link by which somebody sets the password of an account, once. It is told once: the store keeps its digest. */
export interface OneTimeLink<Time = string> {
  readonly kind: LinkKind
  readonly url: string
  readonly expiresAt: Time
}

/** An account that was just made, with the link for whoever it is for. */
export interface InvitedAccount<Time = string> {
  readonly account: ListedAccount<Time>
  readonly link: OneTimeLink<Time>
}

/** One's own account. */
export interface OwnAccount<Time = string> {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly email: string | null
  readonly workplace: string | null
  readonly grants: readonly HeldGrant<Time>[]
  readonly passwordChangedAt: Time | null
  /** When its password was set by a link that somebody made for it, until its owner says that they know. */
  readonly resetAt: Time | null
}

/** An application token, by which a program asks with HTTP Basic: the login, and the token instead of a password. */
export interface ApplicationToken<Time = string> {
  readonly id: number
  /** What its owner calls it: the program, or the computer. */
  readonly name: string
  /** It changes nothing, whatever its grants are. */
  readonly readsOnly: boolean
  /** Those of its account's that it carries and that hold. */
  readonly grants: readonly HeldGrant<Time>[]
  readonly madeAt: Time
  readonly expiresAt: Time
  /** To some minutes; null where it was never used. */
  readonly lastUsedAt: Time | null
  readonly revokedAt: Time | null
  readonly state: 'active' | 'expired' | 'revoked'
}

/** A token that was just made. It is told once: the store keeps its digest. */
export interface MadeToken<Time = string> extends ApplicationToken<Time> {
  readonly login: string
  readonly token: string
}

/** The second step at sign-in. `begun`: no code was shown yet, and none is asked for. */
export interface SecondFactor<Time = string> {
  readonly state: 'none' | 'begun' | 'on'
  readonly since: Time | null
  readonly recoveryCodesLeft: number
}

/** What an authenticator app is given, told once. */
export interface BegunSecondStep {
  /** Base32. */
  readonly secret: string
  /** otpauth://…, for a QR code. */
  readonly uri: string
}

/** Each stands for a code of the app, once. They are told once. */
export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[]
}

/** A session of one's own. */
export interface OwnSession<Time = string> {
  readonly id: number
  /** Browser and system; empty where nothing is known. */
  readonly device: string
  /** Shortened. */
  readonly network: string
  readonly createdAt: Time
  readonly lastSeenAt: Time
  readonly expiresAt: Time
  /** The one that asks. */
  readonly current: boolean
}
