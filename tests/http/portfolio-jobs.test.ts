import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { PortfolioClient, submitFourteen } from './portfolio-client.ts'

const QUICK = { filter: { year: '2030' }, budgetRupiah: 300_000_000, timeLimitSeconds: 20 }
/** Solves a thousand portfolios one after another: long enough to be met on the way. */
const LONG = { ...QUICK, timeLimitSeconds: 600, robustness: { samples: 1000, seed: 1 } }

let store: TestStore
let server: TestServer
let office: PortfolioClient

/** A server on the test's store, which outlives it. */
async function start(): Promise<void> {
  server = await startTestServer({ database: { ...store.database, close: async () => {} } })
  office = new PortfolioClient(server)
}

beforeAll(async () => {
  store = await openStore()
  await start()
  await submitFourteen(server)
})
afterAll(async () => {
  await server.close()
  await store.close()
})

describe('a portfolio that takes long', () => {
  it('tells its step and share on the way, and is cancelled at once', async () => {
    const { chosen: alone } = await office.solve(QUICK)
    const id = await office.start(LONG)
    const seen = await office.until(id, ({ step }) => step === 'robustness')
    expect(seen).toMatchObject({
      state: 'running',
      result: null,
      stepText: { id: 'Menguji terhadap bobot lain' },
    })
    expect(seen.share).toBeGreaterThanOrEqual(0.8)
    expect(seen.share).toBeLessThan(1)
    // The best choice is there with its proof, long before what is studied around it.
    const { found } = seen
    expect(found).toMatchObject({ status: 'optimal', gap: 0, alternatives: [], prices: [], robustness: null })
    expect(found?.chosen).toEqual(alone)
    const { items } = await readJson<{ items: { chosenCount: number | null }[] }>(
      await office.ask('/api/portfolios'),
    )
    expect(items[0]?.chosenCount).toBeNull()
    await readFault(await office.ask(`/api/portfolios/${id}/decision.json`), 409)
    await readFault(await office.ask(`/api/portfolios/${id}/why/x`), 409)
    expect((await office.delete(id)).status).toBe(204)
    const after = await office.read(id)
    expect(after).toMatchObject({ state: 'cancelled', result: null, problem: null })
    expect(after.found?.chosen).toEqual(alone)
    expect(after.finishedAt).not.toBeNull()
    expect((await office.delete(id)).status).toBe(204)
    await readFault(await office.ask(`/api/portfolios/${id}`), 404)
  })

  it('lets the next one wait its turn, which begins when the first is cancelled', async () => {
    const first = await office.start(LONG)
    await office.until(first, ({ step }) => step !== 'queued')
    const second = await office.start(QUICK)
    expect(await office.read(second)).toMatchObject({ state: 'running', step: 'queued', share: 0 })
    const third = await office.start({ ...QUICK, title: 'Lain' })
    await office.delete(third)
    expect((await office.read(third)).state).toBe('cancelled')
    await office.delete(first)
    expect((await office.until(second, () => false)).state).toBe('done')
    const { items } = await readJson<{ items: { id: string; state: string; chosenCount: number | null }[] }>(
      await office.ask('/api/portfolios'),
    )
    expect(items.map(({ id }) => id).slice(0, 3)).toEqual([third, second, first])
    expect(items[1]).toMatchObject({ state: 'done', chosenCount: expect.any(Number) })
  })

  it('is one, however often it is asked for while it runs; under another name it is another', async () => {
    const ids = await Promise.all([office.start(LONG), office.start(LONG)])
    ids.push(await office.start(LONG))
    expect(new Set(ids).size).toBe(1)
    const other = await office.start({ ...LONG, title: 'Lain' })
    expect(other).not.toBe(ids[0])
    for (const id of [other, ids[0]!]) expect((await office.delete(id)).status).toBe(204)
    const again = await office.start(LONG)
    expect(ids).not.toContain(again)
    await office.delete(again)
  })

  it('is refused as an eleventh, and those at work end with their server and say why', async () => {
    const ids = []
    for (let i = 0; i < 10; i++) ids.push(await office.start({ ...LONG, title: `Paket ${i}` }))
    await readFault(await office.post(QUICK), 503)
    await server.close()
    await start()
    for (const id of ids) {
      const { state, problem } = await office.read(id)
      expect(state).toBe('failed')
      expect(problem?.detail).toContain('server')
    }
  })

  it('that a killed server left behind is failed at the next start; what is done stays', async () => {
    const done = await office.solve(QUICK)
    const left = '00000000-0000-4000-8000-000000000001'
    await store.database.write.raw(
      `INSERT INTO portfolios (id, state, request) VALUES (?, 'running', '{}')`,
      [left],
    )
    await server.close()
    await start()
    expect(await office.read(left)).toMatchObject({ state: 'failed', problem: { title: 'Interrupted' } })
    const again = await office.read(done.id)
    expect(again.state).toBe('done')
    expect(again.result).toEqual({ ...again.result, chosen: done.chosen })
  })

  it('is stopped here when another instance on the same store has cancelled it', async () => {
    const id = await office.start(LONG)
    await store.database.write.raw(`UPDATE portfolios SET state = 'cancelled' WHERE id = ?`, [id])
    const next = await office.start(QUICK)
    expect((await office.until(next, () => false)).state).toBe('done')
    expect((await office.read(id)).state).toBe('cancelled')
  })
})

it('equal data and constraints have one digest, other data another', async () => {
  const digest = async () => (await office.read((await office.solve(QUICK)).id)).storeDigest
  const before = await digest()
  expect(await digest()).toBe(before)
  await store.database.write.raw(`UPDATE proposals SET cost_rupiah = cost_rupiah + 1 WHERE year = 2030`)
  expect(await digest()).not.toBe(before)
})
