import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lonLatToTile, type TileAddress, tileEnvelope3857, tileSpanMetres } from '../../core/geo/tile.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import type { TileEngine } from '../../server/tiles/engine/tile-engine-types.ts'
import { tileSourceOf } from '../../server/tiles/stream/source-of-layer.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { type DecodedFeature, decodeTile } from '../unit/tiles/decode-tile.ts'
import { everything } from '../unit/tiles/inline-engine.ts'

const MANIFEST = join(findCapabilities().data ?? '', 'kobar/district.json')
const [rimLow, rimHigh] = [-128, 4224]

let store: TestStore
let engine: TileEngine
let villages: { code: string; lon: number; lat: number }[]

beforeAll(async () => {
  store = await openStore('empty')
  const quietly = { signal: new AbortController().signal, onProgress: () => {} }
  await runImport(store.database, MANIFEST, quietly)
  engine = createTileEngine({ workers: 0, cacheBytes: 1e7, memoryBytesPerLayer: 1e8, queueLimit: 10 })
  const layer = (await readCatalogue(store.database.read)).find(({ id }) => id === 'areas-village')!
  await engine.load(tileSourceOf(store.database.read, layer))
  const { rows } = await store.database.write.raw<{ rows: typeof villages }>(
    `SELECT code, ST_X(point) AS lon, ST_Y(point) AS lat FROM areas WHERE level = 'village'`,
  )
  villages = rows
}, 240_000)
afterAll(async () => {
  await engine.close()
  await store.close()
})

/** Tiles that hold a village's middle: all over the district at low zooms, one per village at high ones. */
function tilesAt(z: number): TileAddress[] {
  const tiles = new Map<string, TileAddress>()
  for (const { lon, lat } of villages) {
    const tile = lonLatToTile(lon, lat, z)
    tiles.set(`${tile.x}/${tile.y}`, tile)
  }
  return [...tiles.values()]
}

const decoded = async (tile: TileAddress): Promise<DecodedFeature[]> =>
  decodeTile((await engine.tile({ layers: ['areas-village'], ...tile, filter: everything })).bytes)

type Vertex = readonly [number, number]

/** Directed edges of all rings, with how often each occurs; those that only the cut at the tile's rim made are left out. */
function directedEdges(
  features: readonly DecodedFeature[],
): Map<string, { from: Vertex; to: Vertex; times: number }> {
  const edges = new Map<string, { from: Vertex; to: Vertex; times: number }>()
  for (const ring of features.flatMap(({ parts }) => parts)) {
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1]!, ring[i]!]
      const onRim = [0, 1].some(
        (axis) => from[axis] === to[axis] && (from[axis] === rimLow || from[axis] === rimHigh),
      )
      if (onRim) continue
      const key = `${from} ${to}`
      const known = edges.get(key)
      if (known) known.times++
      else edges.set(key, { from, to, times: 1 })
    }
  }
  return edges
}

/** Metres of EPSG:3857 from each place to the nearest outer border of the district, as the store has it. */
async function metresToOutline(places: readonly Vertex[]): Promise<number[]> {
  const { rows } = await store.database.write.raw<{ rows: { metres: number }[] }>(
    `WITH outline AS MATERIALIZED (
       SELECT (ST_Dump(ST_Boundary(ST_Union(ST_Transform(clean, 3857))))).geom AS line FROM areas WHERE level = 'village')
     SELECT min(ST_Distance(line, ST_SetSRID(ST_MakePoint(x, y), 3857))) AS metres
     FROM json_to_recordset(?::json) AS p(n integer, x double precision, y double precision), outline GROUP BY n ORDER BY n`,
    [JSON.stringify(places.map(([x, y], n) => ({ n, x, y })))],
  )
  return rows.map(({ metres }) => metres)
}

const zooms = Array.from({ length: 13 }, (_, i) => i + 4)

describe('villages of the real district in tiles', () => {
  test.for(zooms)('share every border with their neighbours at zoom %i: no gap, no overlap', async (z) => {
    const alone: Vertex[] = []
    let shared = 0
    for (const tile of tilesAt(z)) {
      const [west, , , north] = tileEnvelope3857(tile)
      const unit = tileSpanMetres(z) / 4096
      const edges = directedEdges(await decoded(tile))
      for (const { from, to, times } of edges.values()) {
        // What is narrower than a unit is a line there and back, so that its edges come twice either way.
        const surplus = times - (edges.get(`${to} ${from}`)?.times ?? 0)
        if (surplus === 0) shared++
        else if (surplus > 0)
          alone.push([west + ((from[0] + to[0]) / 2) * unit, north - ((from[1] + to[1]) / 2) * unit])
      }
    }
    expect(shared).toBeGreaterThan(0)
    // What has no neighbour is the district's own outline, generalised by at most eight units and rounded by one.
    const allowed = (9.5 * tileSpanMetres(z)) / 4096
    for (const [i, metres] of (await metresToOutline(alone)).entries())
      expect(metres, `${alone[i]} at zoom ${z}`).toBeLessThanOrEqual(allowed)
  })

  test.for([0, 2, ...zooms])('are all there at zoom %i', async (z) => {
    const seen = new Set<unknown>()
    for (const tile of tilesAt(z)) for (const { properties } of await decoded(tile)) seen.add(properties.code)
    expect(villages.filter(({ code }) => !seen.has(code))).toEqual([])
  })
})
