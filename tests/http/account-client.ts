import type { InvitedAccount, ListedAccount } from '../../core/api/account.ts'
import type { GrantRequest } from '../../server/accounts/account-request.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

export type Headers = Record<string, string>

/** Asks for something in JSON, as a script would. */
export async function ask(
  server: TestServer,
  headers: Headers,
  question: string,
  body?: unknown,
): Promise<Response> {
  const [method = '', path = ''] = question.split(' ')
  const typed: Headers = body === undefined ? {} : { 'Content-Type': 'application/json' }
  return await server.get(path, {
    method,
    headers: { ...headers, ...typed },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

let invited = 0

/** Somebody who was invited with these grants, and has set no password yet. */
export async function invite(
  server: TestServer,
  by: Headers,
  grants: readonly GrantRequest[] = [],
  more: object = {},
): Promise<InvitedAccount> {
  invited += 1
  const body = { login: `tamu-${invited}`, name: `Tamu ${invited}`, grants, ...more }
  return await readJson<InvitedAccount>(await ask(server, by, 'POST /api/accounts', body))
}

/** Opens a one-time link's form. */
export async function openLink(server: TestServer, url: string): Promise<Response> {
  const { pathname, search } = new URL(url)
  return await server.get(pathname + search, { headers: { Accept: 'text/html' } })
}

/** Sends a one-time link's form. */
export async function sendLink(server: TestServer, url: string, password: string): Promise<Response> {
  const { pathname, searchParams } = new URL(url)
  return await server.get(pathname, {
    method: 'POST',
    redirect: 'manual',
    headers: { Accept: 'text/html', Origin: server.url },
    body: new URLSearchParams({ kunci: searchParams.get('kunci') ?? '', password, again: password }),
  })
}

export async function signInAs(server: TestServer, login: string, password: string): Promise<Response> {
  return await ask(server, {}, 'POST /api/session', { login, password })
}

/** The cookie of the session that an answer set. */
export function cookieOf(answer: Response): Headers {
  const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('petausul_session='))
  return { Cookie: cookie?.split(';')[0] ?? '' }
}

export async function readAccount(server: TestServer, by: Headers, id: number): Promise<ListedAccount> {
  return await readJson<ListedAccount>(await ask(server, by, `GET /api/accounts/${id}`))
}
