import { tileEnvelope3857 } from '../../core/geo/tile.ts'
import type { BenchContext } from './bench-context.ts'
import { bigImport, isImported, millionDatabase } from './big-import.ts'
import { drawOutline } from './data/draw-outline.ts'
import { seeded } from './data/seeded.ts'
import { expectOk } from './expect-ok.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { pickTiles, placesOf } from './pick-tiles.ts'
import { atMost, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'
import type { ServeMessage } from './serve-process.ts'
import { statisticsDone } from './statistics-done.ts'

const widths = [3, 12, 40, 120, 3, 12, 40, 120]
const tilesEach = 120
const picturesEach = 12
const SETTLED_MS = 20_000
const MEGABYTE = 2 ** 20

type Places = [number, number][]
type Step = (url: string, places: Places) => Promise<string>

/** One server over a million proposals and all that it can be asked for: what it takes of the memory, step by step. */
export async function million(context: BenchContext): Promise<Result[]> {
  const { cluster, folder, say } = context
  const results: Result[] = []
  const url = await cluster.database(millionDatabase)
  if (!(await isImported(context, url))) results.push(...(await bigImport(context)))
  // So that the schedule finds all of them due, as after an import.
  await cluster.query(url, `UPDATE analyses SET inputs = ''`)
  const places = await placesOf(
    { query: (sql) => cluster.query(url, sql) },
    'SELECT public_geom AS g FROM proposals WHERE id % 200 = 0 ORDER BY id',
  )
  const server = await runServeProcess({ databaseUrl: url, folder })
  const notes: string[] = []
  const tell = async (name: string, note: string) => {
    const { memory, children } = await server.figures()
    const drawing = children.map(({ bytes }) => megabytes(bytes)).join(' + ')
    const line = `${name}: ${megabytes(memory.bytes)} MiB now, ${megabytes(memory.peakBytes)} at most; drawing ${drawing || 'none'}`
    notes.push(line)
    say(`  ${line}${note ? ` (${note})` : ''}`)
  }
  await tell('layers loaded', '')
  for (const [name, step] of Object.entries(steps)) await tell(name, await step(server.url, places))
  await statisticsDone(server.url)
  await tell('statistics computed', '')
  await tell('tiles again', await askTiles(server.url, places))
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS))
  await tell('at rest', '')
  const figures = await server.figures()
  await server.stop()
  return [...results, ...rows(figures, notes)]
}

function rows({ memory, children, loopDelayP99Ms }: ServeMessage, notes: readonly string[]): Result[] {
  const drawing = children.reduce((sum, { peakBytes }) => sum + peakBytes, 0)
  return [
    atMost(
      'One server over 1,000,000 proposals with everything else: peak RSS',
      [1536, 'MiB'],
      memory.peakBytes / MEGABYTE,
      notes.join('; '),
    ),
    reported(
      'The same at rest afterwards',
      `${megabytes(memory.bytes)} MiB`,
      `beside it ${children.length} processes that draw pictures, at most ${megabytes(drawing)} MiB together`,
    ),
    atMost('Event-loop delay p99 meanwhile', [50, 'ms'], loopDelayP99Ms, ''),
  ]
}

const steps: Record<string, Step> = {
  zones: askZones,
  'alternatives and rankings': rank,
  tiles: askTiles,
  heat: askHeat,
  pictures: askPictures,
  search: async (url) => {
    await expectOk(`${url}/api/search?q=jalan%20rusak`)
    await expectOk(`${url}/api/proposals?q=jalan&limit=50`)
    return ''
  },
}

async function askZones(url: string, places: Places): Promise<string> {
  const random = seeded(5)
  const start = performance.now()
  let first = 0
  for (const width of widths) {
    const ring = drawOutline(places[Math.floor(random() * places.length)]!, width, random)
    const body = JSON.stringify({ geometry: { type: 'Polygon', coordinates: [ring] } })
    await expectOk(`${url}/api/zones/statistics`, { method: 'POST', body })
    first ||= performance.now() - start
  }
  return `the first in ${(first / 1000).toFixed(1)} s`
}

/** All of them by two methods, as an office compares, and the table that a planner's page is given. */
async function rank(url: string): Promise<string> {
  const start = performance.now()
  for (const method of ['weighted-sum', 'topsis']) {
    const body = JSON.stringify({ filter: { year: 'all', status: 'all' }, method, limit: 50 })
    await expectOk(`${url}/api/rankings`, { method: 'POST', body })
  }
  await expectOk(`${url}/api/alternatives?year=all&status=all`)
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

async function askTiles(url: string, places: Places): Promise<string> {
  const lanes = makeHttpLanes(4)
  const { timed } = pickTiles(places, [6, 7, 8, 9, 10, 11, 12, 13, 14], tilesEach)
  let bytes = 0
  const lane = async () => {
    for (let tile = timed.pop(); tile; tile = timed.pop()) {
      for (const layers of ['proposals', 'areas-village,coverage-SD,need']) {
        const { status, body } = await lanes.get(`${url}/tiles/${layers}/${tile.z}/${tile.x}/${tile.y}.mvt`, {
          'accept-encoding': 'gzip',
        })
        if (status !== 200 && status !== 204) throw new Error(`${status} for a tile of ${layers}`)
        bytes += body.length
      }
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  lanes.close()
  return `${(bytes / 1e6).toFixed(0)} MB of tiles`
}

async function askHeat(url: string, places: Places): Promise<string> {
  for (const { z, x, y } of pickTiles(places, [7, 8, 9, 10], 4).timed)
    await expectOk(`${url}/heat/proposals/${z}/${x}/${y}.png?radiusMetres=2000`)
  return ''
}

async function askPictures(url: string, places: Places): Promise<string> {
  const { timed } = pickTiles(places, [7, 8, 9, 10, 11, 12], picturesEach)
  for (const tile of timed) {
    const bbox = tileEnvelope3857(tile).join(',')
    const query = `SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=areas-village,proposals&STYLES=,&SRS=EPSG:3857&BBOX=${bbox}&WIDTH=512&HEIGHT=512&FORMAT=image/png`
    await expectOk(`${url}/wms?${query}`)
  }
  return ''
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0)
}
