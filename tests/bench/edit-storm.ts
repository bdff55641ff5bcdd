import type { TileAddress } from '../../core/geo/tile.ts'
import type { StoreContext } from './bench-context.ts'
import { seeded } from './data/seeded.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { pickTiles, placesOf } from './pick-tiles.ts'
import { atMost, quantile, type Result, told } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const seconds = 15
const writesPerSecond = 50
const readers = 4

interface Storm {
  written: number
  refused: Map<number, number>
  writeTimes: number[]
  tileTimes: number[]
  bytes: number
}

async function submit(url: string, [lon, lat]: [number, number], storm: Storm): Promise<void> {
  const start = performance.now()
  const body = JSON.stringify({
    title: 'Perbaikan jalan lingkungan',
    problem: 'Rusak berat sejak lama',
    lon,
    lat,
  })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/proposals`, { method: 'POST', headers, body })
  await response.arrayBuffer()
  storm.writeTimes.push(performance.now() - start)
  if (response.status === 201) storm.written++
  else storm.refused.set(response.status, 1 + (storm.refused.get(response.status) ?? 0))
}

async function readTiles(
  url: string,
  tiles: readonly TileAddress[],
  end: number,
  storm: Storm,
): Promise<void> {
  const lanes = makeHttpLanes(readers)
  const random = seeded(11)
  const lane = async () => {
    while (performance.now() < end) {
      const { z, x, y } = tiles[Math.floor(random() * tiles.length)]!
      const start = performance.now()
      const { body, status } = await lanes.get(`${url}/tiles/proposals/${z}/${x}/${y}.mvt`, {
        'accept-encoding': 'gzip',
      })
      if (status !== 200 && status !== 204) throw new Error(`${status} for ${z}/${x}/${y}`)
      storm.tileTimes.push(performance.now() - start)
      storm.bytes += body.length
    }
  }
  await Promise.all(Array.from({ length: readers }, lane))
  lanes.close()
}

/** Tiles read while residents' proposals arrive through the public door. */
export async function editStorm({ store }: StoreContext): Promise<Result[]> {
  const places = await placesOf(
    store,
    `SELECT geom AS g FROM proposals WHERE location_quality = 'point' AND id % 50 = 0 ORDER BY id`,
  )
  const server = await runServeProcess(store.serve)
  const tiles = pickTiles(places, [9, 10, 11, 12, 13, 14], 50).timed
  const storm: Storm = { written: 0, refused: new Map(), writeTimes: [], tileTimes: [], bytes: 0 }
  await server.figures()
  const end = performance.now() + 1000 * seconds
  const writes: Promise<void>[] = []
  const timer = setInterval(() => {
    writes.push(submit(server.url, places[writes.length % places.length]!, storm))
  }, 1000 / writesPerSecond)
  await readTiles(server.url, tiles, end, storm)
  clearInterval(timer)
  await Promise.all(writes)
  const { loopDelayP99Ms, memory } = await server.figures()
  await server.stop()
  await store.query(`DELETE FROM proposals WHERE source = 'resident' AND dataset_id IS NULL`)
  const ms = (values: number[], share: number) => `${quantile(values, share).toFixed(1)} ms`
  const refused = [...storm.refused].map(([status, times]) => `${times} × ${status}`).join(', ')
  const rate = (storm.tileTimes.length / seconds).toFixed(0)
  const size = (storm.bytes / Math.max(1, storm.tileTimes.length) / 1000).toFixed(0)
  return [
    told(
      `Edit storm: tiles a second while ${writesPerSecond} POST /api/proposals arrive a second`,
      `${rate}/s`,
      `${readers} readers over ${tiles.length} tiles of z9–14; p50 ${ms(storm.tileTimes, 0.5)}, p99 ${ms(storm.tileTimes, 0.99)}, ${size} kB; ${(storm.written / seconds).toFixed(0)} written a second, p50 ${ms(storm.writeTimes, 0.5)}, p99 ${ms(storm.writeTimes, 0.99)}${refused ? `; refused ${refused}` : ''}; RSS ${(memory.peakBytes / 1e6).toFixed(0)} MB`,
    ),
    atMost(
      'Event-loop delay p99 in the edit storm',
      [50, 'ms'],
      loopDelayP99Ms,
      'of the server process, 5 ms resolution',
    ),
  ]
}
