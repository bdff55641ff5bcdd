import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeLog } from '../../server/log.ts'
import { startTestServer } from '../support/start-test-server.ts'

const examples = [
  ...readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').matchAll(/^# TRUST_PROXY=(.+)$/gm),
].map(([, value = '']) => value)

/** How many of two clients behind one proxy are refused when each takes the one submission it has. */
async function refusedOfTwo(settings: Record<string, string>): Promise<number> {
  const server = await startTestServer({
    template: 'empty',
    settings: { SUBMISSIONS_PER_HOUR: '1', ...settings },
  })
  const statuses: number[] = []
  for (const address of ['198.51.100.1', '198.51.100.2']) {
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address }
    const response = await server.get('/api/proposals', { method: 'POST', body: '{}', headers })
    await response.arrayBuffer()
    statuses.push(response.status)
  }
  await server.close()
  return statuses.filter((status) => status === 429).length
}

describe('TRUST_PROXY', () => {
  it('as its examples have it, tells apart who comes through the proxy', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(2)
    for (const value of examples) expect(await refusedOfTwo({ TRUST_PROXY: value }), value).toBe(0)
  })

  it('unset, or naming another, takes them for one', async () => {
    expect(await refusedOfTwo({})).toBe(1)
    expect(await refusedOfTwo({ TRUST_PROXY: '192.0.2.1' })).toBe(1)
  })

  it('left unset behind a proxy is told once in the log', async () => {
    const lines: string[] = []
    const log = makeLog('warn', { write: (line) => lines.push(line) })
    const server = await startTestServer({ template: 'empty', log })
    const headers = { 'X-Forwarded-For': '198.51.100.1' }
    await (await server.get('/api/session')).arrayBuffer()
    expect(lines).toEqual([])
    for (const path of ['/tiles/proposals/0/0/0.mvt', '/api/session', '/'])
      await (await server.get(path, { headers })).arrayBuffer()
    await server.close()
    expect(lines.filter((line) => line.includes('TRUST_PROXY'))).toHaveLength(1)
  })
})
