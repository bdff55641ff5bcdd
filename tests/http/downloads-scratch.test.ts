import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault } from './answers.ts'

const folder = mkdtempSync(join(tmpdir(), 'petausul-scratch-'))
const scratch = join(folder, 'scratch')
const LEFT_BEHIND = join(scratch, '999999999-left')
const LARGE_ROWS = 4_000

let server: TestServer
beforeAll(async () => {
  mkdirSync(LEFT_BEHIND, { recursive: true })
  writeFileSync(join(LEFT_BEHIND, 'layer.gpkg'), 'half of a file')
  server = await startTestServer({ settings: { DATA_DIR: folder } })
  // Some 16 MB of shapes: more than fits in what lies between server and client.
  await server.database.write.raw(
    `INSERT INTO features (layer_id, properties, geom)
     SELECT 'roads', jsonb_build_object('nama', 'Lingkar ' || n),
            ST_ExteriorRing(ST_Buffer(ST_SetSRID(ST_MakePoint(111 + n / 20000.0, -2.1), 4326), 0.01, 64))
     FROM generate_series(1, ?::int) n`,
    [LARGE_ROWS],
  )
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const leftovers = () => (existsSync(scratch) ? readdirSync(scratch) : [])

it('what a killed run left behind is gone after the start', () => {
  expect(existsSync(LEFT_BEHIND)).toBe(false)
})

it.each(['gpkg', 'fgb', 'shp.zip'])('a %s that was sent leaves nothing behind', async (format) => {
  const answer = await server.get(`/data/roads.${format}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="roads.${format}"`)
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(4_000_000)
  await expect.poll(leftovers, { timeout: 20_000 }).toEqual([])
})

it('a file whose reader left is given up and deleted', async () => {
  const { port } = new URL(server.url)
  for (const format of ['gpkg', 'fgb', 'shp.zip', 'geojson', 'xlsx']) {
    const socket = connect(Number(port), 'localhost')
    await once(socket, 'connect')
    socket.write(`GET /data/roads.${format} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await once(socket, 'readable')
    socket.destroy()
  }
  await expect.poll(leftovers, { timeout: 20_000 }).toEqual([])
  expect((await server.get('/healthz')).status).toBe(200)
})

it('a layer without rows is a whole file in every format', async () => {
  for (const format of ['gpkg', 'fgb', 'shp.zip', 'xlsx', 'kml', 'csv', 'geojson']) {
    const answer = await server.get(`/data/zones.${format}`)
    expect(answer.status, format).toBe(200)
    expect((await answer.arrayBuffer()).byteLength, format).toBeGreaterThan(30)
  }
})

it('KML in another system is refused by the parameter', async () => {
  const { parameter } = await readFault(await server.get('/data/roads.kml?crs=EPSG:32749'), 400)
  expect(parameter).toBe('crs')
})
