import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { changesStore, type RouteFacts } from '../../server/http/routing/route.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { packageWith } from './district-zip.ts'
import { signIn } from './sign-in.ts'
import { box } from './zone-client.ts'

const HOST = 'https://geoservices.example.go.id'
const title = { id: 'Uji', en: 'Test' }
const criterion = {
  ...{ key: 'people', title, direction: 'maximise', unit: { id: 'orang', en: 'people' } },
  ...{ source: 'statistic:population', normalisation: { kind: 'min-max' }, missing: 'zero' },
}
const style = (color: string) => ({
  title,
  document: { name: 'uji', rules: [{ name: 'semua', symbolizers: [{ kind: 'Fill', color }] }] },
})
const zone = { name: 'Zona uji', note: '', published: true, geometry: box(111.05, -2.15, 111.25, -2.05) }

interface Account {
  id: number
  name: string
}

let server: TestServer
let account: Account
let cookie: { Cookie: string }
beforeAll(async () => {
  server = await startTestServer({ settings: { CONTEXT_HOSTS: HOST } })
  cookie = await signIn(server)
  const [row] = await server.database.write('accounts').select<Account[]>('id', 'name')
  account = row!
})
afterAll(() => server.close())

interface Sending {
  body?: unknown
  headers?: Record<string, string>
}

function send(method: string, path: string, { body, headers }: Sending = {}): Promise<Response> {
  const isBytes = body instanceof Uint8Array
  return server.get(path, {
    method,
    headers: {
      ...cookie,
      ...(body === undefined ? {} : { 'Content-Type': isBytes ? 'application/zip' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
  })
}

/** A write, and the rows that it leaves: none of another account, or of nobody's, may be among them. */
interface Write extends Sending {
  path: string
  /** FROM and WHERE of the rows that it wrote. */
  rows: string
  /** Where it is not called so. */
  column?: 'account_id' | 'published_by'
}

const DEFAULT = { key: 'urgency', source: 'proposals.urgency' }
const anyVersion = { 'If-Match': '*' }

/** What every route that writes leaves, in an order in which each finds what it needs; or why it leaves nothing of a person's. */
const WRITES: Readonly<Record<string, Write | string>> = {
  'PUT /api/context-layers/{id}': {
    path: '/api/context-layers/rtrw',
    body: { kind: 'wms', url: `${HOST}/wms`, layer: 'rtrw', title, attribution: 'Badan Contoh' },
    rows: `context_layers WHERE id = 'rtrw'`,
  },
  'DELETE /api/context-layers/{id}': 'takes the record away',
  'POST /api/records': {
    path: '/api/records',
    body: { '@type': 'Dataset', identifier: 'uji', title: 'Uji' },
    rows: `foreign_records WHERE id = 'uji'`,
  },
  'DELETE /api/records/{record}': 'takes the record away',
  'POST /api/criteria': { path: '/api/criteria', body: criterion, rows: `criteria WHERE key = 'people'` },
  'DELETE /api/criteria/{key}': {
    path: `/api/criteria/${DEFAULT.key}`,
    rows: `criteria WHERE key = '${DEFAULT.key}'`,
  },
  'POST /api/score-models': {
    path: '/api/score-models',
    body: { id: 'uji', title, method: 'weighted-sum', weights: { urgency: 100 } },
    rows: `score_models WHERE id = 'uji'`,
  },
  'PUT /api/layers/{layer}/metadata': {
    path: '/api/layers/roads/metadata',
    body: { abstract: title },
    headers: anyVersion,
    rows: `layer_metadata WHERE layer = 'roads'`,
  },
  'PUT /api/layers/{layer}/publication': {
    path: '/api/layers/roads/publication',
    body: { state: 'unpublished' },
    rows: `publications WHERE layer_id = 'roads'`,
  },
  'POST /api/layers/{layer}/archives': {
    path: '/api/layers/poverty/archives',
    body: { year: 2024 },
    rows: `archives WHERE layer_id = 'poverty'`,
  },
  'DELETE /api/layers/{layer}/archives/job': 'ends a job that has stored nothing',
  'DELETE /api/layers/{layer}/archives/{archive}': 'takes the record away',
  'PUT /api/styles/{layer}/{name}': {
    path: '/api/styles/poverty/uji',
    body: style('#ff0000'),
    headers: { 'If-None-Match': '*' },
    rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_versions) s`,
  },
  'POST /api/styles/{layer}/{name}/default': {
    path: '/api/styles/poverty/uji/default',
    rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_stamps) s`,
  },
  'DELETE /api/styles/{layer}/{name}': { path: '/api/styles/poverty/uji', rows: 'style_stamps' },
  'POST /api/styles/{layer}/{name}/restore': {
    path: '/api/styles/poverty/uji/restore',
    rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_versions) s`,
  },
  'POST /api/zones': {
    path: '/api/zones',
    body: zone,
    rows: '(SELECT by_account FROM zones UNION ALL SELECT by_account FROM zone_versions) z',
  },
  'PUT /api/zones/{id}': {
    path: '/api/zones/{zone}',
    body: { ...zone, name: 'Zona uji dua' },
    headers: anyVersion,
    rows: '(SELECT by_account FROM zones UNION ALL SELECT by_account FROM zone_versions) z',
  },
  'DELETE /api/zones/{id}': { path: '/api/zones/{zone}', rows: 'zones WHERE deleted_at IS NOT NULL' },
  'POST /api/zones/{id}/restore': {
    path: '/api/zones/{zone}/restore',
    rows: 'zones WHERE deleted_at IS NULL',
  },
  'POST /api/proposals': {
    path: '/api/proposals',
    body: { title: 'Perbaikan talud sungai', villageCode: '62.99.01.1003' },
    rows: `events WHERE proposal_id IN (SELECT id FROM proposals WHERE title = 'Perbaikan talud sungai')`,
    column: 'account_id',
  },
  'POST /api/portfolios': {
    path: '/api/portfolios',
    body: { filter: {}, objective: 'score', budgetRupiah: 1e9, constraints: [], timeLimitSeconds: 1 },
    rows: 'portfolios',
  },
  'POST /api/decisions': {
    path: '/api/decisions',
    body: { title: 'Uji', reason: 'Uji', ranking: { filter: {} } },
    rows: 'recorded_decisions',
  },
  'POST /api/decisions/{id}/publication': {
    path: '/api/decisions/1/publication',
    rows: 'recorded_decisions',
    column: 'published_by',
  },
  'POST /keputusan/{id}/terbit': 'publishes by a form what the route above publishes',
  'DELETE /api/portfolios/{id}': 'takes the record away, or ends a run whose record says who began it',
  'POST /api/imports': { path: '/api/imports', body: packageWith({}), rows: 'imports' },
  'DELETE /api/imports/{id}': 'ends a run whose record says who began it',
  'POST /api/statistics/refresh':
    'begins what would begin by itself, whose result does not depend on who asks',
  'DELETE /api/statistics/refresh': 'ends a job that has stored nothing',
}

const nameOf = ({ method, path }: RouteFacts) => `${method.toUpperCase()} ${path}`

describe('every route that writes', () => {
  it('is among those of this test', () => {
    const writing = routeTable.filter(changesStore).map(nameOf)
    expect(Object.keys(WRITES).toSorted()).toEqual(writing.toSorted())
  })

  it.each(Object.entries(WRITES).filter((entry): entry is [string, Write] => typeof entry[1] === 'object'))(
    'leaves the account on what it wrote: %s',
    async (name, { path, rows, column = 'by_account', ...sending }) => {
      const { write } = server.database
      if (name === 'DELETE /api/criteria/{key}') {
        await send('POST', '/api/criteria', { body: { ...criterion, ...DEFAULT } })
        await write('criteria').where({ key: DEFAULT.key }).update({ by_account: null })
      }
      const [kept] = await write('zones').pluck<string[]>('id')
      const answer = await send(name.split(' ')[0]!, path.replace('{zone}', kept ?? ''), sending)
      const text = await answer.text()
      expect(answer.status, text).toBeLessThan(300)
      const { rows: found } = await write.raw<{ rows: { by: number | null }[] }>(
        `SELECT ${column} AS by FROM ${rows}`,
      )
      expect(found.length).toBeGreaterThan(0)
      expect(new Set(found.map(({ by }) => by))).toEqual(new Set([account.id]))
      const job = answer.headers.get('location')
      if (/imports|portfolios/.test(path)) await ended(job!)
    },
  )
})

/** A job goes on after its answer: what follows must not find it at work. */
async function ended(path: string): Promise<void> {
  const state = async () => (await readJson<{ state: string }>(await send('GET', path))).state
  await expect.poll(state, { timeout: 60_000, interval: 50 }).not.toBe('running')
}

type Answer = Record<string, unknown> & { items?: Record<string, unknown>[] }

describe('who wrote it', () => {
  const forAll = [
    ['/api/criteria', ({ items }: Answer) => items?.find(({ key }) => key === 'people')],
    ['/api/score-models', ({ items }: Answer) => items?.find(({ id }) => id === 'uji')],
    ['/api/context-layers', ({ items }: Answer) => items?.[0]],
    ['/api/records', ({ items }: Answer) => items?.[0]],
    ['/api/layers/poverty/archives', ({ items }: Answer) => items?.[0]],
    ['/api/zones', ({ items }: Answer) => items?.[0]],
    ['/api/zones/{zone}', (answer: Answer) => answer],
  ] as const
  const forOffice = [
    ['/api/layers/roads/metadata', (answer: Answer) => answer],
    ['/api/layers/roads/publication', (answer: Answer) => answer],
    ['/api/imports', ({ items }: Answer) => items?.[0]],
    ['/api/portfolios', ({ items }: Answer) => items?.[0]],
    ['/api/styles/poverty/uji/versions', ({ items }: Answer) => items?.[0]],
    ['/api/zones/{zone}/versions', ({ items }: Answer) => items?.[0]],
  ] as const

  it.each([...forAll, ...forOffice])(
    'is told by its name to those who may know it: %s',
    async (path, find) => {
      const [kept] = await server.database.write('zones').pluck<string[]>('id')
      const answer = await send('GET', path.replace('{zone}', kept ?? ''))
      expect(answer.headers.get('cache-control')).toMatch(/private|no-store/)
      expect(find(await readJson<Answer>(answer))).toMatchObject({ by: account.name })
    },
  )

  it.each(forAll)('is nobody else’s to know: %s', async (path, find) => {
    const [kept] = await server.database.write('zones').pluck<string[]>('id')
    const answer = await server.get(path.replace('{zone}', kept ?? ''))
    const text = await answer.clone().text()
    expect(text).not.toContain(account.name)
    expect(text).not.toMatch(/byAccount|by_account/)
    expect(find(await readJson<Answer>(answer))?.by || undefined).toBeUndefined()
  })
})

it('an account stays while records name it', async () => {
  const { write } = server.database
  await expect(write('accounts').where({ id: account.id }).delete()).rejects.toThrow(/foreign key/)
})
