import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { TileAddress } from '../../core/geo/tile.ts'
import { createTileHandler } from '../../server/tiles/serve-tile.ts'
import { createTileEngine } from '../../server/tiles/tile-engine.ts'
import type { SyntheticProposals } from './synthetic-proposals.ts'

const requests = 8000

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Requests a second that a client in its own thread gets answered, 16 at a time. */
function rate(port: number, path: string, headers: Record<string, string>): Promise<number> {
  const workerData = { port, path, headers, requests }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./http-client.ts', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** How fast a cached tile and a 304 are served, beside a bare node:http server that sends the same bytes. */
export async function measureServed(
  data: SyntheticProposals,
  tiles: readonly TileAddress[],
): Promise<string> {
  const engine = createTileEngine({ workers: 1, cacheBytes: 1e8, memoryBytesPerLayer: 2e9, queueLimit: 100 })
  await engine.load(data.source)
  const resolveText = () => Promise.reject(new Error('the bench does not search'))
  const handler = createTileHandler({ engine, resolveText, onError: console.error })
  const tile = tiles[Math.floor(tiles.length / 2)]!
  const query = { year: ['2024', '2025'], status: ['accepted', 'realised', 'planned'] }
  const path = `/tiles/proposals/${tile.z}/${tile.x}/${tile.y}.mvt?year=2024,2025&status=accepted,realised,planned`
  const request = {
    layers: ['proposals'],
    ...tile,
    filter: { in: query, prefix: {} },
    encoding: 'gzip',
  } as const
  const { bytes, etag } = await engine.tile(request)
  const headers = { 'Content-Encoding': 'gzip', 'Content-Length': bytes.length }
  const bare = createServer((_, response) => response.writeHead(200, headers).end(bytes))
  const ours = createServer((incoming, response) => void handler(incoming, response))
  const [barePort, ourPort] = [await listen(bare), await listen(ours)]
  const accept = { 'accept-encoding': 'gzip' }
  for (const port of [barePort, ourPort]) await rate(port, path, accept)
  const rates = {
    bare: await rate(barePort, path, accept),
    cached: await rate(ourPort, path, accept),
    unchanged: await rate(ourPort, path, { ...accept, 'if-none-match': etag }),
  }
  for (const server of [bare, ours]) server.close()
  await engine.close()
  const [cached, unchanged] = [rates.cached / rates.bare, rates.unchanged / rates.bare]
  const each = Object.entries(rates).map(([name, value]) => `${name} ${value.toFixed(0)}/s`)
  return `served over HTTP (${bytes.length} bytes): ${each.join(', ')}; ratio cached ${cached.toFixed(2)}, 304 ${unchanged.toFixed(2)}`
}
