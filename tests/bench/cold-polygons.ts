import type { TileAddress } from '../../core/geo/tile.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import type { BenchContext } from './bench-context.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { hasMapServer, startMapServer } from './map-server.ts'
import { pickTiles, placesOf } from './pick-tiles.ts'
import { atLeast, leftOut, median, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'
import { describeTiming, type Timing, timeTiles } from './time-tiles.ts'

const what = 'Uncached village polygon tiles (8.5k polygons, z7–13) against MapServer 8.4 MVT, both over HTTP'
const rounds = 3

const flatTable = [
  'DROP TABLE IF EXISTS bench_villages',
  `CREATE TABLE bench_villages AS
     SELECT a.id, a.code, a.name, a.parent_code AS "districtCode", f.population, f.poor_population AS "poorPopulation",
            f.poverty_rate AS "povertyRate", f.idm, f.idm_status AS "idmStatus", ST_Transform(a.clean, 3857) AS geom
     FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code WHERE a.level = 'village'`,
  'ALTER TABLE bench_villages ADD PRIMARY KEY (id)',
  'CREATE INDEX ON bench_villages USING gist (geom)',
  'VACUUM ANALYZE bench_villages',
]

/** Tiles of villages that nobody asked for before, beside MapServer on the same PostGIS. */
export async function coldPolygons({ cluster, url, folder }: BenchContext): Promise<Result[]> {
  if (!hasMapServer()) return [leftOut(what, '≥ 2×', 'Debian: apt-get install cgi-mapserver lighttpd')]
  for (const statement of flatTable) await cluster.query(url, statement)
  const places = await placesOf(
    { query: (sql) => cluster.query(url, sql) },
    'SELECT ST_Transform(ST_Centroid(geom), 4326) AS g FROM bench_villages ORDER BY id',
  )
  const tiles = pickTiles(places, [7, 8, 9, 10, 11, 12, 13], 40)
  const mapServer = await startMapServer(`${folder}/mapserver`, url)
  const lanes = makeHttpLanes(4)
  const ask = async (address: string) => {
    const { status, body } = await lanes.get(address)
    if (status !== 200 && status !== 204) throw new Error(`${status} from ${address}`)
    return body.length
  }
  const runs: { ours: Timing; theirs: Timing }[] = []
  for (let round = 0; round < rounds; round++) {
    const server = await runServeProcess({ databaseUrl: url, folder })
    const theirs = await timeTiles(tiles, 4, ({ z, x, y }: TileAddress) => ask(mapServer.tileUrl(z, x, y)))
    const ours = await timeTiles(tiles, 4, ({ z, x, y }) =>
      ask(`${server.url}/tiles/areas-village/${z}/${x}/${y}.mvt`),
    )
    if (round === 0) await requireSameVillages(lanes.get, tiles.warmUp, mapServer.tileUrl, server.url)
    runs.push({ ours, theirs })
    await server.stop()
  }
  lanes.close()
  await mapServer.stop()
  const ratio = median(runs.map(({ ours, theirs }) => theirs.perTile / ours.perTile))
  runs.sort((a, b) => a.theirs.perTile / a.ours.perTile - b.theirs.perTile / b.ours.perTile)
  const middle = runs[Math.floor(runs.length / 2)]
  const note = middle
    ? `${tiles.timed.length} tiles: ${describeTiming(middle.ours)} against ${describeTiming(middle.theirs)}; median of ${rounds}`
    : ''
  return [atLeast(what, 2, ratio, note)]
}

/** A comparison holds only if both send the same villages. */
async function requireSameVillages(
  get: (url: string) => Promise<{ body: Buffer }>,
  tiles: readonly TileAddress[],
  theirUrl: (z: number, x: number, y: number) => string,
  ourUrl: string,
): Promise<void> {
  const codes = async (url: string) => {
    const { body } = await get(url)
    return new Set(decodeTile(new Uint8Array(body)).map(({ properties }) => String(properties.code)))
  }
  for (const { z, x, y } of tiles) {
    const theirs = await codes(theirUrl(z, x, y))
    const ours = await codes(`${ourUrl}/tiles/areas-village/${z}/${x}/${y}.mvt`)
    const missing = [...theirs].filter((code) => !ours.has(code))
    const share = missing.length / Math.max(1, theirs.size)
    if (theirs.size === 0 || share > 0.05)
      throw new Error(
        `tile ${z}/${x}/${y}: ${theirs.size} villages there, ${missing.length} of them missing here`,
      )
  }
}
