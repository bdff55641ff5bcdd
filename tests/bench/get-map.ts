import { type TileAddress, tileEnvelope3857 } from '../../core/geo/tile.ts'
import { PROPOSAL_STATUSES, statusGroup } from '../../core/proposal/status.ts'
import type { LayerStyle, StyleRule } from '../../core/style/layer-style.ts'
import { statusColours } from '../../core/style/status-symbol.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { makeLog } from '../../server/log.ts'
import { saveStyle } from '../../server/styles/style-store.ts'
import type { BenchContext } from './bench-context.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { hasMapServer, type MapServer, type MapServerLayer, startMapServer } from './map-server.ts'
import { type PickedTiles, pickTiles, placesOf } from './pick-tiles.ts'
import { atLeast, leftOut, median, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'
import { describeTiming, type Timing, timeTiles } from './time-tiles.ts'

const zooms = [9, 10, 11, 12, 13]
const rounds = 3
/** Metres to the nearest school, and the colours between them. */
const breaks = [500, 1000, 1500, 2500]
const colours = ['#f1f1f6', '#d5d3e6', '#b3aed3', '#8d85bb', '#655d9c']
const edge = { colour: '#ffffff', width: 1.2 }

const parts = [
  { layer: 'coverage-SD', style: 'bench', bar: 1.3, what: '8.5k polygons in 5 classes' },
  { layer: 'proposals', style: '', bar: 3, what: '200,000 points by status' },
] as const
const title = (what: string) =>
  `GetMap 256 px uncached, ${what}, z9–13, four at a time, against MapServer 8.4 FastCGI (2 processes)`

const flatPolygons = [
  'DROP TABLE IF EXISTS bench_coverage',
  `CREATE TABLE bench_coverage AS
     SELECT a.id, a.name, c.nearest_m AS nearest, ST_Transform(a.clean, 3857) AS geom
     FROM areas a JOIN coverage c ON c.area_code = a.code AND c.service = 'SD' WHERE a.level = 'village'`,
  'ALTER TABLE bench_coverage ADD PRIMARY KEY (id)',
  'CREATE INDEX ON bench_coverage USING gist (geom)',
  'VACUUM ANALYZE bench_coverage',
]
const flatPoints = [
  'DROP TABLE IF EXISTS bench_points',
  `CREATE TABLE bench_points AS
     SELECT id, status, ST_Transform(public_geom, 3857) AS geom FROM proposals
     WHERE ST_GeometryType(public_geom) = 'ST_Point'`,
  'ALTER TABLE bench_points ADD PRIMARY KEY (id)',
  'CREATE INDEX ON bench_points USING gist (geom)',
  'VACUUM ANALYZE bench_points',
]

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(' ')

const property = 'nearestMetres'
const limitsOf = (at: number) => ({ low: breaks[at - 1], high: breaks[at] })

const ourStyle: LayerStyle = {
  name: 'bench',
  rules: [
    ...colours.map((color, at): StyleRule => {
      const { low = 0, high = 1e9 } = limitsOf(at)
      return {
        name: color,
        filter: ['&&', ['>=', property, low], ['<', property, high]],
        symbolizers: [{ kind: 'Fill', color }],
      }
    }),
    { name: '', symbolizers: [{ kind: 'Fill', outlineColor: edge.colour, outlineWidth: edge.width }] },
  ],
}

function polygonLayer(): MapServerLayer {
  const outline = `STYLE OUTLINECOLOR ${rgb(edge.colour)} WIDTH ${edge.width} END`
  const classes = colours.map((colour, at) => {
    const { low = 0, high = 1e9 } = limitsOf(at)
    return `CLASS EXPRESSION ([nearest] >= ${low} AND [nearest] < ${high}) STYLE COLOR ${rgb(colour)} END ${outline} END`
  })
  return {
    name: 'coverage-SD',
    type: 'POLYGON',
    table: 'bench_coverage',
    classes: classes.join('\n    '),
  }
}

function proposalLayer(): MapServerLayer {
  const symbol = {
    process: 'circle',
    accepted: 'circle',
    done: 'square',
    returned: 'circle',
    rejected: 'diamond',
  }
  const classes = PROPOSAL_STATUSES.map((status) => {
    const group = statusGroup(status)
    const colour = rgb(statusColours[group])
    return `CLASS EXPRESSION "${status}" STYLE SYMBOL "${symbol[group]}" SIZE 10 COLOR ${colour} OUTLINECOLOR 255 255 255 WIDTH 1.3 END END`
  })
  return {
    name: 'proposals',
    type: 'POINT',
    table: 'bench_points',
    classes: `CLASSITEM "status"\n    ${classes.join('\n    ')}`,
  }
}

/** Our two layers as MapServer draws them. */
export const benchLayers = (): MapServerLayer[] => [polygonLayer(), proposalLayer()]

/** Pictures that nobody asked for before, through /wms, beside MapServer on the same PostGIS. */
export async function getMap({ cluster, url, folder }: BenchContext): Promise<Result[]> {
  if (!hasMapServer())
    return parts.map(({ what, bar }) =>
      leftOut(title(what), `≥ ${bar}×`, 'Debian: apt-get install cgi-mapserver lighttpd'),
    )
  for (const statement of [...flatPolygons, ...flatPoints]) await cluster.query(url, statement)
  await storeStyle(url, folder)
  const mapServer = await startMapServer(`${folder}/mapserver-wms`, url, [polygonLayer(), proposalLayer()])
  const results: Result[] = []
  try {
    for (const { layer, style, bar, what } of parts) {
      const table = layer === 'coverage-SD' ? 'bench_coverage' : 'bench_points'
      const places = await placesOf(
        { query: (sql) => cluster.query(url, sql) },
        `SELECT ST_Transform(ST_Centroid(geom), 4326) AS g FROM ${table} ORDER BY id`,
      )
      const tiles = pickTiles(places, zooms, 60)
      const runs = await timeBoth(tiles, { layer, style, mapServer, url, folder })
      const ratio = median(runs.map(({ ours, theirs }) => theirs.perTile / ours.perTile))
      const middle = runs[Math.floor(runs.length / 2)]!
      const note = `${tiles.timed.length} pictures: ${describeTiming(middle.ours)} against ${describeTiming(middle.theirs)}; median of ${rounds}`
      results.push(atLeast(title(what), bar, ratio, note))
    }
  } finally {
    await mapServer.stop()
  }
  return results
}

async function storeStyle(url: string, folder: string): Promise<void> {
  const database = await openDatabase(readConfig({ DATABASE_URL: url, DATA_DIR: folder }), makeLog('error'))
  const title = { id: 'Jarak', en: 'Distance' }
  await saveStyle(
    database.write,
    'coverage-SD',
    'bench',
    { title, document: ourStyle },
    { expected: undefined, byAccount: null },
  )
  await database.close()
}

interface Both {
  ours: Timing
  theirs: Timing
}

/** Rounds in turn, the one with the middle ratio in the middle. */
async function timeBoth(
  tiles: PickedTiles,
  {
    layer,
    style,
    mapServer,
    url,
    folder,
  }: { layer: string; style: string; mapServer: MapServer; url: string; folder: string },
): Promise<Both[]> {
  const lanes = makeHttpLanes(4)
  const ask = async (address: string) => {
    const { status, body, headers } = await lanes.get(address)
    if (status !== 200 || headers['content-type'] !== 'image/png')
      throw new Error(`${status} ${headers['content-type']} from ${address}: ${body.subarray(0, 300)}`)
    return body.length
  }
  const runs: Both[] = []
  for (let round = 0; round < rounds; round++) {
    // Statistics that begin with a start would be measured along, on either side.
    const server = await runServeProcess({ databaseUrl: url, folder, settings: { STATISTICS_MINUTES: '0' } })
    const boxOf = (tile: TileAddress) => tileEnvelope3857(tile)
    const theirs = await timeTiles(tiles, 4, (tile) => ask(mapServer.mapUrl(layer, boxOf(tile))))
    const ours = await timeTiles(tiles, 4, (tile) => ask(ourUrl(server.url, { layer, style }, boxOf(tile))))
    runs.push({ ours, theirs })
    await server.stop()
  }
  lanes.close()
  return runs.sort((a, b) => a.theirs.perTile / a.ours.perTile - b.theirs.perTile / b.ours.perTile)
}

function ourUrl(
  base: string,
  { layer, style }: { layer: string; style: string },
  bbox3857: readonly number[],
): string {
  return `${base}/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=${layer}&STYLES=${style}&SRS=EPSG:3857&BBOX=${bbox3857.join(',')}&WIDTH=256&HEIGHT=256&FORMAT=image/png`
}
