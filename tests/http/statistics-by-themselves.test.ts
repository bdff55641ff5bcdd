import { afterAll, beforeAll, expect, it } from 'vitest'
import { rebuildReadIndexes } from '../../server/database/read-indexes.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ settings: { STATISTICS_MINUTES: '15' } })
})
afterAll(() => server.close())

it('statistics come by themselves after the start, once no import fills the store, and their layers with them', async () => {
  // As an import leaves it until its very end.
  await server.database.write.raw('DROP INDEX proposals_year_status_idx')
  const read = async () =>
    readJson<{ items: { id: string; state: string }[]; refresh: { state: string; failure: string | null } }>(
      await server.get('/api/statistics'),
    )
  await new Promise((resolve) => setTimeout(resolve, 6_500))
  const { items: waiting, refresh: resting } = await read()
  expect(resting.state).toBe('idle')
  expect(waiting.every(({ state }) => state === 'missing')).toBe(true)
  await rebuildReadIndexes(server.database.write)
  for (;;) {
    const { items, refresh } = await read()
    expect(refresh.failure).toBeNull()
    if (items.every(({ state }) => state !== 'missing')) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const layers = await readJson<{ items: { id: string }[] }>(await server.get('/api/layers'))
  expect(layers.items.map(({ id }) => id)).toContain('local-moran')
})
