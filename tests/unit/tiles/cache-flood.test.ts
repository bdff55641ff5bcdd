import { expect, it } from 'vitest'
import { mercatorToTile, tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { HeatTileRequest, TileRequest } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { type Position, pointWkb } from './wkb.ts'

const root = { z: 8, x: 207, y: 129 }
const [west, , , north] = tileEnvelope3857(root)
const span = tileSpanMetres(root.z)
const across = 32

/** A point in the middle of each of 1,024 tiles, with a text of its own, so that no tile is like another. */
const places = Array.from({ length: across * across }, (_, i): Position => {
  const [column, row] = [i % across, Math.floor(i / across)]
  return [west + ((column + 0.5) / across) * span, north - ((row + 0.5) / across) * span]
})
const rows = places.map(
  (place, i): SourceRow => ({
    id: i + 1,
    wkb: pointWkb(place),
    values: [`usulan ${i} `.repeat(1 + (i % 7))],
  }),
)

const load = (cacheBytes: number) =>
  inlineEngine([memorySource({ rows })], { cacheBytes, queueLimit: 10_000 })

/** Each tile in two encodings and under two filters: 4,096 answers that are kept by themselves. */
const flood = places.flatMap(([x, y]): TileRequest[] =>
  (['identity', 'gzip'] as const).flatMap((encoding) =>
    ['', 'x'].map((missing) => {
      const filter = { in: { missing: [missing] }, prefix: {} }
      return { layers: ['things'], ...mercatorToTile(x, y, root.z + 5), filter, encoding }
    }),
  ),
)

it('tiles kept never outgrow their budget, however many different ones are asked for', async () => {
  const cacheBytes = 64_000
  const engine = await load(cacheBytes)
  const kept = () => engine.metrics().cache
  for (const request of flood) {
    await engine.tile(request)
    expect(kept().bytes).toBeLessThanOrEqual(cacheBytes)
  }
  expect(kept().misses).toBe(flood.length)
  // Latest first, those that are found without being made are those kept: by their bodies alone they fill no more either.
  let [found, bytes] = [0, 0]
  for (const request of flood.toReversed()) {
    const { hits } = kept()
    const tile = await engine.tile(request)
    if (kept().hits === hits) break
    found++
    bytes += tile.bytes.length
  }
  expect(found).toBeGreaterThan(20)
  expect(found).toBeLessThan(flood.length / 4)
  expect(bytes).toBeGreaterThan(cacheBytes / 10)
  expect(bytes).toBeLessThanOrEqual(cacheBytes)
  await engine.close()
})

it('neither do they when all are asked for at once, together with pictures', async () => {
  const cacheBytes = 256_000
  const engine = await load(cacheBytes)
  const heat = ([x, y]: Position): HeatTileRequest => ({
    layer: 'things',
    ...mercatorToTile(x, y, root.z + 5),
    weight: 'count',
    radiusMetres: 1000,
    filter: { in: {}, prefix: {} },
  })
  const most = { tiles: 0, heats: 0, both: 0 }
  const look = () => {
    const { cache, heatCache } = engine.metrics()
    most.tiles = Math.max(most.tiles, cache.bytes)
    most.heats = Math.max(most.heats, heatCache.bytes)
    most.both = Math.max(most.both, cache.bytes + heatCache.bytes)
  }
  const tiles = flood.map((request) => engine.tile(request).then(look))
  const pictures = places.slice(0, 64).map((place) => engine.heat(heat(place)).then(look))
  await Promise.all([...tiles, ...pictures])
  expect(most.tiles).toBeGreaterThan(cacheBytes / 2)
  expect(most.heats).toBeGreaterThan(0)
  expect(most.both).toBeLessThanOrEqual(cacheBytes)
  await engine.close()
})
