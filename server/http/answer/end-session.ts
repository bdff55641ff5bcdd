import type { Request, Response } from 'express'
import { readToken, SESSION_COOKIE } from '../../access/cookies.ts'
import { closeSession } from '../../accounts/session.ts'
import type { Database } from '../../database/database.ts'
import { sitePathOf } from '../../net/site-path.ts'
import type { Viewers } from './viewers.ts'

interface EndingServices {
  database: Database
  publicUrl: string
  viewers: Pick<Viewers, 'recheck'>
}

/** Signs out: the session ends in the store and in this browser, and with it the streams that it opened. */
export async function endSession(
  { database, publicUrl, viewers }: EndingServices,
  request: Request,
  response: Response,
): Promise<void> {
  const token = readToken(request.get('Cookie'))
  if (token) {
    await closeSession(database.write, token)
    await viewers.recheck()
  }
  response.clearCookie(SESSION_COOKIE, { path: sitePathOf(publicUrl) || '/' })
}
