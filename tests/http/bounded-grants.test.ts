import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../core/access/actor.ts'
import type { Grant, Subject } from '../../core/access/grant.ts'
import { type Action, may, mayAnywhere } from '../../core/access/may.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import type { RouteFacts } from '../../server/http/routing/route.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readJson } from './answers.ts'
import { box, OFFICE } from './zone-client.ts'

/** Two districts of the fixture, and a zone across both. */
const [HERE, THERE, BOTH] = ['62.99.01', '62.99.02', '62.99'] as const
const AREAS = {
  [HERE]: box(111.21, -2.19, 111.29, -2.11),
  [THERE]: box(111.01, -2.09, 111.09, -2.01),
  [BOTH]: box(111.12, -2.15, 111.18, -2.05),
}
type Area = keyof typeof AREAS

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

interface Asking {
  readonly path: string
  readonly body?: object
  readonly about: readonly Subject[]
}

const nameOf = ({ method, path }: RouteFacts) => `${method.toUpperCase()} ${path}`
const actionOf = ({ access }: RouteFacts) =>
  access.to === 'everyone' || access.to === 'accounts' ? undefined : access.to
const guarded = routeTable.flatMap((route) => {
  const action = actionOf(route)
  return action ? [{ route, action }] : []
})
const isAboutSomething = ({ route }: { route: RouteFacts }) =>
  'subjects' in route && route.subjects !== undefined

/** What filters leave: each with what it is about. */
const FILTERS: readonly (readonly [filter: object, about: readonly Subject[]])[] = [
  [{ area: HERE, year: 2025 }, [{ area: HERE, year: 2025 }]],
  [
    { area: '62.99.01.2001', year: '2025', stage: 'agency' },
    [{ area: '62.99.01.2001', year: 2025, stage: 'agency' }],
  ],
  [
    { area: HERE, year: [2025, 2026] },
    [
      { area: HERE, year: 2025 },
      { area: HERE, year: 2026 },
    ],
  ],
  [{ area: THERE, year: 2025 }, [{ area: THERE, year: 2025 }]],
  [{ area: BOTH, year: 'all' }, [{ area: BOTH }]],
  [{ area: BOTH, status: 'all' }, [{ area: BOTH }]],
  [{ year: 2025 }, [{ year: 2025 }]],
]
/** Of the fixture, with where they stand. */
const PROPOSALS: readonly (readonly [code: string, about: Subject])[] = [
  ['202500006', { area: '62.99.01.1003', stage: 'agency', year: 2025, agency: 'Dinas PUPR' }],
  ['202500001', { area: '62.99.01.1003', stage: 'realisation', year: 2025, agency: 'Dinas Pendidikan' }],
  ['202500003', { area: '62.99.02.2001', stage: 'agency', year: 2025, agency: 'Dinas Kesehatan' }],
  ['202500007', { area: null, stage: 'agency', year: 2025, agency: 'Dinas P3A' }],
]
const sets = ['a', 'b'].map((name) => ({ name, weights: { cost: 50 } }))

let server: TestServer
const accounts = new Map<string, { headers: { Cookie: string }; actor: Actor }>()
/** Of each route that says what it is about, questions within and beyond the bounds. */
let askings: Readonly<Record<string, readonly Asking[]>>

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
    headers: { ...json, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return answer
}

/** As the whole office. */
async function made(path: string, body: object): Promise<string> {
  return (await readJson<{ id: string }>(await send('POST', path, body, OFFICE))).id
}

async function makeAskings(): Promise<Record<string, readonly Asking[]>> {
  const ofFilters = (path: string, bodyOf: (filter: object) => object): Asking[] =>
    FILTERS.map(([filter, about]) => ({ path, body: bodyOf(filter), about }))
  const study = (filter: object) => ({ filter, weights: { cost: 50 }, samples: 20, line: { top: 2 } })
  const studies = await Promise.all(
    FILTERS.map(async ([filter, about]) => ({
      about,
      id: await made('/api/rankings/robustness', study(filter)),
    })),
  )
  const portfolio = (filter: object) => ({ filter, budgetRupiah: 1e9, timeLimitSeconds: 1 })
  const portfolios: { about: readonly Subject[]; id: string }[] = []
  for (const [filter, about] of FILTERS)
    portfolios.push({ about, id: await made('/api/portfolios', portfolio(filter)) })
  const zone = (area: Area) => ({ name: area, geometry: AREAS[area] })
  const areas = Object.keys(AREAS) as Area[]
  const zones: { about: readonly Subject[]; id: string }[] = []
  for (const area of areas) zones.push({ about: [{ area }], id: await made('/api/zones', zone(area)) })
  const ofIds = (
    ids: readonly { id: string; about: readonly Subject[] }[],
    path: (id: string) => string,
  ): Asking[] => ids.map(({ id, about }) => ({ path: path(id), about }))
  return {
    'GET /api/proposals/{code}/office-state': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/office-state`,
      about: [about],
    })),
    'POST /api/rankings': ofFilters('/api/rankings', (filter) => ({ filter })),
    'POST /api/rankings/spread': ofFilters('/api/rankings/spread', (filter) => ({ filter, column: 'cost' })),
    'POST /api/rankings/weights': [
      ...ofFilters('/api/rankings/weights', (filter) => ({ entropy: { filter } })),
      ...ofFilters('/api/rankings/weights', (filter) => ({ critic: { filter, scale: 'raw' } })),
      { path: '/api/rankings/weights', body: { ahp: { keys: ['cost'], matrix: [[1]] } }, about: [] },
    ],
    'POST /api/rankings/agreement': ofFilters('/api/rankings/agreement', (filter) => ({
      filter,
      sets,
      top: 2,
    })),
    'POST /api/rankings/decision': ofFilters('/api/rankings/decision', (filter) => ({ filter })),
    'POST /api/decisions': ofFilters('/api/decisions', (filter) => ({
      title: 'Uji',
      reason: 'Uji hak',
      ranking: { filter },
    })),
    'POST /api/rankings/robustness': ofFilters('/api/rankings/robustness', study),
    'GET /api/rankings/robustness/{id}': ofIds(studies, (id) => `/api/rankings/robustness/${id}`),
    'DELETE /api/rankings/robustness/{id}': ofIds(studies, (id) => `/api/rankings/robustness/${id}`),
    'POST /api/portfolios': ofFilters('/api/portfolios', portfolio),
    // Refused for its points once it is open: no solver is needed to see who may ask.
    'POST /api/portfolios/front': ofFilters('/api/portfolios/front?points=1', portfolio),
    'POST /api/portfolios/people': ofFilters('/api/portfolios/people', (filter) => ({ filter, codes: [] })),
    'GET /api/portfolios/{id}': ofIds(portfolios, (id) => `/api/portfolios/${id}`),
    'GET /api/portfolios/{id}/why/{code}': ofIds(portfolios, (id) => `/api/portfolios/${id}/why/TIDAK-ADA`),
    'GET /api/portfolios/{id}/decision.json': ofIds(
      portfolios,
      (id) => `/api/portfolios/${id}/decision.json`,
    ),
    'GET /api/portfolios/{id}/package.xlsx': ofIds(portfolios, (id) => `/api/portfolios/${id}/package.xlsx`),
    'GET /api/portfolios/{id}/sheet.pdf': ofIds(portfolios, (id) => `/api/portfolios/${id}/sheet.pdf`),
    'DELETE /api/portfolios/{id}': ofIds(portfolios, (id) => `/api/portfolios/${id}`),
    'POST /api/zones': areas.map((area) => ({ path: '/api/zones', body: zone(area), about: [{ area }] })),
    'POST /api/zones/statistics': areas.map((area) => ({
      path: '/api/zones/statistics',
      body: { geometry: AREAS[area] },
      about: [{ area }],
    })),
    'POST /api/zones/snap': [{ path: '/api/zones/snap', body: { geometry: AREAS[HERE] }, about: [] }],
    // Moved from one place to another, a zone is about both; without If-Match nothing is written.
    'PUT /api/zones/{id}': zones.flatMap(({ id, about }) =>
      areas.map((area) => ({ path: `/api/zones/${id}`, body: zone(area), about: [...about, { area }] })),
    ),
    'POST /api/zones/{id}/restore': ofIds(zones, (id) => `/api/zones/${id}/restore`),
    'GET /api/zones/{id}/versions': ofIds(zones, (id) => `/api/zones/${id}/versions`),
    'DELETE /api/zones/{id}': ofIds(zones, (id) => `/api/zones/${id}`),
  }
}

/** Whether these bounds open it: what is asked of the server, told from the grant alone. */
function isCovered(actor: Actor, action: Action, about: readonly Subject[]): boolean {
  return mayAnywhere(actor, action) && about.every((subject) => may(actor, action, subject))
}

describe('a route that says what it is about', () => {
  it('is asked here within and beyond the bounds of grants', () => {
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
