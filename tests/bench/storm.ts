import { gunzipSync } from 'node:zlib'
import { lonLatToTile, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import { seeded } from './data/seeded.ts'
import { followEvents } from './follow-events.ts'
import { makeHttpLanes } from './http-lanes.ts'

export interface StormPlan {
  url: string
  /** Where residents propose something. */
  places: readonly [number, number][]
  tiles: readonly TileAddress[]
  readers: number
  writesPerSecond: number
  seconds: number
}

export interface Storm {
  written: number
  refused: Map<number, number>
  /** Milliseconds of each submission, tile, and from a submission to its being seen by somebody else. */
  writeTimes: number[]
  tileTimes: number[]
  seenTimes: number[]
  bytes: number
}

/** Tiles read while residents' proposals arrive through the public route, and a viewer who waits for some of them. */
export async function runStorm(plan: StormPlan): Promise<Storm> {
  const storm: Storm = {
    ...{ written: 0, refused: new Map<number, number>(), bytes: 0 },
    ...{ writeTimes: [], tileTimes: [], seenTimes: [] },
  }
  const end = performance.now() + 1000 * plan.seconds
  const writes: Promise<unknown>[] = []
  const timer = setInterval(() => {
    writes.push(submit(plan.url, plan.places[writes.length % plan.places.length]!, storm))
  }, 1000 / plan.writesPerSecond)
  await Promise.all([readTiles(plan, end, storm), watch(plan, end, storm)])
  clearInterval(timer)
  await Promise.all(writes)
  return storm
}

/** Its code; undefined when it was refused. */
async function submit(
  url: string,
  [lon, lat]: readonly [number, number],
  storm: Storm,
): Promise<string | undefined> {
  const start = performance.now()
  const body = JSON.stringify({
    ...{ title: 'Perbaikan jalan lingkungan', problem: 'Rusak berat sejak lama' },
    ...{ lon, lat },
  })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/proposals`, { method: 'POST', headers, body })
  const { code } = (await response.json()) as { code?: string }
  storm.writeTimes.push(performance.now() - start)
  if (response.status === 201) storm.written++
  else storm.refused.set(response.status, 1 + (storm.refused.get(response.status) ?? 0))
  return code
}

async function readTiles({ url, tiles, readers }: StormPlan, end: number, storm: Storm): Promise<void> {
  const lanes = makeHttpLanes(Math.max(1, readers))
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

const PAUSE_MS = 400
const TRIES = 3
/** As long as a viewer is waited for that is not reported. */
const LONGEST_MS = 10_000

/** Somebody proposes, and another viewer is notified of it and asks for the tile, until that holds it. */
async function watch({ url, places }: StormPlan, end: number, storm: Storm): Promise<void> {
  const lanes = makeHttpLanes(1)
  const changes = followTiles(url)
  const random = seeded(23)
  while (performance.now() < end) {
    const [lon, lat] = places[Math.floor(random() * places.length)]!
    const place: [number, number] = [lon + (random() - 0.5) / 100, lat + (random() - 0.5) / 100]
    const { z, x, y } = lonLatToTile(place[0], place[1], 16)
    const start = performance.now()
    let reported = changes.next(`${z}/${x}/${y}`)
    const code = await submit(url, place, { ...storm, writeTimes: [] })
    // A place outside every village is refused.
    for (let i = 0; code !== undefined && i < TRIES; i++) {
      await reported
      reported = changes.next(`${z}/${x}/${y}`)
      const { body } = await lanes.get(`${url}/tiles/proposals/${z}/${x}/${y}.mvt`, {
        'accept-encoding': 'gzip',
      })
      if (body.length > 0 && gunzipSync(body).includes(code)) {
        storm.seenTimes.push(performance.now() - start)
        break
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  changes.close()
  lanes.close()
}

/** Changes as a browser's EventSource gets them; `next` waits for one that names the tile, or what it lies under. */
function followTiles(url: string) {
  const waiting = new Map<string, () => void>()
  const tell = ({ layer, tiles = [], deepest }: { layer: string; tiles?: string[]; deepest: number }) => {
    if (layer !== 'proposals') return
    const listed = new Set(tiles)
    for (const [key, resolve] of waiting) {
      const [z, x, y] = key.split('/').map(Number) as [number, number, number]
      const up = Math.max(0, z - deepest)
      if (!listed.has(tileKey({ z: z - up, x: x >> up, y: y >> up }))) continue
      waiting.delete(key)
      resolve()
    }
  }
  const { close } = followEvents(url, tell)
  return {
    next: (key: string) =>
      new Promise<void>((resolve) => {
        waiting.set(key, resolve)
        setTimeout(resolve, LONGEST_MS)
      }),
    close,
  }
}
