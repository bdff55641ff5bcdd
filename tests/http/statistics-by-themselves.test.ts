import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ settings: { STATISTICS_MINUTES: '15' } })
})
afterAll(() => server.close())

it('statistics come by themselves after the start, and their layers with them', async () => {
  const read = async () =>
    readJson<{ items: { id: string; state: string }[]; refresh: { state: string; failure: string | null } }>(
      await server.get('/api/statistics'),
    )
  for (;;) {
    const { items, refresh } = await read()
    expect(refresh.failure).toBeNull()
    if (items.every(({ state }) => state !== 'missing')) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const layers = await readJson<{ items: { id: string }[] }>(await server.get('/api/layers'))
  expect(layers.items.map(({ id }) => id)).toContain('local-moran')
})
