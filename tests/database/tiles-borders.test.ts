import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DEEPEST_ZOOM,
  lonLatToMercator,
  lonLatToTile,
  type TileAddress,
  tileEnvelope3857,
  tileKey,
  tileSpanMetres,
} from '../../core/geo/tile.ts'
import { LayerLoader } from '../../server/loading/layer-loader.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import type { TileEngine } from '../../server/tiles/engine/tile-engine-types.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { everything } from '../unit/tiles/inline-engine.ts'
import { type Edge, edgeCounts, endsOf } from '../unit/tiles/tile-edges.ts'

let store: TestStore
let engine: TileEngine
beforeAll(async () => {
  store = await openStore('district')
  engine = createTileEngine({ workers: 0, cacheBytes: 1e6, memoryBytesPerLayer: 1e8, queueLimit: 10 })
  const loader = new LayerLoader({
    database: store.database,
    engine,
    publish: () => {},
    onTooLarge: (message) => expect.unreachable(message),
  })
  await loader.loadAll()
})
afterAll(async () => {
  await engine.close()
  await store.close()
})

type LonLat = [lon: number, lat: number]

/** The land of the district of the tests; a part of one village that reaches beyond has no neighbour. */
const [west, south, east, north] = [111, -2.2, 111.3, -2]

const levels = { 'areas-village': 'village', 'areas-district': 'district' } as const

/** Places on the borders between neighbours of a level: their vertices, and some between. */
async function placesOnBorders(level: string): Promise<LonLat[]> {
  const { rows } = await store.database.read.raw<{ rows: { lon: number; lat: number }[] }>(
    `SELECT DISTINCT ST_X(place.geom) AS lon, ST_Y(place.geom) AS lat
     FROM areas a JOIN areas b ON a.level = b.level AND a.code < b.code AND a.clean && b.clean,
       ST_DumpPoints(ST_Segmentize(ST_CollectionExtract(ST_Intersection(a.clean, b.clean), 2), 0.02)) place
     WHERE a.level = ?`,
    [level],
  )
  return rows.map(({ lon, lat }) => [lon, lat])
}

/** Where a place lies in a tile, rounded to its units as its vertices are. */
function unitsOf(tile: TileAddress, [lon, lat]: LonLat): [number, number] {
  const [minX, , , maxY] = tileEnvelope3857(tile)
  const unit = tileSpanMetres(tile.z) / 4096
  const [x, y] = lonLatToMercator(lon, lat)
  return [Math.round((x - minX) / unit), Math.round((maxY - y) / unit)]
}

/** Edges within the land, with how often each occurs: those on its outline have one side only. */
function innerEdges(bytes: Uint8Array, tile: TileAddress): [Edge, number][] {
  const [left, top] = unitsOf(tile, [west, north])
  const [right, bottom] = unitsOf(tile, [east, south])
  return [...edgeCounts(bytes)].filter(([edge]) => {
    const [[x1, y1], [x2, y2]] = endsOf(edge)
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
    return x > left && x < right && y > top && y < bottom
  })
}

describe.each(Object.entries(levels))('the borders of %s, walked', (layer, level) => {
  let places: LonLat[]
  beforeAll(async () => {
    places = await placesOnBorders(level)
    expect(places.length).toBeGreaterThan(10)
  })

  test.each(Array.from({ length: DEEPEST_ZOOM + 1 }, (_, z) => z))(
    'at zoom %i are one line for both neighbours, in every tile',
    async (z) => {
      const tiles = new Map(
        places.map(([lon, lat]) => lonLatToTile(lon, lat, z)).map((tile) => [tileKey(tile), tile]),
      )
      for (const [key, tile] of tiles) {
        const { bytes } = await engine.tile({ layers: [layer], ...tile, filter: everything })
        const edges = innerEdges(bytes, tile)
        const unmatched = edges.filter(([, count]) => count !== 2)
        expect(unmatched, key).toEqual([])
        expect(edges.length, key).toBeGreaterThan(0)
      }
    },
  )
})
