import { availableParallelism } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import type { TileAddress } from '../../core/geo/tile.ts'
import { PUBLIC_STATUSES } from '../../core/proposal/process.ts'
import { proposalLayer } from '../../server/catalogue/proposal-layer.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import { tileSourceOf } from '../../server/tiles/stream/source-of-layer.ts'
import type { BenchContext } from './bench-context.ts'
import { type PickedTiles, pickTiles, placesOf } from './pick-tiles.ts'
import { memoryOf } from './process-memory.ts'
import { atLeast, median, type Result, reported } from './report.ts'
import { describeTiming, type Timing, timeTiles } from './time-tiles.ts'

const filter = { in: {}, prefix: {} }
const rounds = 3

const fields = proposalLayer.fields.filter(({ inTiles }) => inTiles)

/** The same attributes, joined and transformed beforehand: ST_AsMVT at its best. */
const flatTable = `
  DROP TABLE IF EXISTS bench_points;
  CREATE TABLE bench_points AS
    SELECT ${proposalLayer.key} AS id, ${fields.map(({ sql, name }) => `${sql} AS "${name}"`).join(', ')},
           ST_Transform(${proposalLayer.tileGeom}, 3857) AS geom
    FROM ${proposalLayer.from.sql} WHERE p.status IN (${PUBLIC_STATUSES.map((status) => `'${status}'`).join(', ')});
  CREATE INDEX ON bench_points USING gist (geom);
  VACUUM ANALYZE bench_points`

const asMvt = `
  WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS tile, ST_TileEnvelope($1, $2, $3, margin => 128 / 4096.0::float8) AS wide)
  SELECT ST_AsMVT(part, 'proposals', 4096, 'geometry', 'id') AS mvt FROM (
    SELECT p.id, ${fields.map(({ name }) => `p."${name}"`).join(', ')}, ST_AsMVTGeom(geom, tile, 4096, 128) AS geometry
    FROM bench_points p, bounds WHERE geom && wide) AS part`

async function timeEngine(
  url: string,
  tiles: PickedTiles,
  maxPointsPerTile: number | undefined,
  encoding: 'identity' | 'gzip',
): Promise<Timing> {
  const database = await openPostgis({ url, pool: 2, log: makeLog('silent') })
  const engine = createTileEngine({
    workers: availableParallelism(),
    cacheBytes: 1,
    memoryBytesPerLayer: 1e9,
    queueLimit: 1000,
    ...(maxPointsPerTile ? { maxPointsPerTile } : {}),
  })
  await engine.load(tileSourceOf(database.read, proposalLayer))
  await database.close()
  const ask = async (tile: TileAddress) =>
    (await engine.tile({ layers: ['proposals'], ...tile, filter, encoding })).bytes.length
  try {
    return await timeTiles(tiles, 4, ask)
  } finally {
    await engine.close()
  }
}

async function timePostgis(url: string, tiles: PickedTiles): Promise<Timing> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  const ask = async ({ z, x, y }: TileAddress) => {
    const { rows } = await pool.query<{ mvt: Buffer }>(asMvt, [z, x, y])
    return rows[0]?.mvt.length ?? 0
  }
  try {
    return await timeTiles(tiles, 4, ask)
  } finally {
    await pool.end()
  }
}

/** Tiles of proposals that nobody asked for before, beside ST_AsMVT on the same rows. */
export async function coldPoints({ cluster, url }: BenchContext): Promise<Result[]> {
  for (const statement of flatTable.split(';')) await cluster.query(url, statement)
  const places = await placesOf(
    { query: (sql) => cluster.query(url, sql) },
    `SELECT ST_Transform(geom, 4326) AS g FROM bench_points ORDER BY id LIMIT 20000`,
  )
  const tiles = pickTiles(places, [9, 10, 11, 12, 13, 14], 50)
  const runs: { ratio: number; ours: Timing; theirs: Timing }[] = []
  for (let round = 0; round < rounds; round++) {
    const theirs = await timePostgis(url, tiles)
    const ours = await timeEngine(url, tiles, Number.POSITIVE_INFINITY, 'identity')
    runs.push({ ratio: theirs.perTile / ours.perTile, ours, theirs })
  }
  runs.sort((a, b) => a.ratio - b.ratio)
  const middle = runs[Math.floor(runs.length / 2)]
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const served = await timeEngine(url, tiles, undefined, 'gzip')
  const loopDelayP99Ms = delay.percentile(99) / 1e6
  const note = `${tiles.timed.length} tiles, every point, uncompressed: ${middle ? describeTiming(middle.ours) : ''} against ${middle ? describeTiming(middle.theirs) : ''}; median of ${rounds}`
  const what = 'Uncached proposal tiles (200k points, z9–14) against ST_AsMVT, 4 connections'
  return [
    atLeast(what, 5, median(runs.map(({ ratio }) => ratio)), note),
    reported(
      'The same as served: gzip, aggregated above 10,000 points',
      describeTiming(served),
      `event-loop delay p99 ${loopDelayP99Ms.toFixed(0)} ms meanwhile; RSS ${(memoryOf('self').peakBytes / 1e6).toFixed(0)} MB at most in the process that holds layer, threads and reader`,
    ),
  ]
}
