import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SYSTEM } from '../../core/access/actor.ts'
import { announceDecisions } from '../../server/proposals/announce-decisions.ts'
import { decide } from '../../server/proposals/decide.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { type Asking, askingsOf, routesToAsk, tilesAt } from './routes-to-ask.ts'
import { OFFICE, PATIENT } from './zone-client.ts'

/** A proposal with a place of its own, in which no other lies. */
const CODE = '202500002'
const PLACE = { lon: 111.05034, lat: -2.17012 }
const REASON = 'ALASAN-UJI: disetujui sebagian'
const GRANTED = 123_456_789

/** The place from near by: far out, a picture counts proposals and shows none. */
const PICTURE = `/wms?version=1.3.0&request=GetMap&layers=proposals&styles=&crs=CRS:84&bbox=${[PLACE.lon - 0.002, PLACE.lat - 0.002, PLACE.lon + 0.002, PLACE.lat + 0.002]}&width=90&height=90&format=image/png&transparent=TRUE`

/** What each route answers: by its path status and digest of the body, and under "head" what caches compare. */
type Answers = Map<string, string>

let server: TestServer
let version: number
let id: number
/** All that the stream of changes has told. */
let reported = ''
const leave = new AbortController()
beforeAll(async () => {
  server = await startTestServer()
  const row = await server.database
    .write('proposals')
    .where({ code: CODE })
    .first<{ id: number; version: number }>()
  ;({ id, version } = row)
  await computeStatistics()
  await listen()
}, 240_000)
afterAll(async () => {
  leave.abort()
  await server.close()
})

interface Refresh {
  refresh: { state: string }
}

async function computeStatistics(): Promise<void> {
  const headers = { ...OFFICE, 'Content-Type': 'application/json' }
  const asked = await server.get('/api/statistics/refresh', { method: 'POST', headers, body: '{"all":true}' })
  expect(asked.ok).toBe(true)
  const isIdle = async () =>
    (await readJson<Refresh>(await server.get('/api/statistics'))).refresh.state === 'idle'
  while (!(await isIdle())) await new Promise((resolve) => setTimeout(resolve, 100))
}

async function listen(): Promise<void> {
  const stream = await server.get('/api/changes', { signal: leave.signal })
  const read = async () => {
    for await (const chunk of stream.body ?? []) reported += Buffer.from(chunk).toString()
  }
  read().catch(() => {})
  await vi.waitFor(() => expect(reported).toContain('retry'), PATIENT)
}

/** Every public route that knows of proposals, asked as nobody. */
function askings(): Asking[] {
  const inventory = {
    ...{
      layers: ['proposals', 'hotspots', 'rupiah-per-poor'],
      codes: [CODE],
      items: [id],
      ids: [],
      records: [],
    },
    ...{ places: [PLACE], inEveryWay: true },
  }
  const asked = routesToAsk
    .filter((route) => !/^GET \/(api\/changes|matematika|metrics|healthz|readyz)$/.test(route))
    .flatMap((route) => askingsOf(route, inventory))
    .filter(({ body }) => body === undefined)
  return [...asked, { path: PICTURE }]
}

async function ask(): Promise<Answers> {
  const answers: Answers = new Map()
  for (const { path } of askings()) {
    const answer = await server.get(path)
    const body = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex')
    const { headers, status } = answer
    answers.set(path, `${status} ${body}`)
    answers.set(`head ${path}`, `${status} ${headers.get('etag')} ${headers.get('last-modified')}`)
  }
  return answers
}

const differing = (one: Answers, other: Answers) =>
  [...one.keys()].filter((path) => one.get(path) !== other.get(path))

const decideLater = () =>
  decide(
    server.database.write,

    { kind: 'account', id: 1, name: 'V', grants: [{ role: 'verifier' }] },
    {
      ...{
        code: CODE,
        version,
        action: 'accept',
        role: 'agency',
        reason: REASON,
        costRupiah: GRANTED,
        announce: false,
      },
    },
  )

describe('a decision that is not announced', () => {
  let before: Answers
  /** Routes that never answer twice alike: files that state when they were made. */
  let moving: Set<string>
  beforeAll(async () => {
    const first = await ask()
    before = await ask()
    moving = new Set(differing(first, before))
    reported = ''
    await decideLater()
    // As long as a change takes to be heard of, and longer.
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }, 400_000)

  it('is compared on very many routes, of which few state their moment', () => {
    expect(before.size).toBeGreaterThan(150)
    const kinds = new Set([...moving].map((path) => path.replace(/\?.*|.*(?=\.\w+$)/g, '')))
    expect([...moving].length, [...kinds].join(' ')).toBeLessThan(before.size / 4)
    const steady = [...before.keys()].filter((path) => !moving.has(path))
    for (const route of [
      ...[
        `/api/proposals/${CODE}`,
        `/api/proposals/${CODE}/events`,
        `/usulan/${CODE}`,
        '/api/proposals',
        '/usulan',
      ],
      ...[
        '/api/indicators',
        '/api/layers',
        '/data/proposals.csv',
        '/data/proposals.geojson',
        '/tiles/proposals/0/0/0.mvt',
      ],
      ...['/ogc/collections/proposals/items?f=html', '/api/statistics', '/api/district'],
    ])
      expect(steady).toContain(route)
    for (const kind of [
      /^head \/ogc\/collections\/proposals/,
      /^\/wms.*GetMap/,
      /^\/wms.*GetFeatureInfo/,
      /^\/heat\//,
      /^\/csw/,
      /^\/tiles\/proposals\/16/,
    ])
      expect(
        steady.some((path) => kind.test(path)),
        String(kind),
      ).toBe(true)
  })

  it('changes no answer, ETag, tile, picture, file or figure', async () => {
    const changed = differing(before, await ask()).filter((path) => !moving.has(path))
    expect(changed).toEqual([])
  }, 200_000)

  it('leaves no word in any answer', async () => {
    for (const { path } of askings()) {
      const text = Buffer.from(await (await server.get(path)).arrayBuffer()).toString('latin1')
      expect(text.includes('ALASAN-UJI') || text.includes(String(GRANTED)), path).toBe(false)
    }
  }, 200_000)

  it('is told by no stream, and makes no statistic out of date', async () => {
    expect(reported).not.toContain('data:')
    const { items } = await readJson<{ items: { stale: boolean }[] }>(await server.get('/api/statistics'))
    expect(items.map(({ stale }) => stale)).toEqual(items.map(() => false))
  })
})

describe('when it is announced', () => {
  let before: Answers
  let after: Answers
  beforeAll(async () => {
    before = await ask()
    expect(await announceDecisions(server.database.write, SYSTEM, { codes: [CODE] })).toEqual([CODE])
    await vi.waitFor(() => expect(reported).toContain('"layer":"proposals"'), PATIENT)
    const [z, x, y] = tilesAt(PLACE)[1]!
    const tile = async () => (await server.get(`/tiles/proposals/${z}/${x}/${y}.mvt`)).text()
    await vi.waitFor(async () => expect(await tile()).toContain('accepted'), PATIENT)
    after = await ask()
  }, 400_000)

  it('every kind of route changes', () => {
    const changed = differing(before, after)
    for (const kind of [
      ...[
        /^\/api\/proposals$/,
        /^\/api\/proposals\/[^/]+$/,
        /\/events$/,
        /\/decisions$/,
        /^\/usulan\/[^/]+$/,
        /^\/usulan$/,
      ],
      ...[
        /^\/api\/indicators/,
        /^\/data\/proposals\.csv$/,
        /^\/data\/proposals\.geojson$/,
        /^\/ogc\/collections\/proposals\/items/,
      ],
      ...[/^\/tiles\/proposals\/16\//, /^\/wms.*GetFeatureInfo/, /^\/wms.*GetMap/],
    ])
      expect(
        changed.some((path) => kind.test(path)),
        String(kind),
      ).toBe(true)
    for (const kind of [/^head \/ogc\/collections\/proposals/, /^head \/tiles\/proposals\/16\//])
      expect(
        changed.some((path) => kind.test(path)),
        String(kind),
      ).toBe(true)
  })

  it('it says what was decided, by which office, and when', async () => {
    expect(await readJson(await server.get(`/api/proposals/${CODE}`))).toMatchObject({
      ...{ version: version + 1, status: 'accepted', costRupiah: GRANTED },
      decisions: expect.arrayContaining([
        expect.objectContaining({
          role: 'agency',
          decision: 'accepted',
          reason: REASON,
          costRupiah: GRANTED,
        }),
      ]),
    })
  })

  it('statistics of its money are out of date', async () => {
    const stale = async () => {
      const { items } = await readJson<{ items: { id: string; stale: boolean }[] }>(
        await server.get('/api/statistics'),
      )
      return items.find(({ id: analysis }) => analysis === 'rupiah-per-poor')?.stale
    }
    await expect.poll(stale, { timeout: 20_000 }).toBe(true)
  })
})
