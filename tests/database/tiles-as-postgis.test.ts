import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lonLatToMercator, mercatorToTile, type TileAddress, tileSpanMetres } from '../../core/geo/tile.ts'
import type { SourceRow } from '../../server/tiles/layer-source.ts'
import type { TileEngine } from '../../server/tiles/tile-engine-types.ts'
import { type DecodedFeature, decodeTile } from '../unit/tiles/decode-tile.ts'
import { everything, inlineEngine } from '../unit/tiles/inline-engine.ts'
import { memorySource } from '../unit/tiles/memory-source.ts'
import { type Position, type TestGeometry, toWkb } from '../unit/tiles/wkb.ts'
import { distance, onRim, size } from './tiles-distance.ts'

/** Only PostGIS has ST_AsMVT: the embedded engine is built without it. */
const server = process.env.TEST_ENGINE === 'embedded' ? undefined : process.env.TEST_DATABASE_URL
const database = `petausul_tiles_${process.pid}`
const [centreX, centreY] = lonLatToMercator(111.63, -2.68)
const buffer = 128

let seed = 20260123
function random(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const somewhere = (reach: number): Position => [
  centreX + (random() - 0.5) * 2 * reach,
  centreY + (random() - 0.5) * 2 * reach,
]

/** A star of whole angles: its rings never cross themselves, and a hole of half the size lies inside. */
function star([x, y]: Position, radius: number, corners: number): Position[][] {
  const radii = Array.from({ length: corners }, () => radius * (0.5 + 0.5 * random()))
  const ring = (share: number): Position[] =>
    [...radii, radii[0]!].map((r, i) => {
      const angle = (2 * Math.PI * (i % corners)) / corners
      return [x + share * r * Math.cos(angle), y + share * r * Math.sin(angle)]
    })
  return [ring(1), ring(0.4).reverse()]
}

function walk(start: Position, steps: number): Position[] {
  const path: Position[] = [start]
  for (let i = 0; i < steps; i++) {
    const [x, y] = path.at(-1)!
    path.push([x + (random() - 0.4) * 300, y + (random() - 0.5) * 300])
  }
  return path
}

const makers: Record<string, () => TestGeometry> = {
  point: () => ({ type: 'Point', coordinates: somewhere(20_000) }),
  multipoint: () => ({
    type: 'MultiPoint',
    coordinates: [somewhere(9_000), somewhere(9_000), somewhere(9_000)],
  }),
  line: () => ({ type: 'LineString', coordinates: walk(somewhere(9_000), 60) }),
  multiline: () => ({
    type: 'MultiLineString',
    coordinates: [walk(somewhere(9_000), 8), walk(somewhere(9_000), 8)],
  }),
  polygon: () => ({ type: 'Polygon', coordinates: star(somewhere(15_000), 200 + random() * 4_000, 40) }),
  multipolygon: () => {
    const [x, y] = somewhere(15_000)
    return { type: 'MultiPolygon', coordinates: [star([x, y], 1_000, 25), star([x + 2_500, y], 1_000, 9)] }
  },
}

const kinds = { point: 'point', multipoint: 'point', line: 'line', multiline: 'line' } as const
const rowsOf = Object.fromEntries(
  Object.entries(makers).map(([name, make]) => [
    name,
    Array.from(
      { length: 60 },
      (_, i): SourceRow => ({ id: i + 1, wkb: toWkb(make()), values: [`${name} ${i}`] }),
    ),
  ]),
)

const asMvt = `
  WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS tile, ST_TileEnvelope($1, $2, $3, margin => $4::int / 4096.0::float8) AS wide)
  SELECT ST_AsMVT(part, 'things', 4096, 'geometry', 'id') AS mvt FROM (
    SELECT id, name, ST_AsMVTGeom(geom, tile, 4096, $4::int, true) AS geometry
    FROM things, bounds WHERE kind = $5 AND geom && wide
  ) AS part WHERE geometry IS NOT NULL`

describe.skipIf(!server)('tiles beside those of ST_AsMVT', () => {
  const admin = new pg.Client({ connectionString: server })
  const url = new URL(server ?? 'postgres://unused')
  url.pathname = database
  const client = new pg.Client({ connectionString: url.href })
  let engine: TileEngine

  beforeAll(async () => {
    const sources = Object.entries(rowsOf).map(([id, rows]) =>
      memorySource({ id, kind: kinds[id as keyof typeof kinds] ?? 'polygon', rows }),
    )
    engine = await inlineEngine(sources)
    await admin.connect()
    await admin.query(`CREATE DATABASE ${database}`)
    await client.connect()
    await client.query('CREATE EXTENSION postgis')
    await client.query(
      'CREATE TEMP TABLE things (kind text, id bigint, name text, geom geometry(Geometry, 3857))',
    )
    for (const [kind, rows] of Object.entries(rowsOf)) {
      for (const { id, wkb, values } of rows) {
        const insert = 'INSERT INTO things VALUES ($1, $2, $3, ST_GeomFromWKB($4, 3857))'
        await client.query(insert, [kind, id, values[0], Buffer.from(wkb!)])
      }
    }
  })
  afterAll(async () => {
    await client.end()
    await admin.query(`DROP DATABASE ${database}`)
    await admin.end()
  })

  async function theirs({ z, x, y }: TileAddress, kind: string): Promise<Map<number, DecodedFeature>> {
    const { rows } = await client.query<{ mvt: Buffer }>(asMvt, [z, x, y, buffer, kind])
    return new Map(decodeTile(new Uint8Array(rows[0]!.mvt)).map((feature) => [feature.id!, feature]))
  }

  async function ours(tile: TileAddress, kind: string): Promise<Map<number, DecodedFeature>> {
    const { bytes } = await engine.tile({ layers: [kind], ...tile, filter: everything })
    return new Map(decodeTile(bytes).map((feature) => [feature.id!, feature]))
  }

  const zooms = Array.from({ length: 23 }, (_, z) => z)
  const cases = Object.keys(makers).flatMap((kind) => zooms.map((z) => ({ kind, z })))

  it.each(cases)('have the same features at the same places: $kind at zoom $z', async ({ kind, z }) => {
    // Below zoom 13 outlines are generalised by up to eight units, on top of the rounding of both.
    const tolerance = z <= 12 && !kind.includes('point') ? 9.5 : 1
    const middle = mercatorToTile(centreX + tileSpanMetres(z) / 3, centreY, z)
    for (const tile of [middle, { ...middle, x: Math.max(0, middle.x - 1) }]) {
      const [mine, other] = [await ours(tile, kind), await theirs(tile, kind)]
      for (const [id, feature] of other) {
        // A corner of an outline that generalising cut off may be all that reached into the tile.
        if (!mine.has(id) && tolerance > 1 && feature.parts.flat().every(onRim)) continue
        expect(mine.has(id), `${kind} ${id} in ${JSON.stringify(tile)}`).toBe(true)
        expect(mine.get(id)!.properties).toEqual(feature.properties)
        expect(mine.get(id)!.type).toBe(feature.type)
        expect(
          distance(mine.get(id)!, feature, tolerance > 1 ? 32 : 0),
          `${kind} ${id} in ${JSON.stringify(tile)}`,
        ).toBeLessThanOrEqual(tolerance)
      }
      // PostGIS drops what is smaller than its grid; we keep it as the least that can be drawn.
      for (const [id, feature] of mine)
        if (!other.has(id)) expect(size(feature.parts.flat()), `${kind} ${id}`).toBeLessThanOrEqual(8)
    }
  })
})
