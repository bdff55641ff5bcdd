import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lonLatToTile, tileKey } from '../../core/geo/tile.ts'
import { viewerProperties } from '../../core/style/viewer-properties.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'

const zoom = 6
const shares: number[] = []
let server: TestServer
let warm: Promise<void>

beforeAll(async () => {
  let done = () => {}
  warm = new Promise((resolve) => {
    done = resolve
  })
  server = await startTestServer({
    settings: { WARM_UP: String(zoom) },
    onProgress(step, share) {
      if (step !== 'ubin') return
      shares.push(share)
      if (share === 1) done()
    },
  })
})
afterAll(() => server.close())

async function cacheFigures(): Promise<Record<string, number>> {
  const text = await (await server.get('/metrics')).text()
  const lines = text.matchAll(/^petausul_tile_cache\{figure="(\w+)"\} (\S+)$/gm)
  return Object.fromEntries([...lines].map(([, figure = '', value]) => [figure, Number(value)]))
}

/** As a browser of today asks: fetch here would not say that it takes zstd alone. */
function askAsBrowser(path: string): Promise<{ status?: number | undefined; encoding?: string | undefined }> {
  const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
  return new Promise((resolve, reject) => {
    const asked = request(server.url + path, { headers }, (answer) => {
      answer.resume()
      answer.once('end', () =>
        resolve({ status: answer.statusCode, encoding: answer.headers['content-encoding'] }),
      )
      answer.once('error', reject)
    })
    asked.once('error', reject)
    asked.end()
  })
}

test('warming up with WARM_UP=6 comes to its end, and the tiles that viewers ask for are made then', async () => {
  await warm
  expect(shares.at(-1)).toBe(1)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(new Set(shares).size).toBe(shares.length)
  // Zooms 0 to 6 of each of several layers.
  expect(shares.length).toBeGreaterThanOrEqual(5 * (zoom + 1))

  const before = await cacheFigures()
  expect(before.entries).toBeGreaterThan(0)
  for (let z = 0; z <= zoom; z++) {
    const tile = tileKey(lonLatToTile(111.15, -2.1, z))
    const asked = (layer: string) =>
      `/tiles/${layer}/${tile}.mvt?properties=${viewerProperties.get(layer)?.join(',')}`
    for (const path of [asked('areas-village'), asked('proposals')])
      expect(await askAsBrowser(path), path).toEqual({ status: 200, encoding: 'zstd' })
  }
  const after = await cacheFigures()
  expect(after.misses).toBe(before.misses)
  expect(after.hits).toBe((before.hits ?? 0) + 2 * (zoom + 1))
})
