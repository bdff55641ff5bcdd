import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  lonLatToTile,
  mercatorToLonLat,
  type TileAddress,
  tileEnvelope3857,
  tileKey,
} from '../../core/geo/tile.ts'
import { announce } from '../../server/changes/change-feed.ts'
import { type Frame, framesOf, untilAtRest, watchFrames } from './map-frames.ts'
import { ViewerHost } from './viewer-page.ts'

/** A busy machine draws slowly; what is awaited must come, not come at once. */
const patience = { timeout: 30_000 }

type Place = [x: number, y: number]

/** Tiles of the map are 512 px across: those of zoom 14 are drawn at zoom 15. */
const tile: TileAddress = lonLatToTile(111.03, -2.03, 14)
const inTile = (across: number, down: number): Place => {
  const [minX, minY, maxX, maxY] = tileEnvelope3857(tile)
  return [minX + across * (maxX - minX), maxY - down * (maxY - minY)]
}
const before = inTile(0.3, 0.5)
const after = inTile(0.7, 0.5)
const neighbour = inTile(0.5, 0.3)
const ground = inTile(0.5, 0.7)

let host: ViewerHost
let moved: number
beforeAll(async () => {
  host = await ViewerHost.start()
})
beforeEach(async () => {
  host.drawSharply()
  const ours = () => host.server.database.write('proposals').whereLike('code', 'HIDUP%')
  const ids = await ours().pluck<number[]>('id')
  await ours().delete()
  ids.push(await insert('HIDUP-tetangga', neighbour))
  moved = await insert('HIDUP-pindah', before)
  const { change } = await listen()
  await tell([...ids, moved])
  await change
})
afterEach(() => host.closePages())
afterAll(() => host.close())

const pointAt = (place: Place) =>
  host.server.database.write.raw('ST_SetSRID(ST_MakePoint(?, ?), 4326)', mercatorToLonLat(...place))

async function insert(code: string, place: Place): Promise<number> {
  const { write } = host.server.database
  const known = await write('packages').first<{ id: string }>('id')
  const [row] = await write('proposals')
    .insert({
      code,
      package_id: known.id,
      year: 2025,
      source: 'resident',
      title: code,
      sector: 'support',
      stage: 'village',
      status: 'accepted',
      location_quality: 'point',
      public_quality: 'point',
      geom: pointAt(place),
      public_geom: pointAt(place),
      stale: false,
    })
    .returning<{ id: number }[]>('id')
  return row!.id
}

const tell = (ids: number[]) =>
  host.server.database.write.transaction((inside) => announce(inside, { layer: 'proposals', ids }))

const move = (place: Place) =>
  host.server.database.write.transaction(async (inside) => {
    await inside('proposals')
      .where({ id: moved })
      .update({ geom: pointAt(place), public_geom: pointAt(place) })
    await announce(inside, { layer: 'proposals', ids: [moved] })
  })

const remove = () =>
  host.server.database.write.transaction(async (inside) => {
    await inside('proposals').where({ id: moved }).delete()
    await announce(inside, { layer: 'proposals', ids: [moved] })
  })

/** The map with the tile in its middle at rest, watched; with the tiles that it asked for. */
async function open(): Promise<{ page: Page; shown: string[] }> {
  const page = await host.blank()
  const shown = keepTiles(page)
  const [lon, lat] = mercatorToLonLat(...inTile(0.5, 0.5))
  await page.goto(`${host.server.url}/?map=15/${lat}/${lon}&layers=proposals&year=2025`)
  await page.locator('pu-map canvas').first().waitFor()
  await untilAtRest(page)
  await watchFrames(page, [before, after, neighbour, ground])
  await expect.poll(() => lastSeen(page), patience).toBe('101')
  return { page, shown }
}

interface Change {
  layer: string
  tiles: string[]
  deepest: number
}

/** Listens to /api/changes as any viewer may; resolves once it is heard there, with the next change of proposals. */
async function listen(): Promise<{ change: Promise<Change> }> {
  const leave = new AbortController()
  const answer = await host.server.get('/api/changes', { signal: leave.signal })
  const read = async () => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of answer.body!) {
      text += decoder.decode(chunk, { stream: true })
      for (const [, data = ''] of text.matchAll(/^data: (.*)\n\n/gm)) {
        const change = JSON.parse(data) as Change
        if (change.layer === 'proposals') return change
      }
    }
    throw new Error('the stream ended')
  }
  return { change: read().finally(() => leave.abort()) }
}

/** Whether a change touched a tile: it names it or, at its deepest zoom, what the tile lies under. */
function touches({ tiles, deepest }: Change, key: string): boolean {
  let [z = 0, x = 0, y = 0] = key.split('/').map(Number)
  for (; z > deepest; z--) [x, y] = [x >> 1, y >> 1]
  return tiles.includes(`${z}/${x}/${y}`)
}

function keepTiles(page: Page): string[] {
  const kept: string[] = []
  page.on('request', (request) => {
    const key = /\/tiles\/proposals\/(\d+\/\d+\/\d+)\.mvt/.exec(request.url())?.[1]
    if (key) kept.push(key)
  })
  return kept
}

const differs = (a: Frame[number], b: Frame[number]) =>
  Math.max(...[0, 1, 2, 3].map((channel) => Math.abs(a[channel]! - b[channel]!))) > 20

/** What frames show, as text: `1` where a symbol is, `0` where the ground is seen: before, after, neighbour. */
const seen = (frames: readonly Frame[]): string[] =>
  frames.map((frame) => [0, 1, 2].map((i) => (differs(frame[i]!, frame[3]!) ? 1 : 0)).join(''))

const lastSeen = async (page: Page) => seen((await framesOf(page)).slice(-1))[0]

describe('an edit, in a viewer that is open', () => {
  it('makes it ask for those tiles that /api/changes told and that are in sight, and for no others', async () => {
    const { page, shown } = await open()
    const inSight = new Set(shown)
    const asked = keepTiles(page)
    const { change } = await listen()
    await move(after)
    const reported = await change
    const expected = [...inSight].filter((key) => touches(reported, key)).sort()
    expect(expected).toContain(tileKey(tile))
    expect(expected.length).toBeLessThan(inSight.size)
    expect(reported.tiles.length).toBeGreaterThan(expected.length)
    await expect.poll(() => lastSeen(page), patience).toBe('011')
    expect([...asked].sort()).toEqual(expected)
  })

  it('is seen at the old place and the new, and nothing is blank in between', async () => {
    const { page } = await open()
    const start = (await framesOf(page)).length - 1
    await move(after)
    await expect.poll(() => lastSeen(page), patience).toBe('011')
    const turn = (await framesOf(page)).length - 1
    await remove()
    await expect.poll(() => lastSeen(page), patience).toBe('001')
    const frames = (await framesOf(page)).slice(start)
    const moving = seen(frames.slice(0, turn - start + 1))
    const going = seen(frames.slice(turn - start))
    // One swap each: never at neither place or both, never without the proposal beside it.
    expect(withoutRepeats(moving)).toEqual(['101', '011'])
    expect(withoutRepeats(going)).toEqual(['011', '001'])
    const [, , , land] = frames[0]!
    for (const [, , , now] of frames) expect(now).toEqual(land)
    expect(land![3]).toBe(255)
  })
})

function withoutRepeats(texts: readonly string[]): string[] {
  return texts.filter((text, i) => text !== texts[i - 1])
}

it('gives the legend of densities its new figures', async () => {
  const page = await host.blank()
  const [lon, lat] = mercatorToLonLat(...before)
  await page.goto(`${host.server.url}/?map=15/${lat}/${lon}&layers=proposals&year=2025&mode=heat`)
  const densest = page.locator('pu-heat-legend .figures span:nth-child(3)')
  const former = await densest.textContent()
  const ids: number[] = []
  for (const name of ['satu', 'dua', 'tiga', 'empat']) ids.push(await insert(`HIDUP-${name}`, before))
  await tell(ids)
  await expect.poll(() => densest.textContent(), patience).not.toBe(former)
})
