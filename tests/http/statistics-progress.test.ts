import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { analysisIds } from './known-analyses.ts'

interface Standing {
  id: string
  activity: 'idle' | 'waiting' | 'running'
  share: number | null
  staleSince: string | null
  failure: { at: string; cancelled: boolean; reason: { id: string; en: string } } | null
}
interface Summary extends Standing {
  state: 'ready' | 'missing' | 'impossible'
  computedAt: string | null
  stale: boolean
}
interface Progress {
  state: 'idle' | 'running'
  analysis: string | null
  waiting: string[]
  share: number
  startedAt: string | null
  failure: string | null
  items: Standing[]
}

const PATH = '/api/statistics/refresh'
const admin = OFFICE

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const post = (body: unknown) =>
  server.get(PATH, {
    method: 'POST',
    headers: { ...admin, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const cancel = (query = '') => server.get(PATH + query, { method: 'DELETE', headers: admin })
const progress = async () => readJson<Progress>(await server.get(PATH))
const list = async () => (await readJson<{ items: Summary[] }>(await server.get('/api/statistics'))).items
const timesOf = (items: Summary[]) => new Map(items.map(({ id, computedAt }) => [id, computedAt]))

/** Every state seen until nothing runs any more. */
async function follow(): Promise<Progress[]> {
  const seen: Progress[] = []
  for (;;) {
    const now = await progress()
    seen.push(now)
    if (now.state === 'idle') return seen
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('the computing of statistics', () => {
  it('is told from waiting over running to done, each in its turn', async () => {
    expect(await progress()).toMatchObject({ state: 'idle', analysis: null, waiting: [], startedAt: null })
    const started = await readJson<Progress>(await post({ all: true }))
    expect(started).toMatchObject({ state: 'running', startedAt: expect.any(String), failure: null })
    expect([started.analysis, ...started.waiting]).toEqual(analysisIds)
    const seen = await follow()
    let before = 0
    for (const { state, share, analysis, waiting, items } of seen.slice(0, -1)) {
      expect(state).toBe('running')
      expect(share).toBeGreaterThanOrEqual(before)
      expect(share).toBeLessThanOrEqual(1)
      before = share
      for (const item of items) {
        const activity = item.id === analysis ? 'running' : waiting.includes(item.id) ? 'waiting' : 'idle'
        expect(item.activity, item.id).toBe(activity)
        if (activity === 'running') expect(item.share).toBeGreaterThanOrEqual(0)
        else expect(item.share).toBeNull()
      }
    }
    const running = new Set(seen.map(({ analysis }) => analysis).filter((id) => id !== null))
    expect(running.size).toBeGreaterThan(1)
    expect([...running]).toEqual(analysisIds.filter((id) => running.has(id)))
    for (const item of await list()) {
      expect(item.computedAt, item.id).toEqual(expect.any(String))
      expect(item, item.id).toMatchObject({ activity: 'idle', failure: null, staleSince: null })
    }
  })

  it('of one analysis alone leaves the others as they are', async () => {
    const before = timesOf(await list())
    const started = await readJson<Progress>(await post({ analyses: ['inequality'] }))
    expect(started).toMatchObject({ analysis: 'inequality', waiting: [] })
    await follow()
    const changed = (await list()).filter(({ id, computedAt }) => computedAt !== before.get(id))
    expect(changed.map(({ id }) => id)).toEqual(['inequality'])
  })

  it('is cancelled as a whole: what had not ended keeps its former result, and says that it was cancelled', async () => {
    const before = timesOf(await list())
    await post({ all: true })
    expect((await cancel()).status).toBe(204)
    const ended = await progress()
    expect(ended).toMatchObject({ state: 'idle', analysis: null, waiting: [], failure: 'cancelled' })
    const items = await list()
    const cancelled = items.filter(({ failure }) => failure !== null)
    expect(cancelled.length).toBeGreaterThan(0)
    for (const { id, computedAt, failure, state } of cancelled) {
      expect(computedAt, id).toBe(before.get(id))
      expect(state, id).not.toBe('missing')
      expect(failure, id).toMatchObject({ cancelled: true, reason: { id: 'dibatalkan', en: 'cancelled' } })
    }
    expect(cancelled.map(({ id }) => id)).toContain('access-SMP')
  })

  it('is cancelled for one that waits while the others go on, and a later success forgets it', async () => {
    const before = timesOf(await list())
    await post({ all: true })
    expect((await cancel('?analysis=access-SMP')).status).toBe(204)
    await follow()
    const items = await list()
    expect(items.filter(({ failure }) => failure).map(({ id }) => id)).toEqual(['access-SMP'])
    const kept = items.filter(({ id, computedAt }) => computedAt === before.get(id))
    expect(kept.map(({ id }) => id)).toEqual(['access-SMP'])
    await post({ analyses: ['access-SMP'] })
    await follow()
    expect((await list()).filter(({ failure }) => failure)).toEqual([])
  })

  it('asked for twice is done once', async () => {
    await post({ all: true })
    const twice = await readJson<Progress>(await post({ all: true }))
    const queue = [twice.analysis, ...twice.waiting]
    expect(new Set(queue).size).toBe(queue.length)
    await cancel()
    await post({ all: false })
    const after = (await follow()).at(-1)
    expect(
      after?.items.filter(({ failure }) => failure),
      'nothing was due, so nothing is amiss',
    ).toEqual([])
  })

  it('that fails says why without the words of the database, and the next success forgets it', async () => {
    await server.database.write.raw('ALTER TABLE analysis_cells RENAME TO analysis_cells_away')
    try {
      await post({ analyses: ['density', 'inequality'] })
      const { failure, items } = (await follow()).at(-1) as Progress
      expect(failure).toBe('failed; see the log')
      const failed = items.filter((item) => item.failure)
      expect(failed.map(({ id }) => id)).toEqual(['inequality', 'density'])
      for (const item of failed) {
        expect(item.failure).toMatchObject({ cancelled: false, at: expect.any(String) })
        expect(item.failure?.reason.id.length).toBeGreaterThan(0)
        expect(JSON.stringify(item.failure)).not.toMatch(/analysis_cells|relation|SELECT|DELETE/i)
      }
    } finally {
      await server.database.write.raw('ALTER TABLE analysis_cells_away RENAME TO analysis_cells')
    }
    await post({ analyses: ['density', 'inequality'] })
    expect((await follow()).at(-1)).toMatchObject({ failure: null })
    expect((await list()).filter((item) => item.failure)).toEqual([])
  })

  it('says since when a result is out of date, until it is computed again', async () => {
    const from = Date.now()
    const body = JSON.stringify({ title: 'Sumur', villageCode: '62.99.02.2003', costRupiah: 5_000_000 })
    const headers = { 'Content-Type': 'application/json' }
    expect((await server.get('/api/proposals', { method: 'POST', body, headers })).status).toBe(201)
    await expect.poll(async () => (await list())[0]?.staleSince).toEqual(expect.any(String))
    const until = Date.now()
    for (const { id, staleSince } of await list()) {
      if (id === 'local-moran' || id.startsWith('access-')) expect(staleSince, id).toBeNull()
      else {
        expect(Date.parse(staleSince ?? ''), id).toBeGreaterThanOrEqual(from)
        expect(Date.parse(staleSince ?? ''), id).toBeLessThanOrEqual(until)
      }
    }
    await post({ all: true })
    await cancel()
    const again = (await list()).find(({ id }) => id === 'density')
    expect(Date.parse(again?.staleSince ?? ''), 'a cancellation makes nothing fresh').toBeLessThanOrEqual(
      until,
    )
    await post({ all: false })
    await follow()
    expect((await list()).filter(({ staleSince, stale }) => staleSince !== null || stale)).toEqual([])
  })
})

describe('what is not public', () => {
  it('is not told of while it is computed, save to the office', async () => {
    const put = (state: string) =>
      server.get('/api/layers/inequality/publication', {
        method: 'PUT',
        headers: { ...admin, 'Content-Type': 'application/json' },
        body: JSON.stringify({ state }),
      })
    expect((await put('unpublished')).status).toBe(200)
    await post({ all: true })
    const [publicly, office] = await Promise.all([
      (await server.get(PATH)).text(),
      (await server.get(PATH, { headers: admin })).text(),
    ])
    expect(publicly).not.toContain('inequality')
    expect(office).toContain('inequality')
    await cancel()
    expect((await put('published')).status).toBe(200)
  })
})

describe('the routes of computing', () => {
  it('begin and end it for the administrator alone', async () => {
    await readFault(await server.get(PATH, { method: 'POST' }), 401)
    await readFault(await server.get(PATH, { method: 'DELETE' }), 401)
    await readFault(await server.get(`${PATH}?analysis=density`, { method: 'DELETE' }), 401)
  })

  it('refuse what names no analysis, or too much', async () => {
    for (const analyses of [[], ['tidak-ada'], ['density', 7], 'density', {}, [['density']], null])
      await readParameterFault(await post({ analyses }), 'analyses')
    await readParameterFault(await post({ all: true, analyses: ['density'] }), 'analyses')
    await readParameterFault(await post({ semua: true }), 'semua')
    for (const analysis of NASTY.filter((text) => text.length < 2000 && text !== '\uD800'))
      await readParameterFault(await cancel(`?analysis=${encodeURIComponent(analysis)}`), 'analysis')
    await readParameterFault(await cancel('?lain=1'), 'lain')
    await readParameterFault(await server.get(`${PATH}?lain=1`), 'lain')
    expect((await progress()).state).toBe('idle')
    expect((await cancel('?analysis=density')).status, 'nothing to cancel is no fault').toBe(204)
    expect((await cancel()).status).toBe(204)
  })
})
