import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lonLatToTile, tileKey } from '../../core/geo/tile.ts'
import { addManyProposals } from '../database/tiles-many-proposals.ts'
import { engine, openStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson } from './answers.ts'

/** Proposals need more than this of memory, all other layers less. */
const settings = { LAYER_MEMORY_MB: '1' }
const streams = engine === 'postgis'
const middle = (z: number) => tileKey(lonLatToTile(111.15, -2.1, z))

let server: TestServer
beforeAll(async () => {
  const { database } = await openStore('district')
  await addManyProposals(database.write, 12_000)
  server = await startTestServer({ database, settings })
})
afterAll(() => server.close())

interface Layer {
  id: string
  heat: boolean
  streamed?: boolean
  unavailable?: { id: string; en: string }
}

const readLayer = async (id: string) =>
  (await readJson<{ items: Layer[] }>(await server.get('/api/layers'))).items.find((layer) => layer.id === id)

async function readTile(path: string) {
  const response = await server.get(path)
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(response.status, path).toBe(200)
  const figure = (name: string) => Number(response.headers.get(name))
  return {
    features: decodeTile(bytes),
    etag: response.headers.get('etag') ?? '',
    stoodFor: figure('x-features-stood-for'),
    held: figure('x-features-held'),
  }
}

describe('what operators are told of memory', () => {
  it('is of each layer what it takes and what it may take, and it takes no more', async () => {
    const text = await (await server.get('/metrics')).text()
    const figures = (name: string) => {
      const lines = text.matchAll(new RegExp(`^petausul_layer_${name}\\{layer="([^"]+)"\\} (\\S+)$`, 'gm'))
      return new Map([...lines].map(([, layer = '', value]) => [layer, Number(value)]))
    }
    const [bytes, budgets, streamed] = [figures('bytes'), figures('budget_bytes'), figures('streamed')]
    expect([...budgets.keys()].sort()).toEqual([...bytes.keys()].sort())
    expect([...budgets.keys()]).toContain('areas-village')
    for (const [layer, budget] of budgets) {
      expect(budget, layer).toBe(2 ** 20)
      expect(bytes.get(layer), layer).toBeLessThanOrEqual(budget)
      if (!streamed.get(layer)) expect(bytes.get(layer), layer).toBeGreaterThan(0)
    }
  })
})

if (streams)
  describe('a layer beyond LAYER_MEMORY_MB on PostGIS', () => {
    it('is said to be streamed, without heat; those that fit are not', async () => {
      const layer = await readLayer('proposals')
      expect(layer).toMatchObject({ streamed: true, heat: false })
      expect(layer).not.toHaveProperty('unavailable')
      expect(await readLayer('areas-village')).not.toHaveProperty('streamed')
      const metrics = await (await server.get('/metrics')).text()
      expect(metrics).toContain('petausul_layer_streamed{layer="proposals"} 1')
      expect(metrics).toContain('petausul_layer_streamed{layer="roads"} 0')
    })

    it('has tiles that stand for every proposal with a place', async () => {
      const { rows } = await server.database.read.raw<{ rows: { located: number }[] }>(
        `SELECT count(public_geom)::int AS located FROM proposals WHERE status <> 'draft'`,
      )
      const { features, stoodFor, held } = await readTile('/tiles/proposals/0/0/0.mvt')
      expect(stoodFor).toBe(rows[0]?.located)
      expect(held).toBe(features.length)
      const total = features.reduce((sum, { properties }) => sum + Number(properties.point_count ?? 1), 0)
      expect(total).toBe(stoodFor)
    })

    it('is narrowed by filters and joins other layers in one tile', async () => {
      const { features } = await readTile(
        `/tiles/areas-village,proposals/${middle(14)}.mvt?year=2025&status=accepted,planned&area=62.99`,
      )
      const proposals = features.filter(({ layer }) => layer === 'proposals')
      expect(features.length).toBeGreaterThan(proposals.length)
      expect(proposals.length).toBeGreaterThan(0)
      for (const { properties } of proposals)
        expect(properties).toMatchObject({ year: 2025, status: 'accepted' })
    })

    it('finds words', async () => {
      const { features } = await readTile(`/tiles/proposals/${middle(11)}.mvt?q=usulan%2041`)
      const titles = features.map(({ properties }) => properties.title)
      expect(titles).not.toHaveLength(0)
      for (const title of titles) expect(title).toMatch(/Usulan .*41/)
    })

    it('answers 304 to whoever has the tile, and 204 where nothing is', async () => {
      const path = `/tiles/proposals/${middle(12)}.mvt`
      const { etag } = await readTile(path)
      expect(etag).toMatch(/^"[\w-]+"$/)
      expect((await server.get(path, { headers: { 'If-None-Match': etag } })).status).toBe(304)
      expect((await server.get('/tiles/proposals/12/0/0.mvt')).status).toBe(204)
    })

    it('has TileJSON, and a heat picture is refused with the reason', async () => {
      const { vector_layers } = await readJson<{ vector_layers: { id: string }[] }>(
        await server.get('/tiles/proposals.json'),
      )
      expect(vector_layers[0]?.id).toBe('proposals')
      const { detail } = await readFault(await server.get(`/heat/proposals/${middle(9)}.png`), 404)
      expect(detail).toContain('LAYER_MEMORY_MB')
    })

    it('answers 503 and when to come back if the database takes too long', async () => {
      await server.database.write.transaction(async (transaction) => {
        await transaction.raw('LOCK TABLE proposals IN ACCESS EXCLUSIVE MODE')
        const response = await server.get(`/tiles/proposals/${middle(13)}.mvt?year=2026`)
        expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
        expect((await readFault(response, 503)).title).toBe('Took too long')
      })
    })

    it('is not worked on any more in the database when its reader leaves', async () => {
      const working = async () => {
        const { rows } = await server.database.write.raw<{ rows: unknown[] }>(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%ST_AsMVT%'
         AND state = 'active' AND pid <> pg_backend_pid()`,
        )
        return rows.length
      }
      await server.database.write.transaction(async (transaction) => {
        await transaction.raw('LOCK TABLE proposals IN ACCESS EXCLUSIVE MODE')
        const leaving = new AbortController()
        const path = '/tiles/proposals/3/6/4.mvt?year=2025'
        const asked = server.get(path, { signal: leaving.signal }).catch(() => 'left')
        await expect.poll(working).toBe(1)
        leaving.abort()
        expect(await asked).toBe('left')
        await expect.poll(working).toBe(0)
      })
    })
  })

if (!streams)
  describe('a layer beyond LAYER_MEMORY_MB on the embedded engine', () => {
    it('is said to be unavailable, in both languages', async () => {
      expect((await readLayer('proposals'))?.unavailable).toEqual({
        id: expect.stringContaining('terlalu besar'),
        en: expect.stringContaining('too large'),
      })
      expect(await readLayer('areas-village')).not.toHaveProperty('unavailable')
    })

    it.each([
      `/tiles/proposals/${middle(10)}.mvt`,
      `/tiles/areas-village,proposals/${middle(10)}.mvt`,
      '/tiles/proposals.json',
      `/heat/proposals/${middle(9)}.png`,
    ])('answers %s with a 404 that says why', async (path) => {
      expect(await readFault(await server.get(path), 404)).toMatchObject({
        title: 'Layer too large',
        received: 'proposals',
        detail: expect.stringContaining('LAYER_MEMORY_MB'),
      })
    })

    it('goes on serving the others', async () => {
      expect((await readTile(`/tiles/areas-village/${middle(10)}.mvt`)).held).toBeGreaterThan(0)
    })
  })
