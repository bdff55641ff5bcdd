import { json, type Request, type RequestHandler, type Response, Router } from 'express'
import { badParameter, Problem } from '../../core/problem.ts'
import { type Account, checkPassword } from '../accounts/administrator.ts'
import { closeSession, openSession, readSession, SESSION_HOURS } from '../accounts/session.ts'
import type { Database } from '../database/database.ts'
import { type AttemptLimit, limitAttempts } from './limits.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'

const COOKIE = 'petausul_session'
/** After ten wrong passwords from one address, for how long even the right one is refused. */
const LOCK_SECONDS = 900

/** With an https address of our own, the cookie is for https alone, even where a proxy does not tell. */
export function sessionRoutes(database: Database, publicUrl: string): Router {
  const router = Router()
  const limit = limitAttempts(10, LOCK_SECONDS, 'wrong passwords')

  router.get('/api/session', async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-store').json({ user: publicUser(await accountOf(database, request)) })
  })

  router.post('/api/session', json({ limit: '10kb' }), async (request, response) => {
    requireType(request, 'application/json')
    refuseForeignOrigin(request)
    const password = (request.body as { password?: unknown } | undefined)?.password
    if (typeof password !== 'string' || password.length > 1000)
      throw badParameter('password', '(hidden)', 'a text of at most 1000 characters')
    await limit.admit(request, response)
    const account = await checkPassword(database.write, password)
    if (!account)
      throw new Problem({
        title: 'Not signed in',
        status: 401,
        detail: 'The password is not right',
        parameter: 'password',
      })
    await limit.forgive(request)
    const token = await openSession(database.write, account)
    setCookie(response, token, request.secure || publicUrl.startsWith('https:'))
    response
      .status(201)
      .set('Cache-Control', 'no-store')
      .json({ user: publicUser(account) })
  })

  router.delete('/api/session', async (request, response) => {
    refuseForeignOrigin(request)
    const token = readToken(request.get('Cookie'))
    if (token) await closeSession(database.write, token)
    response.clearCookie(COOKIE, { path: '/' }).status(204).end()
  })

  return router
}

/** Lets only the administrator through: by session cookie from our own pages, or by a password in HTTP Basic for scripts. */
export function requireAdministrator(database: Database): RequestHandler[] {
  const limit = limitAttempts(10, LOCK_SECONDS, 'wrong passwords')
  const requireAccount: RequestHandler = async (request, response, next) => {
    const account =
      (await accountOf(database, request)) ?? (await accountOfBasic(database, limit, [request, response]))
    if (!account) {
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
  return [requireAccount]
}

/** Whether the administrator asks, by cookie or HTTP Basic: for doors that show the office more than the public. */
export function recogniseAdministrator(
  database: Database,
): (request: Request, response: Response) => Promise<boolean> {
  const limit = limitAttempts(10, LOCK_SECONDS, 'wrong passwords')
  return async (request, response) => {
    const account =
      (await accountOf(database, request)) ?? (await accountOfBasic(database, limit, [request, response]))
    return account !== undefined
  }
}

async function accountOf(database: Database, request: Request): Promise<Account | undefined> {
  const token = readToken(request.get('Cookie'))
  return token ? await readSession(database.read, token) : undefined
}

async function accountOfBasic(
  database: Database,
  limit: AttemptLimit,
  [request, response]: [Request, Response],
): Promise<Account | undefined> {
  const match = /^Basic ([\w+/=]+)$/.exec(request.get('Authorization') ?? '')
  if (!match?.[1]) return undefined
  const [login, ...password] = Buffer.from(match[1], 'base64').toString('utf8').split(':')
  await limit.admit(request, response)
  const account = login === 'admin' ? await checkPassword(database.write, password.join(':')) : undefined
  if (account) await limit.forgive(request)
  return account
}

/**
 * A page of another site must not write with our cookie; SameSite=Strict says so to browsers, this says it again.
 * Browsers send Sec-Fetch-Site; older ones only Origin, whose host must then be the one that was asked.
 */
function refuseForeignOrigin(request: Request): void {
  const site = request.get('Sec-Fetch-Site')
  const origin = request.get('Origin')
  const foreign = site ? site !== 'same-origin' && site !== 'none' : origin && hostOf(origin) !== request.host
  if (foreign) {
    throw new Problem({ title: 'Refused', status: 403, detail: 'Writes are taken from our own pages only' })
  }
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}

/** The session's token from a Cookie header. */
export function readToken(cookies: string | undefined): string | undefined {
  const match = new RegExp(`(?:^|; ?)${COOKIE}=([\\w-]{20,100})(?:;|$)`).exec(cookies ?? '')
  return match?.[1]
}

function setCookie(response: Response, token: string, secure: boolean): void {
  response.cookie(COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    maxAge: SESSION_HOURS * 3600_000,
  })
}

function publicUser(account: Account | undefined) {
  return account ? { name: account.name, role: account.role } : null
}
