import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AccountActor,
  type Actor,
  type BearerActor,
  PUBLIC,
  type PublicActor,
} from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import { waitsForSecondStep } from '../../core/access/second-step.ts'
import type { Account } from '../accounts/account.ts'
import { checkPassword, knownDevice, normaliseLogin } from '../accounts/administrator.ts'
import { grantsOfAccount } from '../accounts/grants-of-account.ts'
import { GuessLimit, TooManyGuesses } from '../accounts/guess-limit.ts'
import { useSecondFactor } from '../accounts/second-factor.ts'
import type { SecretBox } from '../accounts/secret-box.ts'
import { readSession, renewSession, type StillHolds, touchSession } from '../accounts/session.ts'
import { type FoundToken, findToken, touchToken } from '../accounts/token-store.ts'
import type { Database } from '../database/database.ts'
import { clientNetwork } from '../net/client-address.ts'
import { refuseUntil } from '../net/refuse-until.ts'
import type { TrustProxy } from '../net/trusted-proxies.ts'
import { BASIC_CHALLENGE, readBasic, TokenRefused } from './basic.ts'
import { DEVICE_COOKIE, readCookie, readToken } from './cookies.ts'
import { findBearer } from './submission-secret.ts'

const GUESSES = { guesses: 10, seconds: 900, atAccount: 100 }
/** A code is one of a million, three of which hold: of whoever has the password, few may be tried. */
const CODES = { guesses: 5, seconds: 900, atAccount: 20 }

/** The second step at sign-in. */
export interface SecondStep {
  /** That keeps the secrets of apps. */
  readonly box: SecretBox
  /** Rights of some roles wait until it is set up (core/access/second-step.ts). */
  readonly isRequired: boolean
}

/**
 * Who makes a request. Found out when it is first asked for and remembered with the request, so that what nobody asks costs
 * nothing and the store is asked once. One for the whole server: a guess counts the same in every way of signing in.
 */
export class Actors {
  readonly #database: Database
  readonly #trust: TrustProxy
  readonly #secondStep: SecondStep
  readonly #guesses = new GuessLimit(GUESSES)
  readonly #codes = new GuessLimit(CODES)
  /** Apart, so that a program that was set up wrongly, and asks again and again, keeps nobody of its network from signing in. */
  readonly #wrongTokens = new GuessLimit(GUESSES)
  readonly #ofSessions = new WeakMap<IncomingMessage, Promise<Account | undefined>>()
  readonly #touching = new Set<string>()
  readonly #actors = new WeakMap<IncomingMessage, Promise<Actor>>()

  constructor(database: Database, trust: TrustProxy, secondStep: SecondStep) {
    this.#database = database
    this.#trust = trust
    this.#secondStep = secondStep
  }

  /**
   * By session cookie, application token (HTTP Basic), or as bearer of a submission's secret. A password in HTTP Basic is looked
   * at by nobody. Throws Problem: 401 for a token that opens nothing, 429 after too many of them.
   */
  of(request: IncomingMessage, response: ServerResponse): Promise<Actor> {
    const known = this.#actors.get(request) ?? this.#find(request, response)
    this.#actors.set(request, known)
    return known
  }

  /** By session cookie or a token that holds; whoever shows anything else is the public. On bare node:http, and for shares. */
  async orPublic(request: IncomingMessage): Promise<Actor> {
    const account = await this.accountOfSession(request)
    if (account) return actorOf(account)
    const found = await this.#findToken(request)
    return found?.ended === undefined ? actorOf(found?.account) : PUBLIC
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

  /** Whether what lets this request see what is not published still does: its session, or else the token that it was sent with. */
  async stillHolds(request: IncomingMessage): Promise<StillHolds> {
    if (await this.accountOfSession(request))
      return async () => may(actorOf(await this.#readSession(request)), 'layer:read-unpublished')
    return async () => {
      const found = await this.#findToken(request)
      return found?.ended === undefined && may(actorOf(found?.account), 'layer:read-unpublished')
    }
  }

  /** The account whose password this is; what is wrong counts. Throws Problem (429). */
  async guess(
    request: IncomingMessage,
    response: ServerResponse,
    { login: typed, password }: { login: string; password: string },
  ): Promise<Account | undefined> {
    const { write } = this.#database
    const login = normaliseLogin(typed)
    const found = await this.#limited(this.#guesses, { request, response, login }, async () =>
      login === undefined ? undefined : await checkPassword(write, login, password),
    )
    return found && this.#withWaiting(found)
  }

  /** Whether this is a code of the account's second step; it is used up, and what is wrong counts. Throws Problem (429). */
  async useCode(
    request: IncomingMessage,
    response: ServerResponse,
    { id, login }: { id: number; login: string },
    code: string,
  ): Promise<boolean> {
    const { write } = this.#database
    const used = await this.guessCode(request, response, login, async () =>
      (await useSecondFactor(write, this.#secondStep.box, id, code)) ? true : undefined,
    )
    return used ?? false
  }

  /** As many codes of an account as may be tried: `verify` tells what a right one gives. Throws Problem (429). */
  async guessCode<T>(
    request: IncomingMessage,
    response: ServerResponse,
    login: string,
    verify: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    return await this.#limited(this.#codes, { request, response, login: normaliseLogin(login) }, verify)
  }

  async #limited<T>(
    limit: GuessLimit,
    {
      request,
      response,
      login,
    }: { request: IncomingMessage; response: ServerResponse; login: string | undefined },
    verify: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const device =
      login === undefined
        ? undefined
        : await knownDevice(this.#database.write, login, readCookie(request.headers.cookie, DEVICE_COOKIE))
    const network = clientNetwork(request, this.#trust)
    try {
      return await limit.check({ account: login ?? '(none)', network, device }, verify)
    } catch (error) {
      if (!(error instanceof TooManyGuesses)) throw error
      throw refuseUntil(response, error.seconds, 'Too many wrong passwords or codes')
    }
  }

  /** Without what waits for a second step. */
  #withWaiting(account: Account): Account {
    const { grants, secondFactor = false } = account
    if (!this.#secondStep.isRequired || secondFactor) return account
    const kept = grantsOfAccount(grants)
    const holding = kept.filter((grant) => !waitsForSecondStep(grant))
    return { ...account, grants: holding, waits: holding.length < kept.length }
  }

  async #find(request: IncomingMessage, response: ServerResponse): Promise<Actor> {
    const account = (await this.accountOfSession(request)) ?? (await this.#accountOfToken(request, response))
    return account ? actorOf(account) : ((await this.#bearerOf(request)) ?? PUBLIC)
  }

  async #readSession({ headers }: IncomingMessage): Promise<Account | undefined> {
    const token = readToken(headers.cookie)
    const found = token ? await readSession(this.#database.read, token) : undefined
    const account = found && this.#withWaiting(found)
    const session = account?.session
    if (session?.stale)
      await this.#touch(`session ${session.id}`, () => touchSession(this.#database.write, session))
    return account
  }

  /** Requests that come at once note it once. */
  async #touch(what: string, note: () => Promise<void>): Promise<void> {
    if (this.#touching.has(what)) return
    this.#touching.add(what)
    try {
      await note()
    } finally {
      this.#touching.delete(what)
    }
  }

  async #bearerOf({ headers }: IncomingMessage): Promise<BearerActor | undefined> {
    const secret = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '')?.[1]
    return secret === undefined ? undefined : await findBearer(this.#database.write, secret)
  }

  async #accountOfToken(request: IncomingMessage, response: ServerResponse): Promise<Account | undefined> {
    const given = readBasic(request)
    if (given?.kind !== 'token') return undefined
    const found = await this.#findToken(request)
    if (found?.ended === undefined && found) return found.account
    response.setHeader('WWW-Authenticate', BASIC_CHALLENGE)
    if (!found) await this.#countWrong(request, response, given.login)
    throw new TokenRefused(found?.account.id ?? null, found?.ended)
  }

  async #findToken(request: IncomingMessage): Promise<FoundToken | undefined> {
    const given = readBasic(request)
    const login = given?.kind === 'token' ? normaliseLogin(given.login) : undefined
    if (given?.kind !== 'token' || login === undefined) return undefined
    const known = await findToken(this.#database.read, login, given.token)
    const found =
      known?.ended === undefined && known ? { ...known, account: this.#withWaiting(known.account) } : known
    const used = found?.ended === undefined && found?.stale ? found.account.token : undefined
    if (used) await this.#touch(`token ${used.id}`, () => touchToken(this.#database.write, used.id))
    return found
  }

  /** Throws Problem (429). */
  async #countWrong(request: IncomingMessage, response: ServerResponse, login: string): Promise<void> {
    const network = clientNetwork(request, this.#trust)
    try {
      await this.#wrongTokens.check(
        { account: normaliseLogin(login) ?? '(none)', network },
        async () => undefined,
      )
    } catch (error) {
      if (!(error instanceof TooManyGuesses)) throw error
      throw refuseUntil(response, error.seconds, 'Too many wrong tokens')
    }
  }
}

export function actorOf(account: Account | undefined): PublicActor | AccountActor {
  if (!account) return PUBLIC
  const { id, name, grants, token } = account
  return { kind: 'account', id, name, grants: grantsOfAccount(grants), ...(token ? { token } : {}) }
}
