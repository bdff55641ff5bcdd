import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler, Response } from 'express'
import { Problem } from '../../core/problem.ts'
import { type Account, checkPassword, knownDevice, passwordMark } from '../accounts/administrator.ts'
import { GuessLimit, TooManyGuesses } from '../accounts/guess-limit.ts'
import { readSession, type StillHolds } from '../accounts/session.ts'
import type { Database } from '../database/database.ts'
import { clientNetwork } from '../net/client-address.ts'
import type { TrustProxy } from '../net/trusted-proxies.ts'
import { DEVICE_COOKIE, readCookie, readToken } from './cookies.ts'
import { refuseForeignOrigin } from './refuse-foreign-origin.ts'
import { refuseUntil } from './refuse-until.ts'

const LOGIN = 'admin'
const GUESSES = { guesses: 10, seconds: 900, atAccount: 100 }

/** Who asks: one for the whole server, so that a guess counts the same at every route and in either way of signing in. */
export class Authentication {
  readonly #database: Database
  readonly #trust: TrustProxy
  readonly #guesses = new GuessLimit(GUESSES)
  readonly #accounts = new WeakMap<Request, Promise<Account | undefined>>()

  constructor(database: Database, trust: TrustProxy) {
    this.#database = database
    this.#trust = trust
  }

  /** By the session cookie alone. */
  async accountOfSession(request: IncomingMessage): Promise<Account | undefined> {
    const token = readToken(request.headers.cookie)
    return token ? await readSession(this.#database.read, token) : undefined
  }

  /** By session cookie or HTTP Basic; looked up once a request. Throws Problem (429) after too many wrong passwords. */
  accountOf(request: Request, response: Response): Promise<Account | undefined> {
    const known = this.#accounts.get(request) ?? this.#findAccount(request, response)
    this.#accounts.set(request, known)
    return known
  }

  /** Whether what made this request the office's still does: its session, or else the password that it was sent with. */
  async stillHolds(request: IncomingMessage): Promise<StillHolds> {
    if (await this.accountOfSession(request))
      return async () => (await this.accountOfSession(request)) !== undefined
    // The public's reads cannot see what a password is kept as.
    const { write } = this.#database
    const before = await passwordMark(write)
    return async () => (await passwordMark(write)) === before
  }

  /** The account whose password this is; what is wrong counts. Throws Problem (429). */
  async guess(
    request: Request,
    response: Response,
    { login, password }: { login: string; password: string },
  ): Promise<Account | undefined> {
    const { write } = this.#database
    const isKnown = login === LOGIN
    const device = isKnown
      ? await knownDevice(write, readCookie(request.headers.cookie, DEVICE_COOKIE))
      : undefined
    const network = clientNetwork(request, this.#trust)
    try {
      return await this.#guesses.check({ account: isKnown ? login : '(none)', network, device }, async () =>
        isKnown ? await checkPassword(write, password) : undefined,
      )
    } catch (error) {
      if (!(error instanceof TooManyGuesses)) throw error
      throw refuseUntil(response, error.seconds, 'Too many wrong passwords')
    }
  }

  /** Lets only the administrator through: by session cookie from our own pages, or by a password in HTTP Basic for scripts. */
  readonly requireAdministrator: RequestHandler = async (request, response, next) => {
    if (!(await this.accountOf(request, response))) {
      response.set('WWW-Authenticate', 'Basic realm="PetaUsul", charset="UTF-8"')
      throw new Problem({
        title: 'Sign in first',
        status: 401,
        detail: 'This needs the administrator: POST /api/session with the password, or HTTP Basic as admin',
      })
    }
    refuseForeignOrigin(request)
    next()
  }

  async #findAccount(request: Request, response: Response): Promise<Account | undefined> {
    return (await this.accountOfSession(request)) ?? (await this.#accountOfBasic(request, response))
  }

  async #accountOfBasic(request: Request, response: Response): Promise<Account | undefined> {
    const match = /^Basic ([\w+/=]+)$/.exec(request.get('Authorization') ?? '')
    if (!match?.[1]) return undefined
    const [login = '', ...password] = Buffer.from(match[1], 'base64').toString('utf8').split(':')
    return await this.guess(request, response, { login, password: password.join(':') })
  }
}
