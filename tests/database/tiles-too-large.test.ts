import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TileChange } from '../../server/changes/viewers.ts'
import { type LayerKeeper, makeLayerKeeper } from '../../server/serve-layers.ts'
import { createTileEngine } from '../../server/tiles/tile-engine.ts'
import type { TileEngine } from '../../server/tiles/tile-engine-types.ts'
import type { LayerTooLargeError } from '../../server/tiles/tile-errors.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
let engine: TileEngine
let keeper: LayerKeeper
const refused: LayerTooLargeError[] = []
const published: TileChange[] = []

/** More than the tests' district needs, and less than five thousand proposals more. */
const memoryBytesPerLayer = 400_000

/** The same proposal again and again. */
const multiply = `
  INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, public_geom, stale)
  SELECT 'M' || n, (SELECT id FROM packages LIMIT 1), 2025, 'resident', 'Usulan ' || n, 'support', 'village', 'submitted', 'point',
         ST_SetSRID(ST_MakePoint(111, -2), 4326), false
  FROM generate_series(1, 5000) n`

beforeAll(async () => {
  store = await openStore('district')
  await store.database.write.raw(multiply)
  engine = createTileEngine({ workers: 0, cacheBytes: 1e6, memoryBytesPerLayer, queueLimit: 10 })
  keeper = makeLayerKeeper(
    store.database,
    engine,
    (change) => published.push(change),
    (error) => refused.push(error),
  )
  await keeper.loadAll()
})
afterAll(async () => {
  await engine.close()
  await store.close()
})

test('a layer beyond its memory budget is left out, and the others are served', () => {
  expect(refused.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^layer proposals needs more than its memory budget/),
  )
  expect(engine.has('proposals')).toBe(false)
  expect(refused).toHaveLength(1)
  expect(engine.has('areas-village')).toBe(true)
})

test('it is told to viewers, and served as soon as it fits', async () => {
  expect(published).toContainEqual(expect.objectContaining({ layer: 'proposals', tiles: ['0/0/0'] }))
  await store.database.write('proposals').whereLike('code', 'M%').delete()
  await keeper.apply({ layer: 'proposals', ids: null })
  expect(engine.has('proposals')).toBe(true)
})
