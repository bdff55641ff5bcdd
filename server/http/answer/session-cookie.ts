import type { Request, Response } from 'express'
import type { Actors } from '../../access/actors.ts'
import { DEVICE_COOKIE, SESSION_COOKIE } from '../../access/cookies.ts'
import { nameDevice } from '../../accounts/administrator.ts'
import { SESSION_HOURS } from '../../accounts/session.ts'
import type { Database } from '../../database/database.ts'
import { sitePathOf } from '../../net/site-path.ts'

const HOUR_MS = 3600_000
const DEVICE_HOURS = 24 * 180

interface Cookie {
  readonly value: string
  readonly hours: number
  /** Within the site. */
  readonly path: string
}

/** Sets a cookie that scripts and other sites do not get; with an https address of our own it is for https alone. */
function setCookie(
  publicUrl: string,
  { request, response }: { request: Request; response: Response },
  [name, { value, hours, path }]: readonly [name: string, Cookie],
): void {
  const secure = request.secure || publicUrl.startsWith('https:')
  const within = `${sitePathOf(publicUrl)}${path}` || '/'
  response.cookie(name, value, {
    ...{ httpOnly: true, sameSite: 'strict', secure },
    ...{ path: within, maxAge: hours * HOUR_MS },
  })
}

export function setSessionCookie(
  publicUrl: string,
  asked: { request: Request; response: Response },
  token: string,
): void {
  setCookie(publicUrl, asked, [SESSION_COOKIE, { value: token, hours: SESSION_HOURS, path: '' }])
}

/** By which this device is known again to this login, as long as its password stays. */
export async function setDeviceCookie(
  { database, publicUrl }: { database: Database; publicUrl: string },
  asked: { request: Request; response: Response },
  login: string,
): Promise<void> {
  const value = await nameDevice(database.write, login)
  setCookie(publicUrl, asked, [DEVICE_COOKIE, { value, hours: DEVICE_HOURS, path: '/api/session' }])
}

/** Gives the session of a request its new token, where the rights of its account have changed. */
export type RenewSession = (request: Request, response: Response) => Promise<void>

export function makeRenewSession(actors: Pick<Actors, 'renew'>, publicUrl: string): RenewSession {
  return async (request, response) => {
    const token = await actors.renew(request)
    if (token !== undefined) setSessionCookie(publicUrl, { request, response }, token)
  }
}
