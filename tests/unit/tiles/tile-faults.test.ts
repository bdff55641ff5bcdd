import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { createTileHandler } from '../../../server/tiles/serve/serve-tile.ts'
import { decodeTile } from './decode-tile.ts'
import { inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

/** Real threads behind the public route: column 13 kills one, 14 throws in it, 15 takes a while (see mortal-worker). */
const workerUrl = new URL('./mortal-worker.ts', import.meta.url)
const world = '/tiles/things/0/0/0.mvt'
const deadly = '/tiles/things/5/13/0.mvt'
const faulty = '/tiles/things/5/14/0.mvt'
const slow = (y: number) => `/tiles/things/5/15/${y}.mvt`

let engine: TileEngine
let server: Server
let faults: unknown[]

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await engine.close()
})

async function start(queueLimit: number, program = workerUrl): Promise<void> {
  const rows = [{ id: 1, wkb: lonLatPoint(111.6, -2.7), values: ['Pangkalan Bun'] }]
  engine = await inlineEngine([memorySource({ rows })], { workers: 1, queueLimit, workerUrl: program })
  faults = []
  const resolveText = () => Promise.reject(new Error('nothing is searched here'))
  const handler = createTileHandler({ engine, resolveText, onError: (error) => faults.push(error) })
  server = createServer((incoming, response) => void handler(incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}

const urlOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
const get = (path: string) => fetch(urlOf(path), { headers: { 'accept-encoding': 'identity' } })

async function expectWorldServed(): Promise<void> {
  const response = await get(world)
  expect(response.status).toBe(200)
  expect(decodeTile(new Uint8Array(await response.arrayBuffer()))).toHaveLength(1)
}

describe('faults behind /tiles', () => {
  it.each([
    ['dies', deadly],
    ['throws', faulty],
  ])('a worker that %s costs its request a 500, and the next one is answered', async (_, path) => {
    await start(10)
    const response = await get(path)
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(faults).toHaveLength(1)
    await expectWorldServed()
    expect(engine.metrics().runner.workers).toBe(1)
  })

  it('a flood of different tiles is held to the queue: 503 with Retry-After beyond it', async () => {
    await start(3)
    const answers = await Promise.all(Array.from({ length: 32 }, (_, y) => get(slow(y))))
    const refused = answers.filter(({ status }) => status === 503)
    // One is being made and three wait; more get through only as those are done.
    expect(refused.length).toBeGreaterThan(0)
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    const served = answers.filter(({ status }) => status === 204)
    expect(served.length).toBeGreaterThanOrEqual(4)
    expect(served.length + refused.length).toBe(32)
    expect(faults).toEqual([])
    await expectWorldServed()
  })

  it('a client that disconnects takes its waiting work with it', async () => {
    await start(10)
    const first = get(slow(0))
    await until(() => engine.metrics().runner.running === 1)
    const leaving = request(urlOf(deadly)).end()
    const closed = new Promise((resolve) => leaving.once('error', resolve))
    await until(() => engine.metrics().runner.queued === 1)
    leaving.destroy()
    await closed
    await until(() => engine.metrics().runner.queued === 0)
    expect((await first).status).toBe(204)
    await expectWorldServed()
    // The tile that would have killed the worker was never begun.
    expect(engine.metrics().runner.crashes).toBe(0)
    expect(faults).toEqual([])
  })

  it('a client that disconnects stops the tile that is being made for it', async () => {
    await start(10, new URL('./stoppable-worker.ts', import.meta.url))
    const leaving = request(urlOf('/tiles/things/0/0/0.mvt')).end()
    const closed = new Promise((resolve) => leaving.once('error', resolve))
    // In the thread the first feature is not passed before somebody says stop: see stoppable-worker.
    await until(() => engine.metrics().runner.running === 1)
    leaving.destroy()
    await closed
    await until(() => engine.metrics().runner.running === 0)
    expect(engine.metrics().runner).toMatchObject({ stopped: 1, crashes: 0, workers: 1 })
    expect(faults).toEqual([])
    // Nothing of the tile that was left in the middle is in the next one.
    await expectWorldServed()
    expect(engine.metrics().runner.stopped).toBe(1)
  })
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}
