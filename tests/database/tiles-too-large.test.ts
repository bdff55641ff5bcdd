import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TileChange } from '../../core/api/change.ts'
import { lonLatToTile, type TileOfSet, tileKey } from '../../core/geo/tile.ts'
import { LayerLoader } from '../../server/loading/layer-loader.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import type { TileEngine, TileRequest } from '../../server/tiles/engine/tile-engine-types.ts'
import { LayerTooLargeError, StreamedLayerError } from '../../server/tiles/tile-errors.ts'
import { openStore, engine as storeEngine, type TestStore } from '../support/open-store.ts'
import { type DecodedFeature, decodeTile } from '../unit/tiles/decode-tile.ts'
import { everything } from '../unit/tiles/inline-engine.ts'
import { distance } from './tiles-distance.ts'
import { addManyProposals } from './tiles-many-proposals.ts'

let store: TestStore
/** As there is memory for everything, and for everything but proposals. */
let ample: TileEngine
let tight: TileEngine
let loader: LayerLoader
const reported: string[] = []
const published: TileChange[] = []

/** More than the tests' district needs, and less than three thousand proposals more. */
const tightBytes = 400_000
const maxPointsPerTile = 300
const streams = storeEngine === 'postgis'

beforeAll(async () => {
  store = await openStore('district')
  await addManyProposals(store.database.write, 3000)
  const limits = { workers: 0, cacheBytes: 1e6, queueLimit: 10, maxPointsPerTile }
  ample = createTileEngine({ ...limits, memoryBytesPerLayer: 1e8 })
  const { database } = store
  const onTooLarge = (message: string) => expect.unreachable(message)
  await new LayerLoader({ database, engine: ample, publish: () => {}, onTooLarge }).loadAll()
  tight = createTileEngine({ ...limits, memoryBytesPerLayer: tightBytes })
  loader = new LayerLoader({
    database,
    engine: tight,
    publish: (change) => published.push(change),
    onTooLarge: (message) => reported.push(message),
  })
  await loader.loadAll()
})
afterAll(async () => {
  await Promise.all([ample.close(), tight.close()])
  await store.close()
})

/** Tiles in and beside the middle of the district at zooms where points are gathered and where they are not. */
const tiles = [0, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18].flatMap((z): TileOfSet[] => {
  const tile = lonLatToTile(111.15, -2.1, z)
  const span = 180 / 2 ** z
  const [x, y] = [Math.floor((111.15 + 180) / span), Math.floor((90 + 2.1) / span)]
  const ofDegrees = { z, x, y, set: 'WorldCRS84Quad' } as const
  return z === 0 ? [tile, ofDegrees] : [tile, { ...tile, x: tile.x + 1 }, ofDegrees]
})

const filters: [string, TileRequest['filter']][] = [
  ['everything', everything],
  ['a year and two statuses', { in: { year: ['2025'], status: ['accepted', 'planned'] }, prefix: {} }],
  ['an area', { in: {}, prefix: { villageCode: '62.99.01' } }],
  [
    'a text search',
    {
      ...everything,
      rows: { layer: 'proposals', key: 'q', ids: Int32Array.from({ length: 900 }, (_, i) => i * 3) },
    },
  ],
  ['what nothing is', { in: { sector: ["'; DROP TABLE proposals; --"] }, prefix: {} }],
]

/** Points that stand for several have no id: they are known by where they are. */
const keyOf = ({ layer, id, parts }: DecodedFeature) => `${layer} ${id ?? JSON.stringify(parts)}`

function byKey(bytes: Uint8Array): Map<string, DecodedFeature> {
  return new Map(decodeTile(bytes).map((feature) => [keyOf(feature), feature]))
}

/** Outlines are generalised by up to eight units at these zooms, by each side in its own way. */
const generalisedTo = 12

function expectSame(theirs: Uint8Array, ours: Uint8Array, where: string): void {
  const generalised = Number(where.split('/')[0]) <= generalisedTo
  const [wanted, found] = [byKey(theirs), byKey(ours)]
  expect([...found.keys()].sort(), where).toEqual([...wanted.keys()].sort())
  for (const [key, feature] of wanted) {
    const other = found.get(key)!
    expect(Object.keys(other.properties).sort(), `${where}: ${key}`).toEqual(
      Object.keys(feature.properties).sort(),
    )
    for (const [name, value] of Object.entries(feature.properties)) {
      const same = other.properties[name]
      if (typeof value !== 'number') expect(same, `${where}: ${key} ${name}`).toBe(value)
      else expect(same, `${where}: ${key} ${name}`).toBeCloseTo(value, 6)
    }
    expect(other.type, `${where}: ${key}`).toBe(feature.type)
    const rounded = generalised && feature.type !== 'point'
    expect(distance(feature, other, rounded ? 32 : 0), `${where}: ${key}`).toBeLessThanOrEqual(
      rounded ? 9.5 : 1,
    )
  }
}

if (streams)
  describe('a layer beyond its memory budget, with a database that makes tiles', () => {
    test('is streamed from the database, which is told once', () => {
      expect(reported).toEqual([
        expect.stringMatching(/^layer proposals does not fit.* the database makes its tiles/),
      ])
      expect(tight.layerInfo('proposals')).toMatchObject({ streamed: true, bytes: 0 })
      expect(tight.layerInfo('areas-village').streamed).toBe(false)
      const { count, located, extent3857 } = ample.layerInfo('proposals')
      const streamed = tight.layerInfo('proposals')
      expect(streamed).toMatchObject({ count, located })
      for (const [i, side] of extent3857!.entries()) expect(streamed.extent3857![i]).toBeCloseTo(side, 3)
    })

    test.each(filters)('has the tiles that memory would have, under %s', async (_, filter) => {
      const held: string[] = []
      for (const tile of tiles) {
        const request = { layers: ['proposals'], ...tile, filter }
        const [theirs, ours] = [await ample.tile(request), await tight.tile(request)]
        expectSame(theirs.bytes, ours.bytes, tileKey(tile))
        const { featuresStoodFor, featuresHeld, empty } = theirs
        expect(ours).toMatchObject({ featuresStoodFor, featuresHeld, empty })
        if (featuresStoodFor > featuresHeld) held.push(tileKey(tile))
      }
      if (filter === everything) expect(held.length).toBeGreaterThan(3)
    })

    test('comes in one tile with layers from memory, in every encoding', async () => {
      const tile = { ...lonLatToTile(111.15, -2.1, 11), filter: everything }
      const layers = ['areas-village', 'proposals', 'roads']
      expectSame(
        (await ample.tile({ layers, ...tile })).bytes,
        (await tight.tile({ layers, ...tile })).bytes,
        tileKey(tile),
      )
      const packed = await tight.tile({ layers, ...tile, encoding: 'gzip' })
      expect([...packed.bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b])
    })

    test('carries the properties asked for only, gathered or not', async () => {
      for (const z of [6, 14]) {
        const request = { layers: ['proposals'], ...lonLatToTile(111.15, -2.1, z), filter: everything }
        const properties = ['costRupiah', 'status']
        const [theirs, ours] = [ample, tight].map((engine) => engine.tile({ ...request, properties }))
        expectSame((await theirs!).bytes, (await ours!).bytes, `${z}`)
      }
    })

    test('keeps its ETags until something changes, and then every tile has a new one', async () => {
      const request = { layers: ['proposals'], ...lonLatToTile(111.15, -2.1, 14), filter: everything }
      const { etag } = await tight.tile(request)
      expect(tight.etag(request)).toBe(etag)
      const [{ id }] = (await store.database
        .write('proposals')
        .where({ code: 'M1' })
        .update({ status: 'rejected' })
        .returning<{ id: number }[]>('id')) as [{ id: number }]
      published.length = 0
      await loader.apply({ layer: 'proposals', ids: [id] })
      expect(published).toEqual([
        expect.objectContaining({ layer: 'proposals', tiles: ['0/0/0'], deepest: 0 }),
      ])
      expect(tight.etag(request)).not.toBe(etag)
      const at = {
        ...lonLatToTile(111.15 + 0.0031 * Math.cos(1), -2.1 + 0.0029 * Math.sin(1), 16),
        filter: everything,
      }
      const features = decodeTile((await tight.tile({ layers: ['proposals'], ...at })).bytes)
      expect(features.find((feature) => feature.id === id)?.properties.status).toBe('rejected')
    })

    test('has no heat picture, and says why', async () => {
      const heat = { layer: 'proposals', z: 8, x: 206, y: 129, weight: 'count', radiusMetres: 1000 }
      await expect(tight.heat({ ...heat, filter: everything })).rejects.toThrow(StreamedLayerError)
    })

    test('is not asked for any more when the reader leaves', async () => {
      const leaving = new AbortController()
      const request = { layers: ['proposals'], z: 0, x: 0, y: 0, filter: everything, signal: leaving.signal }
      await store.database.write.raw('SELECT pg_sleep(0)')
      const tile = tight.tile({ ...request, filter: { in: { year: ['2026'] }, prefix: {} } })
      leaving.abort(new Error('gone'))
      await expect(tile).rejects.toThrow('gone')
      const again = await tight.tile({ ...request, signal: new AbortController().signal })
      expect(again.featuresStoodFor).toBeGreaterThan(2000)
    })

    test('comes back to memory when enough of it was deleted one by one', async () => {
      const ids = await store.database.write('proposals').whereLike('code', 'M%').pluck<number[]>('id')
      await store.database.write('proposals').whereIn('id', ids).delete()
      for (let i = 0; i < ids.length; i += 500)
        await loader.apply({ layer: 'proposals', ids: ids.slice(i, i + 500) })
      await expect.poll(() => tight.layerInfo('proposals').streamed).toBe(false)
      expect(tight.layerInfo('proposals').count).toBe(11)
    })
  })

if (!streams)
  describe('a layer beyond its memory budget, with a database that makes no tiles', () => {
    test('is left out, which is told, and the others are served', async () => {
      expect(reported).toEqual([
        expect.stringMatching(/^layer proposals needs more than its memory budget.*left out$/),
      ])
      expect(tight.has('proposals')).toBe(false)
      const request = { layers: ['areas-village', 'proposals'], z: 0, x: 0, y: 0, filter: everything }
      await expect(tight.tile(request)).rejects.toThrow(LayerTooLargeError)
      expect((await tight.tile({ ...request, layers: ['areas-village'] })).empty).toBe(false)
      expect(published).toContainEqual(expect.objectContaining({ layer: 'proposals', tiles: ['0/0/0'] }))
    })

    test('is served as soon as it fits', async () => {
      await store.database.write('proposals').whereLike('code', 'M%').delete()
      await loader.apply({ layer: 'proposals', ids: null })
      expect(tight.has('proposals')).toBe(true)
    })
  })
