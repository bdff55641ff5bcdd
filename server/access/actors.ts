import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AccountActor,
  type Actor,
  type BearerActor,
  PUBLIC,
  type PublicActor,
} from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import type { Account, OpenSession } from '../accounts/account.ts'
import { checkPassword, knownDevice, LOGIN, normaliseLogin, passwordMark } from '../accounts/administrator.ts'
import { grantsOfAccount } from '../accounts/grants-of-account.ts'
import { GuessLimit, TooManyGuesses } from '../accounts/guess-limit.ts'
import { readSession, renewSession, type StillHolds, touchSession } from '../accounts/session.ts'
import type { Database } from '../database/database.ts'
import { clientNetwork } from '../net/client-address.ts'
import { refuseUntil } from '../net/refuse-until.ts'
import type { TrustProxy } from '../net/trusted-proxies.ts'
import { DEVICE_COOKIE, readCookie, readToken } from './cookies.ts'
import { findBearer } from './submission-secret.ts'

const GUESSES = { guesses: 10, seconds: 900, atAccount: 100 }

/**
 * Who makes a request. Found out when it is first asked for and remembered with the request, so that what nobody asks costs
 * nothing and the store is asked once. One for the whole server: a guess counts the same in every way of signing in.
 */
export class Actors {
  readonly #database: Database
  readonly #trust: TrustProxy
  readonly #guesses = new GuessLimit(GUESSES)
  readonly #ofSessions = new WeakMap<IncomingMessage, Promise<Account | undefined>>()
  readonly #touching = new Set<number>()
  readonly #actors = new WeakMap<IncomingMessage, Promise<Actor>>()

  constructor(database: Database, trust: TrustProxy) {
    this.#database = database
    this.#trust = trust
  }

  /** By session cookie, HTTP Basic, or as bearer of a submission's secret. Throws Problem (429) after too many wrong passwords. */
  of(request: IncomingMessage, response: ServerResponse): Promise<Actor> {
    const known = this.#actors.get(request) ?? this.#find(request, response)
    this.#actors.set(request, known)
    return known
  }

  /** By session cookie alone: where no password is guessed at, and on bare node:http. */
  async ofSession(request: IncomingMessage): Promise<Actor> {
    return actorOf(await this.accountOfSession(request))
  }

  accountOfSession(request: IncomingMessage): Promise<Account | undefined> {
    const known = this.#ofSessions.get(request) ?? this.#readSession(request)
    this.#ofSessions.set(request, known)
    return known
  }

  /** Another token for the session of this request, where it is to get one: its account's rights have changed. */
  async renew(request: IncomingMessage): Promise<string | undefined> {
    const token = readToken(request.headers.cookie)
    const account = token === undefined ? undefined : await this.accountOfSession(request)
    if (token === undefined || !account?.session?.renews) return undefined
    return await renewSession(this.#database.write, token)
  }

  /** Whether what lets this request see what is not published still does: its session, or else the password that it was sent with. */
  async stillHolds(request: IncomingMessage): Promise<StillHolds> {
    if (await this.accountOfSession(request))
      return async () => may(actorOf(await this.#readSession(request)), 'layer:read-unpublished')
    // The public's reads cannot see what a password is kept as.
    const { write } = this.#database
    const login = normaliseLogin(readBasic(request)?.login ?? '') ?? LOGIN
    const before = await passwordMark(write, login)
    return async () => (await passwordMark(write, login)) === before
  }

  /** The account whose password this is; what is wrong counts. Throws Problem (429). */
  async guess(
    request: IncomingMessage,
    response: ServerResponse,
    { login: typed, password }: { login: string; password: string },
  ): Promise<Account | undefined> {
    const { write } = this.#database
    const login = normaliseLogin(typed)
    const device =
      login === undefined
        ? undefined
        : await knownDevice(write, login, readCookie(request.headers.cookie, DEVICE_COOKIE))
    const network = clientNetwork(request, this.#trust)
    try {
      return await this.#guesses.check({ account: login ?? '(none)', network, device }, async () =>
        login === undefined ? undefined : await checkPassword(write, login, password),
      )
    } catch (error) {
      if (!(error instanceof TooManyGuesses)) throw error
      throw refuseUntil(response, error.seconds, 'Too many wrong passwords')
    }
  }

  async #find(request: IncomingMessage, response: ServerResponse): Promise<Actor> {
    const account = (await this.accountOfSession(request)) ?? (await this.#accountOfBasic(request, response))
    return account ? actorOf(account) : ((await this.#bearerOf(request)) ?? PUBLIC)
  }

  async #readSession({ headers }: IncomingMessage): Promise<Account | undefined> {
    const token = readToken(headers.cookie)
    const account = token ? await readSession(this.#database.read, token) : undefined
    if (account?.session?.stale) await this.#touch(account.session)
    return account
  }

  /** Requests that come at once note it once. */
  async #touch(session: OpenSession): Promise<void> {
    if (this.#touching.has(session.id)) return
    this.#touching.add(session.id)
    try {
      await touchSession(this.#database.write, session)
    } finally {
      this.#touching.delete(session.id)
    }
  }

  async #bearerOf({ headers }: IncomingMessage): Promise<BearerActor | undefined> {
    const secret = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '')?.[1]
    return secret === undefined ? undefined : await findBearer(this.#database.write, secret)
  }

  async #accountOfBasic(request: IncomingMessage, response: ServerResponse): Promise<Account | undefined> {
    const given = readBasic(request)
    return given && (await this.guess(request, response, given))
  }
}

function readBasic({ headers }: IncomingMessage): { login: string; password: string } | undefined {
  const match = /^Basic ([\w+/=]+)$/.exec(headers.authorization ?? '')
  if (!match?.[1]) return undefined
  const [login = '', ...password] = Buffer.from(match[1], 'base64').toString('utf8').split(':')
  return { login, password: password.join(':') }
}

export function actorOf(account: Account | undefined): PublicActor | AccountActor {
  if (!account) return PUBLIC
  const { id, name, grants } = account
  return { kind: 'account', id, name, grants: grantsOfAccount(grants) }
}
