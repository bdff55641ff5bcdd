import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import { type Grant, ROLES } from '../../core/access/grant.ts'
import { ACTIONS, may } from '../../core/access/may.ts'
import { openSession } from '../../server/accounts/session.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { changesStore, type RouteFacts, refusesOtherSites } from '../../server/http/routing/route.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { routesOfApp } from './app-routes.ts'

/** Accounts of each role, and one that was granted nothing. */
const STORED = [...ROLES, 'tukang-sapu'] as const
/** An administrator as a new store has one. */
const OF_SOLE_ACCOUNT = ['administrator', 'planner', 'publisher'] as const

function grantsIn(role: string): Grant[] {
  if (role === 'administrator') return OF_SOLE_ACCOUNT.map((one) => ({ role: one }))
  return ROLES.filter((one) => one === role).map((one) => ({ role: one }))
}
const FOREIGN: Record<string, string>[] = [
  { 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'https://penipu.example' },
]
const nameOf = ({ method, path }: RouteFacts) => `${method.toUpperCase()} ${path}`
/** Signing out ends the session that the others are asked with. */
const SIGN_OUT = ['DELETE /api/session', 'POST /akun/keluar']
const routes = routeTable.filter((route) => !SIGN_OUT.includes(nameOf(route)))

let server: TestServer
const cookies = new Map<string, Record<string, string>>([['the public', {}]])
beforeAll(async () => {
  server = await startTestServer({ template: 'empty' })
  const { write } = server.database
  for (const role of STORED) {
    const [account] = await write('accounts')
      .insert({ login: `uji-${role}`, name: role, password_hash: '-' })
      .returning<{ id: number }[]>('id')
    for (const grant of grantsIn(role)) await write('grants').insert({ account_id: account!.id, ...grant })
    const token = await openSession(write, account!)
    cookies.set(role, { Cookie: `petausul_session=${token}` })
  }
})
afterAll(() => server.close())

function actorIn(role: string): Actor {
  if (role === 'the public') return PUBLIC
  return { kind: 'account', id: 0, name: role, grants: grantsIn(role) }
}

function isFor({ access: { to } }: RouteFacts, actor: Actor): boolean {
  return to === 'everyone' || (to === 'accounts' ? actor.kind === 'account' : may(actor, to))
}

/** Asks from our own pages for what is not there, without a body: who may gets as far as a 404, 415 or 428 at most. */
async function ask({ method, path }: RouteFacts, sent: Record<string, string> = {}): Promise<Response> {
  const headers = { Origin: server.url, ...sent }
  const answer = await server.get(path.replaceAll(/\{\w+\}/g, '1'), { method: method.toUpperCase(), headers })
  await answer.body?.cancel()
  return answer
}

describe('every route', () => {
  it('declares who may call it', () => {
    for (const route of routeTable)
      expect(['everyone', 'accounts', ...ACTIONS], nameOf(route)).toContain(route.access?.to)
    expect(new Set(routeTable.map(nameOf)).size).toBe(routeTable.length)
  })

  it('that Express has is in the table, and the other way round but for what is answered elsewhere', async () => {
    const served = await routesOfApp(server.database)
    const declared = routeTable.map(nameOf)
    expect(served.filter((name) => !declared.includes(name))).toEqual([])
    expect(served.length).toBeGreaterThan(100)
    const elsewhere = declared.filter((name) => !served.includes(name))
    // Tiles ahead of Express, and each format of a download by the route of files.
    const known = /^GET \/(tiles|heat|data)\//
    expect(elsewhere.filter((name) => !known.test(name))).toEqual([])
  })

  it.each(['the public', ...STORED])('answers %s as the table says', async (role) => {
    const actor = actorIn(role)
    let refused = 0
    for (const route of routes) {
      const { to } = route.access
      const answer = await ask(route, cookies.get(role))
      const where = `${nameOf(route)} as ${role}: ${to}`
      if (isFor(route, actor)) {
        expect([401, 403], where).not.toContain(answer.status)
        continue
      }
      refused += 1
      expect(answer.status, where).toBe(actor.kind === 'public' ? 401 : 403)
      expect(answer.headers.get('content-type'), where).toContain('application/problem+json')
      expect(answer.headers.has('www-authenticate'), where).toBe(actor.kind === 'public')
      expect(answer.headers.get('cache-control') ?? '', where).not.toContain('public')
    }
    if (role !== 'administrator') expect(refused).toBeGreaterThan(10)
  })

  it('that writes or is not for everyone refuses what a page of another site sent', async () => {
    const guarded = routes.filter(refusesOtherSites)
    expect(guarded.length).toBeGreaterThan(30)
    for (const route of guarded)
      for (const foreign of FOREIGN)
        expect(
          (await ask(route, { ...cookies.get('administrator'), ...foreign })).status,
          nameOf(route),
        ).toBe(403)
  })

  it('that any site may ask though it is no GET writes nothing, and has a GET that tells the same', () => {
    const open = routes.filter((route) => route.method !== 'get' && !refusesOtherSites(route))
    expect(open.map(nameOf)).toEqual(['POST /csw', 'POST /wms'])
    for (const route of open) {
      expect(changesStore(route), nameOf(route)).toBe(false)
      const get = routes.find(({ method, path }) => method === 'get' && path === route.path)
      expect(route.access, nameOf(route)).toEqual(get?.access)
    }
  })
})

describe('a page of the office', () => {
  const pages = routeTable.flatMap((route) => {
    const { kind, method, path, access } = route
    const isOffices = kind === 'page' && method === 'get' && access.to !== 'everyone'
    return isOffices ? [[path.replace('{layer}', 'proposals'), route] as const] : []
  })

  it('is there', () => {
    expect(pages.length).toBeGreaterThan(2)
  })

  it.each(pages)(
    '%s leads the public to sign in, refuses who may not in words, and opens for who may',
    async (path, route) => {
      for (const [role, cookie] of cookies) {
        const headers = { Accept: 'text/html', ...cookie }
        const answer = await server.get(path, { headers, redirect: 'manual' })
        const text = await answer.text()
        const where = `${path} as ${role}`
        if (role === 'the public') expect(answer.status, where).toBe(303)
        else if (isFor(route, actorIn(role))) expect([303, 403], where).not.toContain(answer.status)
        else {
          expect(answer.status, where).toBe(403)
          expect(answer.headers.get('content-type'), where).toContain('text/html')
          expect(text, where).toContain(route.access.to)
        }
      }
    },
  )

  it('is offered to those who may open it, and to no others', async () => {
    for (const [role, cookie] of cookies) {
      const text = await (
        await server.get('/katalog', { headers: { Accept: 'text/html', ...cookie } })
      ).text()
      expect(text.includes('href="/rencana"'), role).toBe(may(actorIn(role), 'ranking:compute'))
      expect(text.includes('href="/impor"'), role).toBe(may(actorIn(role), 'import:run'))
    }
  })
})
