import type { Request, Response } from 'express'
import type { Actors } from '../../access/actors.ts'
import { readToken, SESSION_COOKIE } from '../../access/cookies.ts'
import { closeSession } from '../../accounts/session.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../../database/database.ts'
import { sitePathOf } from '../../net/site-path.ts'
import type { Viewers } from './viewers.ts'

/** As the audit names it, whichever route it came by. */
const SIGN_OUT = { action: 'session:close', params: {} } as const

interface EndingServices {
  actors: Pick<Actors, 'accountOfSession'>
  audit: Pick<AuditLog, 'asked'>
  database: Database
  publicUrl: string
  viewers: Pick<Viewers, 'recheck'>
}

/** Signs out: the session ends in the store and in this browser, and with it the streams that it opened. */
export async function endSession(
  { actors, audit, database, publicUrl, viewers }: EndingServices,
  request: Request,
  response: Response,
): Promise<void> {
  const token = readToken(request.get('Cookie'))
  const account = await actors.accountOfSession(request)
  if (account)
    await audit.asked({ ...SIGN_OUT, account: account.id, method: request.method, path: request.path })
  if (token) {
    await closeSession(database.write, token)
    await viewers.recheck()
  }
  response.clearCookie(SESSION_COOKIE, { path: sitePathOf(publicUrl) || '/' })
}
