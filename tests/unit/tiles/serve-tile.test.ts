import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { createHeatHandler } from '../../../server/tiles/serve/serve-heat.ts'
import { createTileHandler } from '../../../server/tiles/serve/serve-tile.ts'
import { createTileJsonHandler } from '../../../server/tiles/serve/serve-tilejson.ts'
import { QueueFullError } from '../../../server/tiles/tile-errors.ts'
import { decodeTile } from './decode-tile.ts'
import { inlineEngine } from './inline-engine.ts'
import { type MemorySource, memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

const attributes = [
  { name: 'year', type: 'integer' },
  { name: 'status', type: 'string' },
  { name: 'villageCode', type: 'string' },
  { name: 'costRupiah', type: 'number', sumAs: 'cost_sum' },
] as const

let engine: TileEngine
let server: Server
let source: MemorySource
let faults: unknown[]

beforeEach(async () => {
  const rows = [
    { id: 1, wkb: lonLatPoint(111.6, -2.7), values: [2024, 'accepted', '62.01.01.1013', 5] },
    { id: 2, wkb: lonLatPoint(111.7, -2.6), values: [2025, 'rejected', '62.01.02.2001', 6] },
  ]
  source = memorySource({ id: 'proposals', attributes, rows })
  engine = await inlineEngine([source, memorySource({ id: 'coverage-SD', rows: [] })])
  faults = []
  const onError = (error: unknown) => faults.push(error)
  const resolveText = async (text: string) => {
    return { layer: 'proposals', key: text, ids: Int32Array.from(text === 'jalan' ? [2] : []) }
  }
  const handlers = [
    createTileHandler({ engine, resolveText, onError }),
    createHeatHandler({ engine, weights: { cost: 'costRupiah', poor: 'poor' }, resolveText, onError }),
    createTileJsonHandler({
      engine,
      publicUrl: 'https://peta.example',
      attribution: '© Bappeda',
      titleOf: (id) => `Title of ${id}`,
      onError,
    }),
  ]
  server = createServer(async (request, response) => {
    for (const handler of handlers) if (await handler(request, response)) return
    response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await engine.close()
})

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers, method })

const world = '/tiles/proposals/0/0/0.mvt'

async function features(path: string) {
  const response = await get(path, { 'accept-encoding': 'identity' })
  expect(response.status, await response.clone().text()).toBe(200)
  return decodeTile(new Uint8Array(await response.arrayBuffer()))
}

describe('GET /tiles/{layers}/{z}/{x}/{y}.mvt', () => {
  it('answers a tile with its type, version and honest counts', async () => {
    const response = await get(world)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
    expect(response.headers.get('etag')).toMatch(/^"[\w-]{20}"$/)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('cache-control')).toContain('must-revalidate')
    expect(response.headers.get('x-features-stood-for')).toBe('2')
    expect(response.headers.get('x-features-held')).toBe('2')
  })

  it.each([
    ['gzip, deflate, br, zstd', 'zstd'],
    ['br;q=1, gzip', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['*', 'br'],
    ['identity', null],
    ['br;q=0, gzip;q=0', null],
  ])('to Accept-Encoding %s answers %s, each with an ETag of its own', async (accepted, encoding) => {
    const { port } = server.address() as AddressInfo
    const { request } = await import('node:http')
    const headers = { 'accept-encoding': accepted }
    const [answer, body] = await new Promise<[import('node:http').IncomingMessage, Buffer]>(
      (resolve, reject) => {
        request({ port, host: '127.0.0.1', path: world, headers }, (incoming) => {
          incoming.toArray().then((chunks) => resolve([incoming, Buffer.concat(chunks)]), reject)
        }).end()
      },
    )
    expect(answer.headers['content-encoding'] ?? null).toBe(encoding)
    const expand = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync }
    const plain = encoding ? expand[encoding as keyof typeof expand](body) : body
    expect(decodeTile(new Uint8Array(plain))).toHaveLength(2)
    const other = await get(world, { 'accept-encoding': encoding === 'gzip' ? 'identity' : 'gzip' })
    expect(other.headers.get('etag')).not.toBe(answer.headers.etag)
  })

  it.each(['gzip', 'br'])('packs a tile with %s once, however often it is asked for', async (encoding) => {
    const read = async () => {
      const response = await get(world, { 'accept-encoding': encoding })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      return {
        etag: response.headers.get('etag'),
        features: decodeTile(new Uint8Array(await response.arrayBuffer())),
      }
    }
    await get(world, { 'accept-encoding': 'identity' })
    const { misses: before } = engine.metrics().cache
    const first = await read()
    const { misses, hits } = engine.metrics().cache
    expect(misses).toBe(before + 1)
    expect(await read()).toEqual(first)
    expect(first.features).toHaveLength(2)
    expect(engine.metrics().cache).toMatchObject({ misses, hits: hits + 1 })
  })

  it('answers 304 to the version it gave, without making the tile, until the tile changes', async () => {
    const first = await get(world)
    const etag = first.headers.get('etag')!
    const lookups = () => engine.metrics().cache.hits + engine.metrics().cache.misses
    const before = lookups()
    const again = await get(world, { 'if-none-match': `W/"other", ${etag}` })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    expect(lookups()).toBe(before)
    source.table.delete(1)
    await engine.change('proposals', { ids: [1] })
    expect((await get(world, { 'if-none-match': etag })).status).toBe(200)
  })

  it('keeps the version of tiles that a change did not touch', async () => {
    const elsewhere = '/tiles/proposals/12/3319/2077.mvt'
    const etag = (await get(elsewhere)).headers.get('etag')!
    source.table.delete(1)
    await engine.change('proposals', { ids: [1] })
    expect((await get(elsewhere, { 'if-none-match': etag })).status).toBe(304)
  })

  it('filters by columns, by area and by a text search', async () => {
    expect((await features(`${world}?year=2024,2023`)).map(({ id }) => id)).toEqual([1])
    expect((await features(`${world}?status=rejected&year=2025`)).map(({ id }) => id)).toEqual([2])
    expect((await features(`${world}?area=62.01.01`)).map(({ id }) => id)).toEqual([1])
    expect((await features(`${world}?q=jalan`)).map(({ id }) => id)).toEqual([2])
    expect((await features(`${world}?year=&q=`)).length).toBe(2)
    expect((await get(`${world}?year=1999`)).status).toBe(204)
  })

  it('answers 204 to an empty tile in range, 404 past the edge of the matrix', async () => {
    expect((await get('/tiles/proposals/22/4194303/4194303.mvt')).status).toBe(204)
    expect((await get('/tiles/proposals/22/4194304/0.mvt')).status).toBe(404)
    expect((await get('/tiles/proposals/22/0/4194304.mvt')).status).toBe(404)
    expect((await get('/tiles/proposals/23/0/0.mvt')).status).toBe(404)
    expect((await get('/tiles/proposals/0/1/0.mvt')).status).toBe(404)
  })

  it.each([
    ['999999999/0/0', 'z'],
    ['5/12345678901234567890/0', 'x'],
    ['5/0/4294967296', 'y'],
    [`0/${'9'.repeat(400)}/0`, 'x'],
  ])('answers 404 to %s, naming %s, however many digits', async (path, parameter) => {
    for (const route of [`/tiles/proposals/${path}.mvt`, `/heat/proposals/${path}.png`]) {
      const response = await get(route)
      expect(response.status, route).toBe(404)
      const problem = (await response.json()) as { received: string }
      expect(problem).toMatchObject({ title: 'No such tile', parameter })
      expect(problem.received).toMatch(/^\d{9}/)
      expect(problem.received.length).toBeLessThan(120)
    }
  })

  it.each([
    ['/tiles/proposals/a/0/0.mvt', 'z'],
    ['/tiles/proposals/1/-1/0.mvt', 'x'],
    ['/tiles/proposals/1/0/0.5.mvt', 'y'],
    ['/tiles/proposals/1/0/1e1.mvt', 'y'],
    ['/tiles/prop%20osals/0/0/0.mvt', 'layers'],
    ['/tiles/%ff/0/0/0.mvt', 'layers'],
    ['/tiles/proposals,proposals/0/0/0.mvt', 'layers'],
    [`${world}?yeer=2024`, 'yeer'],
    [`${world}?year=2024&year=2025`, 'year'],
    [`${world}?year=24`, 'year'],
    [`${world}?status=a'%20OR%201=1`, 'status'],
    [`${world}?area=62%25`, 'area'],
    [`${world}?q=${'x'.repeat(201)}`, 'q'],
  ])('answers 400 to %s, naming %s', async (path, parameter) => {
    const response = await get(path)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await response.json()) as Record<string, unknown>
    expect(problem).toMatchObject({ type: 'about:blank', status: 400, parameter })
    expect(problem.received).toBeTypeOf('string')
    expect(problem.expected).toBeTypeOf('string')
  })

  it('answers 404 to a layer that there is not', async () => {
    const response = await get('/tiles/proposals,secrets/0/0/0.mvt')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ parameter: 'layers' })
  })

  it('answers HEAD as GET, without the body', async () => {
    const head = await get(world, { 'accept-encoding': 'identity' }, 'HEAD')
    const full = await get(world, { 'accept-encoding': 'identity' })
    expect(head.headers.get('content-length')).toBe(full.headers.get('content-length'))
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'))
    expect((await head.arrayBuffer()).byteLength).toBe(0)
  })

  it('leaves other paths and methods to others', async () => {
    expect((await get('/tiles/proposals')).status).toBe(418)
    expect((await get('/api/layers')).status).toBe(418)
    expect((await get(world, {}, 'POST')).status).toBe(418)
  })

  it('answers 503 with Retry-After when too much waits, and 500 with the fault logged, not shown', async () => {
    const fail = (error: Error) => {
      engine.tile = () => Promise.reject(error)
    }
    fail(new QueueFullError(5))
    const busy = await get(world)
    expect(busy.status).toBe(503)
    expect(busy.headers.get('retry-after')).toBe('1')
    expect(faults).toEqual([])
    const fault = new Error('secret path /etc')
    fail(fault)
    const broken = await get(world)
    expect(broken.status).toBe(500)
    expect(await broken.text()).not.toContain('secret')
    expect(faults).toEqual([fault])
  })
})

describe('GET /heat/{layer}/{z}/{x}/{y}.png', () => {
  it('answers a picture, and 304 to its version', async () => {
    const response = await get('/heat/proposals/0/0/0.png?weight=cost&radiusMetres=5000&year=2024')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    const etag = response.headers.get('etag')!
    const path = '/heat/proposals/0/0/0.png?weight=cost&radiusMetres=5000&year=2024'
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
    expect((await get('/heat/proposals/0/0/0.png', { 'if-none-match': etag })).status).toBe(200)
  })

  it.each([
    ['weight=poor', 'weight'],
    ['weight=constructor', 'weight'],
    ['radiusMetres=0', 'radiusMetres'],
    ['radiusMetres=NaN', 'radiusMetres'],
    ['radiusMetres=1e9', 'radiusMetres'],
    ['colour=red', 'colour'],
    ['weight=cost&weight=count', 'weight'],
  ])('answers 400 to %s, naming %s', async (query, parameter) => {
    const response = await get(`/heat/proposals/0/0/0.png?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ parameter })
  })

  it('answers 404 to unknown layers and past the matrix', async () => {
    expect((await get('/heat/secrets/0/0/0.png')).status).toBe(404)
    expect((await get('/heat/proposals/3/8/0.png')).status).toBe(404)
  })
})

describe('GET /tiles/{layers}.json', () => {
  it('describes the layers as TileJSON 3.0.0', async () => {
    const response = await get('/tiles/proposals,coverage-SD.json?year=2025')
    expect(response.status).toBe(200)
    const described = (await response.json()) as { bounds: number[] }
    expect(described).toMatchObject({
      tilejson: '3.0.0',
      tiles: ['https://peta.example/tiles/proposals,coverage-SD/{z}/{x}/{y}.mvt?year=2025'],
      attribution: '© Bappeda',
      minzoom: 0,
      maxzoom: 22,
    })
    const fields = { year: 'Number', status: 'String', villageCode: 'String', costRupiah: 'Number' }
    expect(described).toHaveProperty('vector_layers.0.id', 'proposals')
    expect(described).toHaveProperty('vector_layers.0.fields', {
      ...fields,
      cost_sum: 'Number',
      point_count: 'Number',
    })
    expect(described.bounds.map((degrees) => Math.round(degrees * 1e6) / 1e6)).toEqual([
      111.6, -2.7, 111.7, -2.6,
    ])
  })

  it('answers 404 and 400 as tiles do', async () => {
    expect((await get('/tiles/secrets.json')).status).toBe(404)
    expect((await get('/tiles/proposals.json?year=x')).status).toBe(400)
  })
})
