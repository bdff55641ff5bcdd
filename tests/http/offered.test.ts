import { afterAll, beforeAll, expect, it } from 'vitest'
import { may } from '../../core/access/may.ts'
import type { Session } from '../../core/api/session.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** What the page of a layer offers, and by which route it is done. */
const OFFERS = [
  { offer: /data-forms="[^"]*\bpublish\b/, method: 'PUT', path: '/api/layers/roads/publication' },
  { offer: /data-forms="[^"]*\barchive\b/, method: 'POST', path: '/api/layers/roads/archives' },
  { offer: /data-forms="[^"]*\bdescribe\b/, method: 'PUT', path: '/api/layers/roads/metadata' },
  { offer: /href="\/gaya\/roads"/, method: 'GET', path: '/gaya/roads' },
  { offer: /href="\/rencana"/, method: 'GET', path: '/rencana' },
  { offer: /href="\/impor"/, method: 'GET', path: '/impor' },
] as const
const OF_PUBLISHERS = [true, true, true, false, false, false]
const OF_PLANNERS = [false, false, true, true, true, false]

/** Without a body: who may gets as far as being told that one is missing. */
async function isAllowed({ method, path }: (typeof OFFERS)[number], headers: Record<string, string>) {
  const answer = await server.get(path, { method, headers, redirect: 'manual' })
  await answer.body?.cancel()
  return ![401, 403].includes(answer.status)
}

it.each(['publisher', 'planner', 'administrator', 'auditor', 'verifier'] as const)(
  'a %s is offered on the page of a layer what the server lets them do, and nothing else',
  async (role) => {
    const account = await accountWith(server, role)
    const answer = await server.get('/katalog/roads', { headers: { Accept: 'text/html', ...account } })
    const page = await answer.text()
    const offered = OFFERS.map(({ offer }) => offer.test(page))
    expect(offered).toEqual(await Promise.all(OFFERS.map((offer) => isAllowed(offer, account))))
    if (role === 'publisher') expect(offered).toEqual(OF_PUBLISHERS)
    if (role === 'planner') expect(offered).toEqual(OF_PLANNERS)
  },
)

it('the session tells scripts who is here, so that they offer a publisher neither zones nor the plan', async () => {
  const actorOf = async (headers: Record<string, string>) =>
    (await readJson<Session>(await server.get('/api/session', { headers }))).actor
  const publisher = await actorOf(await accountWith(server, 'publisher'))
  expect(may(publisher, 'layer:publish')).toBe(true)
  for (const action of ['zone:write', 'ranking:compute', 'style:write', 'import:run'] as const)
    expect(may(publisher, action), action).toBe(false)
  const planner = await actorOf(await accountWith(server, 'planner'))
  expect(may(planner, 'zone:write')).toBe(true)
  expect(may(planner, 'layer:publish')).toBe(false)
  expect(await actorOf({})).toEqual({ kind: 'public' })
})
