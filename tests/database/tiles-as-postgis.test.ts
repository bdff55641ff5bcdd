import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  lonLatToMercator,
  mercatorToLonLat,
  mercatorToTile,
  type TileOfSet,
  type TileSetId,
  tileSpanMetres,
} from '../../core/geo/tile.ts'
import type { TileEngine } from '../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../server/tiles/layer-source.ts'
import {
  generalisedZooms,
  levelZoomFor,
  ORIGINAL_LEVEL_ZOOM,
} from '../../server/tiles/snapshot/shape-levels.ts'
import { type DecodedFeature, decodeTile } from '../unit/tiles/decode-tile.ts'
import { everything, inlineEngine } from '../unit/tiles/inline-engine.ts'
import { memorySource } from '../unit/tiles/memory-source.ts'
import { type Position, type TestGeometry, toWkb } from '../unit/tiles/wkb.ts'
import { distance, onRim, size } from './tiles-distance.ts'
import { type LevelShape, levelsOf } from './tiles-levels.ts'

/** Only PostGIS has ST_AsMVT: the embedded engine is built without it. */
const server = process.env.TEST_ENGINE === 'embedded' ? undefined : process.env.TEST_DATABASE_URL
const database = `petausul_tiles_${process.pid}`
const [centreX, centreY] = lonLatToMercator(111.63, -2.68)
const buffer = 128
/** Of a tile that is drawn 256 pixels wide. */
const halfPixelUnits = 8

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

function walk(start: Position, steps: number, stride: number): Position[] {
  const path: Position[] = [start]
  for (let i = 0; i < steps; i++) {
    const [x, y] = path.at(-1)!
    path.push([x + (random() - 0.4) * stride, y + (random() - 0.5) * stride])
  }
  return path
}

/** Figures of a few kilometres; of a few hundred, `times` larger, in the first row of each kind. */
const makers: Record<string, (times: number) => TestGeometry> = {
  point: (times) => ({ type: 'Point', coordinates: somewhere(20_000 * times) }),
  multipoint: (times) => ({
    type: 'MultiPoint',
    coordinates: [somewhere(9_000 * times), somewhere(9_000 * times), somewhere(9_000 * times)],
  }),
  line: (times) => ({ type: 'LineString', coordinates: walk(somewhere(9_000), 60, 300 * times) }),
  multiline: (times) => ({
    type: 'MultiLineString',
    coordinates: [
      walk(somewhere(9_000 * times), 8, 300 * times),
      walk(somewhere(9_000 * times), 8, 300 * times),
    ],
  }),
  polygon: (times) => ({
    type: 'Polygon',
    coordinates: star(somewhere(15_000), times * (200 + random() * 4_000), 40),
  }),
  multipolygon: (times) => {
    const [x, y] = somewhere(15_000)
    return {
      type: 'MultiPolygon',
      coordinates: [star([x, y], 1_000 * times, 25), star([x + 2_500 * times, y], 1_000 * times, 9)],
    }
  },
}
const timesOfFirst = 200

const kinds = { point: 'point', multipoint: 'point', line: 'line', multiline: 'line' } as const
const isPoints = (kind: string) => kind.includes('point')
const figuresOf = Object.fromEntries(
  Object.entries(makers).map(([name, make]) => [
    name,
    Array.from({ length: 60 }, (_, i) => make(i === 0 ? timesOfFirst : 1)),
  ]),
)
const rowsOf = Object.fromEntries(
  Object.entries(figuresOf).map(([name, figures]) => [
    name,
    figures.map((figure, i): SourceRow => ({ id: i + 1, wkb: toWkb(figure), values: [`${name} ${i}`] })),
  ]),
)

/** Where the first figure begins: generalising keeps that vertex of it. */
function beginningOf(kind: string): Position {
  const { coordinates } = figuresOf[kind]![0] as Exclude<TestGeometry, { geometries: unknown }>
  const numbers = coordinates.flat(3) as number[]
  return [numbers[0]!, numbers[1]!]
}

/** A shape of a generalised level as WKB. */
function wkbOf({ isArea, paths }: LevelShape): Uint8Array {
  const coordinates = paths.map(({ positions }) => positions)
  if (!isArea) return toWkb({ type: 'MultiLineString', coordinates })
  const polygons: Position[][][] = []
  for (const { outer, positions } of paths) {
    if (outer) polygons.push([])
    polygons.at(-1)!.push(positions)
  }
  return toWkb({ type: 'MultiPolygon', coordinates: polygons })
}

/** The whole of each set, of whose parts its tiles are. */
const planeOf: Record<TileSetId, string> = {
  WebMercatorQuad: '3857, ST_TileEnvelope(0, 0, 0)',
  WorldCRS84Quad: '4326, ST_MakeEnvelope(-180, -270, 180, 90, 4326)',
}

const asMvt = (set: TileSetId) => `
  WITH bounds AS (
    SELECT srid, ST_TileEnvelope($1, $2, $3, whole) AS tile, ST_TileEnvelope($1, $2, $3, whole, $4::int / 4096.0::float8) AS wide
    FROM (VALUES (${planeOf[set]})) plane (srid, whole))
  SELECT ST_AsMVT(part, 'things', 4096, 'geometry', 'id') AS mvt FROM (
    SELECT id, name, ST_AsMVTGeom(drawn, tile, 4096, $4::int, true) AS geometry
    FROM (SELECT id, name, tile, wide, ST_Transform(geom, srid) AS drawn FROM things, bounds WHERE kind = $5 AND to_zoom = $6) thing
    WHERE drawn && wide
  ) AS part WHERE geometry IS NOT NULL`

/** The tile of a set that holds a place in EPSG:3857. */
function tileAt([x, y]: Position, z: number, set: TileSetId): TileOfSet {
  if (set === 'WebMercatorQuad') return { ...mercatorToTile(x, y, z), set }
  const [lon, lat] = mercatorToLonLat(x, y)
  const span = 180 / 2 ** z
  return { z, x: Math.floor((lon + 180) / span), y: Math.floor((90 - lat) / span), set }
}

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
      'CREATE TEMP TABLE things (kind text, to_zoom int, id bigint, name text, geom geometry(Geometry, 3857))',
    )
    for (const [kind, rows] of Object.entries(rowsOf)) {
      for (const { id, wkb } of rows) await insert({ kind, toZoom: ORIGINAL_LEVEL_ZOOM, id }, wkb!)
      if (isPoints(kind)) continue
      for (const shape of levelsOf(rows))
        if (shape.toZoom !== ORIGINAL_LEVEL_ZOOM) await insert({ kind, ...shape }, wkbOf(shape))
    }
  })
  afterAll(async () => {
    await client.end()
    await admin.query(`DROP DATABASE ${database}`)
    await admin.end()
  })

  async function insert({ kind, toZoom, id }: { kind: string; toZoom: number; id: number }, wkb: Uint8Array) {
    const name = rowsOf[kind]![id - 1]!.values[0]
    await client.query('INSERT INTO things VALUES ($1, $2, $3, $4, ST_GeomFromWKB($5, 3857))', [
      kind,
      toZoom,
      id,
      name,
      Buffer.from(wkb),
    ])
  }

  /** Of what the engine draws from at the zoom: where it generalises, that is a test of its own. */
  async function theirs(tile: Required<TileOfSet>, kind: string): Promise<Map<number, DecodedFeature>> {
    const { z, x, y, set } = tile
    // Tiles of degrees are as wide as those of the next zoom; the square that PostGIS halves has that one's, too.
    const zoom = set === 'WebMercatorQuad' ? z : z + 1
    const { rows } = await client.query<{ mvt: Buffer }>(asMvt(set), [
      zoom,
      x,
      y,
      buffer,
      kind,
      levelOf(kind, zoom),
    ])
    return new Map(decodeTile(new Uint8Array(rows[0]!.mvt)).map((feature) => [feature.id!, feature]))
  }

  async function ours(tile: TileOfSet, kind: string): Promise<Map<number, DecodedFeature>> {
    const { bytes } = await engine.tile({ layers: [kind], ...tile, filter: everything })
    return new Map(decodeTile(bytes).map((feature) => [feature.id!, feature]))
  }

  const zooms = Array.from({ length: 23 }, (_, z) => z)
  const levelOf = (kind: string, z: number) => (isPoints(kind) ? ORIGINAL_LEVEL_ZOOM : levelZoomFor(z))
  const cases = Object.keys(makers).flatMap((kind) => [
    ...zooms.map((z) => ({ kind, z, set: 'WebMercatorQuad' as const })),
    ...[0, 1, 5, 8, 9, 10, 11, 12, 13, 15, 18, 21].map((z) => ({ kind, z, set: 'WorldCRS84Quad' as const })),
  ])

  it.each(cases)(
    'have the same features at the same places: $kind at zoom $z of $set',
    async ({ kind, z, set }) => {
      const zoom = set === 'WebMercatorQuad' ? z : z + 1
      // Rings of a generalised area that is half a pixel small may cross: PostGIS mends them in its own way.
      const leastPart = levelOf(kind, zoom) === ORIGINAL_LEVEL_ZOOM ? 0 : halfPixelUnits
      const middle = tileAt([centreX + tileSpanMetres(zoom) / 3, centreY], z, set)
      const beginning = tileAt(beginningOf(kind), z, set)
      for (const tile of [beginning, middle, { ...middle, x: Math.max(0, middle.x - 1) }]) {
        const [mine, other] = [await ours(tile, kind), await theirs({ set, ...tile }, kind)]
        for (const [id, feature] of other) {
          const where = `${kind} ${id} in ${JSON.stringify(tile)}`
          expect(mine.has(id), where).toBe(true)
          expect(mine.get(id)!.properties).toEqual(feature.properties)
          expect(mine.get(id)!.type).toBe(feature.type)
          expect(distance(mine.get(id)!, feature, leastPart), where).toBeLessThanOrEqual(1)
        }
        // PostGIS drops what is smaller than its grid; we keep it as the least that can be drawn.
        for (const [id, feature] of mine)
          if (!other.has(id))
            expect(size(feature.parts.flat()), `${kind} ${id}`).toBeLessThanOrEqual(halfPixelUnits)
        if (tile !== beginning) continue
        for (const features of [mine, other])
          expect(
            features
              .get(1)
              ?.parts.flat()
              .some((vertex) => !onRim(vertex)),
            JSON.stringify(tile),
          ).toBe(true)
      }
    },
  )

  const generalised = Object.keys(makers).filter((kind) => !isPoints(kind))

  it.each(generalised)(
    'are made of outlines that keep within half a pixel of the %s that came',
    async (kind) => {
      const shapes = levelsOf(rowsOf[kind]!)
      const originals = shapes.filter(({ toZoom }) => toZoom === ORIGINAL_LEVEL_ZOOM)
      const verticesOf = (level: readonly LevelShape[]) =>
        level.reduce(
          (sum, { paths }) => sum + paths.reduce((more, { positions }) => more + positions.length, 0),
          0,
        )
      const counts: number[] = []
      for (const zoom of generalisedZooms) {
        const level = shapes.filter(({ toZoom }) => toZoom === zoom)
        counts.push(verticesOf(level))
        expect(level.map(({ id, paths }) => [id, paths.length])).toEqual(
          originals.map(({ id, paths }) => [id, paths.length]),
        )
        // Eight of 4,096 units are half a pixel of a tile 256 pixels wide; zooms above it see it smaller.
        const halfPixel = tileSpanMetres(zoom) / 512
        const pairs = level.flatMap(({ paths }, i) =>
          paths.map(({ positions }, j) => [positions, originals[i]!.paths[j]!.positions] as const),
        )
        const lines = (side: 0 | 1) =>
          pairs.map((pair) => Buffer.from(toWkb({ type: 'LineString', coordinates: pair[side] })))
        const { rows } = await client.query<{ farthest: number }>(
          `SELECT max(ST_HausdorffDistance(ST_GeomFromWKB(a), ST_GeomFromWKB(b))) AS farthest
         FROM unnest($1::bytea[], $2::bytea[]) AS pairs (a, b)`,
          [lines(0), lines(1)],
        )
        expect(rows[0]!.farthest, `zoom ${zoom}`).toBeLessThanOrEqual(halfPixel * (1 + 1e-9))
        for (const [positions, original] of pairs) {
          const known = new Set(original.map(String))
          expect(positions.every((position) => known.has(String(position)))).toBe(true)
        }
      }
      expect(counts).toEqual(counts.toSorted((a, b) => a - b))
      expect(counts[0]).toBeLessThan(verticesOf(originals) / 2)
    },
  )
})
