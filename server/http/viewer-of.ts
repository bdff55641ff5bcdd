import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import { readSession } from '../accounts/session.ts'
import type { Database } from '../database/database.ts'
import type { Viewer } from '../layers/publication.ts'
import type { PublicationBook } from '../layers/publication-book.ts'
import type { Authentication } from './authentication.ts'
import { readToken } from './cookies.ts'

/**
 * Who asks at a route: hand it to `readCatalogue`. Everyone is the public but a signed-in person of the office, by session
 * cookie or HTTP Basic. What an answer then holds beyond the public's is kept out of shared caches.
 */
export type ViewerOf = (request: Request, response: Response) => Promise<Viewer>

/** While every layer is public, office and public see the same, and nobody's session is looked up. */
export function makeViewerOf(authentication: Authentication, publication: PublicationBook): ViewerOf {
  return async (request, response) => {
    if (!publication.hidesAny) return 'public'
    response.vary('Cookie').vary('Authorization')
    if (!(await authentication.accountOf(request, response))) return 'public'
    keepPrivate(response)
    return 'office'
  }
}

/** The same for routes on bare node:http, by session cookie alone. */
export function makeIsOffice(database: Database): (request: IncomingMessage) => Promise<boolean> {
  return async ({ headers }) => {
    const token = readToken(headers.cookie)
    return token !== undefined && (await readSession(database.read, token)) !== undefined
  }
}

/** Whatever the route says of caching when it answers, this answer is for the one who asked. */
function keepPrivate(response: Response): void {
  const writeHead = response.writeHead
  response.writeHead = function (this: Response, ...given: never[]) {
    if (!/no-store/.test(String(this.getHeader('Cache-Control') ?? '')))
      this.setHeader('Cache-Control', 'private, no-cache')
    return writeHead.apply(this, given as never)
  } as typeof writeHead
}
