import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { createTileHandler } from '../../../server/tiles/serve/serve-tile.ts'
import { LayerLoadingError, UnknownLayerError } from '../../../server/tiles/tile-errors.ts'
import { inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

const source = memorySource({ rows: [{ id: 1, wkb: lonLatPoint(111.6, -2.7), values: ['Kubu'] }] })

let engine: TileEngine
let server: Server
const faults: unknown[] = []
const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)

beforeEach(async () => {
  engine = await inlineEngine([], { loadingWaitMs: 50, queueLimit: 2 })
  const onError = (error: unknown) => faults.push(error)
  const resolveText = () => Promise.reject(new Error('not asked for'))
  const handle = createTileHandler({ engine, resolveText, onError })
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await engine.close()
  expect(faults.splice(0)).toEqual([])
})

test('a tile of a layer that is being loaded is told to come back when that takes long', async () => {
  engine.expect(['things'])
  const answer = await get('/tiles/things/0/0/0.mvt')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ title: 'Still loading', status: 503 })
  expect(() => engine.layerInfo('things')).toThrow(LayerLoadingError)
  await engine.load(source)
  expect((await get('/tiles/things/0/0/0.mvt')).status).toBe(200)
})

test('only so many wait, the next is told at once', async () => {
  engine.expect(['things'])
  const waiting = [engine.loaded(['things'], Infinity), engine.loaded(['things'], Infinity)]
  await expect(engine.loaded(['things'], Infinity)).rejects.toThrow(LayerLoadingError)
  await engine.load(source)
  await Promise.all(waiting)
})

test('what turns out to be gone is unknown to those who waited for it', async () => {
  engine.expect(['things'])
  const waiting = engine.loaded(['things'], Infinity)
  engine.unload('things')
  await waiting
  expect(() => engine.layerInfo('things')).toThrow(UnknownLayerError)
  expect(engine.expected).toEqual([])
})

test('a reading that failed leaves it expected: it will be tried again', async () => {
  engine.expect(['things'])
  const failing = memorySource({})
  failing.rows = async function* () {
    yield []
    throw new Error('the database is away')
  }
  await expect(engine.load(failing)).rejects.toThrow('the database is away')
  expect(engine.expected).toEqual(['things'])
  await engine.load(source)
  expect(engine.expected).toEqual([])
})
