import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../core/access/actor.ts'
import type { Grant, Subject } from '../../core/access/grant.ts'
import { type Action, may, mayAnywhere } from '../../core/access/may.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import type { RouteFacts } from '../../server/http/routing/route.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readJson } from './answers.ts'
import { HERE } from './bounded-filters.ts'
import { allSamples, type BoundedAsking, mergeSamples } from './route-samples.ts'
import { OFFICE } from './zone-client.ts'

/** Grants with bounds; `expired` is one that had none, and has ended. */
const GRANTED: Readonly<Record<string, Grant>> = {
  'an operator of one village': { role: 'operator', area: '62.99.01.1003' },
  'a verifier of one district and stage': { role: 'verifier', area: HERE, stages: ['agency'] },
  'a planner of one district': { role: 'planner', area: HERE },
  'a planner of one district and year': { role: 'planner', area: HERE, years: [2025] },
  'a publisher of one agency': { role: 'publisher', agency: 'Dinas PUPR' },
  'an administrator of one district': { role: 'administrator', area: HERE },
  'an auditor of one year': { role: 'auditor', years: [2025] },
}
const EXPIRED = 'a planner whose grant has ended'
const names = [...Object.keys(GRANTED), EXPIRED]

const nameOf = ({ method, path }: RouteFacts) => `${method.toUpperCase()} ${path}`
const actionOf = ({ access }: RouteFacts) =>
  access.to === 'everyone' || access.to === 'accounts' ? undefined : access.to
const guarded = routeTable.flatMap((route) => {
  const action = actionOf(route)
  return action ? [{ route, action }] : []
})
const isAboutSomething = ({ route }: { route: RouteFacts }) =>
  'subjects' in route && route.subjects !== undefined

let server: TestServer
const accounts = new Map<string, { headers: { Cookie: string }; actor: Actor }>()
/** Of each route that says what it is about, questions within and beyond the bounds. */
let askings: Readonly<Record<string, readonly BoundedAsking[]>>

beforeAll(async () => {
  server = await startTestServer()
  for (const [name, grant] of Object.entries(GRANTED))
    accounts.set(name, { headers: await accountWith(server, [grant]), actor: actorWith([grant]) })
  const ended = await accountWith(server, [{ role: 'planner' }], { expired: true })
  accounts.set(EXPIRED, { headers: ended, actor: actorWith([]) })
  askings = await makeAskings()
}, 240_000)
afterAll(() => server.close())

function actorWith(grants: readonly Grant[]): Actor {
  return { kind: 'account', id: 0, name: '', grants }
}

async function send(method: string, path: string, body: object | undefined, headers: Record<string, string>) {
  const json: Record<string, string> = body ? { 'Content-Type': 'application/json' } : {}
  const answer = await server.get(path, {
    method,
    headers: { Origin: server.url, ...json, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return answer
}

/** As the whole office. */
async function made(path: string, body: object): Promise<string> {
  return (await readJson<{ id: string }>(await send('POST', path, body, OFFICE))).id
}

async function makeAskings(): Promise<Record<string, readonly BoundedAsking[]>> {
  const all: Readonly<Record<string, readonly BoundedAsking[]>>[] = []
  for (const { bounded } of allSamples) if (bounded) all.push(await bounded(made))
  return mergeSamples(all)
}

/** Whether these bounds open it: what is asked of the server, told from the grant alone. */
function isCovered(actor: Actor, action: Action, about: readonly Subject[]): boolean {
  return mayAnywhere(actor, action) && about.every((subject) => may(actor, action, subject))
}

describe('a route that says what it is about', () => {
  it('is in a file of samples/, within and beyond the bounds of grants', () => {
    const about = guarded.filter(isAboutSomething).map(({ route }) => nameOf(route))
    expect(Object.keys(askings).sort()).toEqual(about.sort())
  })

  it.each(names)(
    'opens for %s where the grant covers it all, and nowhere else',
    async (name) => {
      const { headers, actor } = accounts.get(name)!
      const counts = { opened: 0, refused: 0 }
      // What takes things away comes last of its path.
      for (const { route, action } of guarded.filter(isAboutSomething))
        for (const { path, body, about } of askings[nameOf(route)] ?? []) {
          const answer = await send(route.method.toUpperCase(), path, body, headers)
          await answer.body?.cancel()
          const where = `${nameOf(route)} as ${name}: ${JSON.stringify(about)}`
          const covered = isCovered(actor, action, about)
          if (covered) expect([401, 403], where).not.toContain(answer.status)
          // Another account may have taken it away before.
          else expect([403, 404], where).toContain(answer.status)
          counts[covered ? 'opened' : 'refused'] += 1
        }
      const isPlanner = actor.kind === 'account' && actor.grants.some(({ role }) => role === 'planner')
      if (isPlanner) expect(counts.opened).toBeGreaterThan(20)
      expect(counts.refused).toBeGreaterThan(20)
    },
    240_000,
  )
})

describe('a route about the whole region', () => {
  it.each(names)('refuses %s', async (name) => {
    const { headers, actor } = accounts.get(name)!
    const whole = guarded.filter((one) => !isAboutSomething(one))
    expect(whole.length).toBeGreaterThan(20)
    for (const { route, action } of whole) {
      const answer = await send(
        route.method.toUpperCase(),
        route.path.replaceAll(/\{\w+\}/g, '1'),
        undefined,
        headers,
      )
      await answer.body?.cancel()
      const opens = may(actor, action) || (route.access.anywhere === true && mayAnywhere(actor, action))
      const where = `${nameOf(route)} as ${name}`
      if (opens) expect([401, 403], where).not.toContain(answer.status)
      else expect(answer.status, where).toBe(403)
    }
  })
})
