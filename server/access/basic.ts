import type { IncomingMessage } from 'node:http'
import { Problem } from '../../core/problem.ts'
import { isToken, type TokenEnd } from '../accounts/token-store.ts'

/** What came by HTTP Basic: a login with an application token, or with something else, which is no credential here. */
export type BasicCredentials =
  | { readonly kind: 'token'; readonly login: string; readonly token: string }
  | { readonly kind: 'password' }

export function readBasic({ headers }: Pick<IncomingMessage, 'headers'>): BasicCredentials | undefined {
  const match = /^Basic ([\w+/=]+)$/i.exec(headers.authorization ?? '')
  if (!match?.[1]) return undefined
  const [login = '', ...rest] = Buffer.from(match[1], 'base64').toString('utf8').split(':')
  const token = rest.join(':')
  return isToken(token) ? { kind: 'token', login, token } : { kind: 'password' }
}

export const BASIC_CHALLENGE = 'Basic realm="PetaUsul", charset="UTF-8"'

/** A token that opens nothing: not known (any more), or not that login's. */
export class TokenRefused extends Problem {
  /** Whose it was; null of one that is not known. */
  readonly account: number | null

  constructor(account: number | null, ended: TokenEnd | undefined) {
    super({
      title: 'Token not accepted',
      status: 401,
      detail: `${ended === undefined ? 'This is no application token of this login' : WORDS[ended]}: make another one at /akun/saya`,
    })
    this.account = account
  }
}

const WORDS: Readonly<Record<TokenEnd, string>> = {
  expired: 'This application token has expired',
  revoked: 'This application token was revoked',
  disabled: 'The account of this application token is disabled',
}
