import { json, type Response, Router } from 'express'
import { badParameter, Problem } from '../../core/problem.ts'
import { type Account, nameDevice } from '../accounts/administrator.ts'
import { closeSession, openSession, SESSION_HOURS } from '../accounts/session.ts'
import type { Database } from '../database/database.ts'
import { sitePathOf } from '../net/site-path.ts'
import type { Authentication } from './authentication.ts'
import { DEVICE_COOKIE, readToken, SESSION_COOKIE } from './cookies.ts'
import { readQuery } from './query.ts'
import { refuseForeignOrigin } from './refuse-foreign-origin.ts'
import { requireType } from './require-type.ts'
import type { Viewers } from './viewers.ts'

const HOUR_MS = 3600_000
const DEVICE_DAYS = 180

export interface SessionDoors {
  database: Database
  authentication: Authentication
  /** Whose streams end with the session. */
  viewers: Pick<Viewers, 'recheck'>
  publicUrl: string
}

/** With an https address of our own, the cookies are for https alone, even where a proxy does not tell. */
export function sessionRoutes({ database, authentication, viewers, publicUrl }: SessionDoors): Router {
  const router = Router()
  const sitePath = sitePathOf(publicUrl)
  const cookiePath = sitePath || '/'

  router.get('/api/session', async (request, response) => {
    readQuery(request, [])
    const account = await authentication.accountOfSession(request)
    response.set('Cache-Control', 'no-store').json({ user: publicUser(account) })
  })

  router.post('/api/session', json({ limit: '10kb' }), async (request, response) => {
    requireType(request, 'application/json')
    refuseForeignOrigin(request)
    const password = (request.body as { password?: unknown } | undefined)?.password
    if (typeof password !== 'string' || password.length > 1000)
      throw badParameter('password', '(hidden)', 'a text of at most 1000 characters')
    const account = await authentication.guess(request, response, { login: 'admin', password })
    if (!account)
      throw new Problem({
        title: 'Not signed in',
        status: 401,
        detail: 'The password is not right',
        parameter: 'password',
      })
    const secure = request.secure || publicUrl.startsWith('https:')
    const token = await openSession(database.write, account)
    setCookie(response, SESSION_COOKIE, { value: token, path: cookiePath, hours: SESSION_HOURS, secure })
    const device = await nameDevice(database.write)
    setCookie(response, DEVICE_COOKIE, {
      value: device,
      path: `${sitePath}/api/session`,
      hours: 24 * DEVICE_DAYS,
      secure,
    })
    response
      .status(201)
      .set('Cache-Control', 'no-store')
      .json({ user: publicUser(account) })
  })

  router.delete('/api/session', async (request, response) => {
    refuseForeignOrigin(request)
    const token = readToken(request.get('Cookie'))
    if (token) {
      await closeSession(database.write, token)
      await viewers.recheck()
    }
    response.clearCookie(SESSION_COOKIE, { path: cookiePath }).status(204).end()
  })

  return router
}

function setCookie(
  response: Response,
  name: string,
  { value, path, hours, secure }: { value: string; path: string; hours: number; secure: boolean },
): void {
  response.cookie(name, value, { httpOnly: true, sameSite: 'strict', secure, path, maxAge: hours * HOUR_MS })
}

function publicUser(account: Account | undefined) {
  return account ? { name: account.name, role: account.role } : null
}
