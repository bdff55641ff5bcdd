import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import type { TileAddress } from '../../core/geo/tile.ts'
import { createTileEngine } from '../../server/tiles/tile-engine.ts'
import type { ContentEncoding } from '../../server/tiles/tile-job.ts'
import { measureServed } from './measure-served.ts'
import {
  benchAttributes,
  benchTiles,
  type SyntheticProposals,
  syntheticProposals,
} from './synthetic-proposals.ts'

const options = { cacheBytes: 1, memoryBytesPerLayer: 2e9, queueLimit: 1000 }
const filter = { in: {}, prefix: {} }
const layers = ['proposals']
const quantiles = [0.5, 0.99]

export interface Timing {
  what: string
  perTile: number
  p50: number
  p99: number
  note: string
}

/** Asks for all tiles, so many at a time; milliseconds a tile by the clock, and quantiles of single answers. */
async function timeTiles(
  what: string,
  tiles: readonly TileAddress[],
  atOnce: number,
  ask: (tile: TileAddress) => Promise<number>,
): Promise<Timing> {
  for (const tile of tiles.slice(0, 30)) await ask(tile)
  const times: number[] = []
  let next = 0
  let bytes = 0
  const lane = async () => {
    for (let tile = tiles[next++]; tile; tile = tiles[next++]) {
      const start = performance.now()
      const size = await ask(tile)
      bytes += size
      times.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  const perTile = (performance.now() - start) / tiles.length
  times.sort((a, b) => a - b)
  const [p50, p99] = quantiles.map((q) => times[Math.floor(q * (times.length - 1))]!) as [number, number]
  return { what, perTile, p50, p99, note: `${(bytes / tiles.length / 1000).toFixed(0)} kB a tile` }
}

async function timeEngine(data: SyntheticProposals, tiles: readonly TileAddress[]): Promise<Timing[]> {
  const timings: Timing[] = []
  const everyPoint = Number.POSITIVE_INFINITY
  for (const [workers, encoding, maxPointsPerTile] of [
    [0, 'identity', everyPoint],
    [2, 'identity', everyPoint],
    [2, 'gzip', everyPoint],
    [2, 'zstd', everyPoint],
    [2, 'gzip', undefined],
  ] as [number, ContentEncoding, number | undefined][]) {
    const engine = createTileEngine({
      ...options,
      workers,
      ...(maxPointsPerTile ? { maxPointsPerTile } : {}),
    })
    const start = performance.now()
    await engine.load(data.source)
    const loaded = performance.now() - start
    const ask = async (tile: TileAddress) =>
      (await engine.tile({ layers, ...tile, filter, encoding })).bytes.length
    const points = maxPointsPerTile ? 'every point' : 'aggregated above 10,000'
    const what = `engine, ${workers || 'no'} workers, ${encoding}, ${points}`
    const timing = await timeTiles(what, tiles, workers * 2 || 1, ask)
    const megabytes = (engine.layerInfo('proposals').bytes / 1e6).toFixed(0)
    timings.push({ ...timing, note: `${timing.note}; loaded in ${loaded.toFixed(0)} ms, ${megabytes} MB` })
    await engine.close()
  }
  return timings
}

async function timeEdits(data: SyntheticProposals, tiles: readonly TileAddress[]): Promise<Timing> {
  const engine = createTileEngine({ ...options, workers: 2 })
  await engine.load(data.source)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const count = data.positions.length / 2
  let edits = 0
  const timer = setInterval(() => void engine.change('proposals', { ids: [1 + (edits++ % count)] }), 20)
  const ask = async (tile: TileAddress) =>
    (await engine.tile({ layers, ...tile, filter, encoding: 'gzip' })).bytes.length
  const timing = await timeTiles('engine, 2 workers, gzip, with 50 edits/s', tiles, 4, ask)
  clearInterval(timer)
  delay.disable()
  const p99 = (delay.percentile(99) / 1e6).toFixed(0)
  await engine.close()
  return { ...timing, note: `${timing.note}; ${edits} edits; event loop p99 ${p99} ms` }
}

const asMvt = `
  WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS tile, ST_TileEnvelope($1, $2, $3, margin => 128 / 4096.0::float8) AS wide)
  SELECT ST_AsMVT(part, 'proposals', 4096, 'geometry', 'id') AS mvt FROM (
    SELECT p.id, ${benchAttributes.map(({ name }) => `"${name}"`).join(', ')}, ST_AsMVTGeom(geom, tile, 4096, 128) AS geometry
    FROM bench_proposals p, bounds WHERE geom && wide) AS part`

const sqlTypes = { string: 'text', number: 'float8', integer: 'int', boolean: 'bool' } as const

async function fillTable(pool: pg.Pool, { row, positions }: SyntheticProposals): Promise<void> {
  const columns = benchAttributes.map(({ name, type }) => `"${name}" ${sqlTypes[type]}`)
  await pool.query('DROP TABLE IF EXISTS bench_proposals')
  await pool.query(`CREATE TABLE bench_proposals (id int, ${columns.join(', ')}, geom geometry(Point, 3857))`)
  const casts = benchAttributes.map(({ type }, i) => `$${i + 2}::${sqlTypes[type]}[]`)
  const insert = `INSERT INTO bench_proposals SELECT id, ${benchAttributes.map((_, i) => `c${i}`).join(', ')}, ST_GeomFromWKB(wkb, 3857)
    FROM unnest($1::int[], ${casts.join(', ')}, $${benchAttributes.length + 2}::bytea[]) AS t(id, ${benchAttributes.map((_, i) => `c${i}`).join(', ')}, wkb)`
  const count = positions.length / 2
  for (let start = 0; start < count; start += 5000) {
    const rows = Array.from({ length: Math.min(5000, count - start) }, (_, i) => row(start + i))
    const values = benchAttributes.map((_, c) => rows.map((one) => one.values[c]))
    await pool.query(insert, [rows.map(({ id }) => id), ...values, rows.map(({ wkb }) => Buffer.from(wkb!))])
  }
  await pool.query('CREATE INDEX ON bench_proposals USING gist (geom)')
  await pool.query('VACUUM ANALYZE bench_proposals')
}

async function timePostgis(
  url: string,
  data: SyntheticProposals,
  tiles: readonly TileAddress[],
): Promise<Timing> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  await fillTable(pool, data)
  const ask = async ({ z, x, y }: TileAddress) =>
    (await pool.query(asMvt, [z, x, y])).rows[0].mvt.length as number
  const timing = await timeTiles('ST_AsMVT through pg, 4 connections', tiles, 4, ask)
  await pool.query('DROP TABLE bench_proposals')
  await pool.end()
  return timing
}

/** Prints how long tiles of so many proposals take; beside ST_AsMVT where a PostGIS database is given. */
export async function runTileBench(count: number, postgisUrl: string | undefined): Promise<void> {
  const data = syntheticProposals(count)
  const tiles = benchTiles(data, 50)
  const timings = await timeEngine(data, tiles)
  timings.push(await timeEdits(data, tiles))
  if (postgisUrl) timings.push(await timePostgis(postgisUrl, data, tiles))
  console.log(`${count} proposals, ${tiles.length} tiles of z9–14, ms a tile`)
  for (const { what, perTile, p50, p99, note } of timings) {
    console.log(
      [what.padEnd(58), ...[perTile, p50, p99].map((ms) => ms.toFixed(2).padStart(8)), note].join('  '),
    )
  }
  console.log(await measureServed(data, tiles))
}

if (import.meta.main) await runTileBench(Number(process.argv[2] ?? 200_000), process.env.DATABASE_URL)
