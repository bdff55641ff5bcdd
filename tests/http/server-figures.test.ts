import { expect, it } from 'vitest'
import type { ServerFigures } from '../../core/api/server-figures.ts'
import { startTestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'

it('who runs the server is told what each layer takes, largest first; nobody else is', async () => {
  const server = await startTestServer()
  const ask = (headers: Record<string, string> = {}) => server.get('/api/server-figures', { headers })
  try {
    for (const role of ['administrator', 'auditor'] as const) {
      const figures = await readJson<ServerFigures>(await ask(await accountWith(server, role)))
      expect(figures.layers.find(({ id }) => id === 'proposals')).toMatchObject({
        features: 11,
        streamed: false,
      })
      const bytes = figures.layers.map((layer) => layer.bytes)
      expect(bytes).toEqual([...bytes].sort((one, other) => other - one))
      expect(figures.layerBudgetBytes).toBeGreaterThan(bytes[0] ?? 0)
      expect(figures.viewers).toBe(0)
    }
    await readFault(await ask(await accountWith(server, 'planner')), 403)
    await readFault(await ask(), 401)
  } finally {
    await server.close()
  }
})
