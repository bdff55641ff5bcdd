import { afterAll, beforeAll, expect, it } from 'vitest'
import { LayerLoader } from '../../server/loading/layer-loader.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import type { TileEngine } from '../../server/tiles/engine/tile-engine-types.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

const LIMITS = { workers: 0, cacheBytes: 1e7, memoryBytesPerLayer: 1e8, queueLimit: 10 }

let store: TestStore
let engine: TileEngine
let loader: LayerLoader
beforeAll(async () => {
  store = await openStore('district')
  engine = createTileEngine(LIMITS)
  loader = new LayerLoader({
    ...{ database: store.database, engine },
    ...{ publish: () => {}, onTooLarge: () => {} },
  })
})
afterAll(async () => {
  await engine.close()
  await store.close()
})

it('waits for a layer that an import has announced while others are read before it', async () => {
  const applied = ['areas-village', 'areas-district', 'proposals'].map((layer) =>
    loader.apply({ layer, ids: null }),
  )
  // The last of them has not had its turn.
  expect(engine.has('proposals')).toBe(false)
  expect(engine.isExpected('proposals')).toBe(true)
  await engine.loaded(['proposals'])
  expect(engine.has('proposals')).toBe(true)
  await Promise.all(applied)
  expect(engine.expected).toEqual([])
})

it('waits for none that is announced and is not there', async () => {
  await loader.apply({ layer: 'hutan', ids: null })
  expect(engine.isExpected('hutan')).toBe(false)
  expect(engine.has('hutan')).toBe(false)
})
