import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lonLatToTile, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { TEST_READER } from '../support/store-template.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { type Page, readJson } from './answers.ts'

interface Reported {
  layer: string
  version: number
  tiles: string[]
  deepest: number
}

/** Where nothing of the fixture is, so that its tile changes and those of others do not. */
const places = [
  { lon: 111.2612, lat: -2.1312 },
  { lon: 111.0312, lat: -2.0312 },
]
const deep = 14

/** An open viewer: what it is notified of a layer, in order. */
async function openViewer(server: TestServer) {
  const leave = new AbortController()
  const stream = await server.get('/api/changes', { signal: leave.signal })
  const chunks = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    /** The next change of the layer that names the tile. */
    async untilReported(layer: string, tile: string): Promise<Reported> {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end < 0) {
          const { value, done } = await chunks.read()
          if (done) throw new Error(`the stream ended before ${layer} ${tile}`)
          text += value
          continue
        }
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1]
        text = text.slice(end + 2)
        const reported = JSON.parse(data ?? '{}') as Reported
        if (reported.layer === layer && reported.tiles?.includes(tile)) return reported
      }
    },
    leave: () => leave.abort(),
  }
}

describe.skipIf(engine !== 'postgis')('two servers on one database', () => {
  let store: TestStore
  let servers: TestServer[]

  beforeAll(async () => {
    store = await openStore('district')
    servers = []
    for (let i = 0; i < 2; i++) {
      const database = await openPostgis({
        url: store.url!,
        pool: 4,
        log: makeLog('silent'),
        readRole: TEST_READER,
      })
      servers.push(await startTestServer({ database }))
    }
  })
  afterAll(async () => {
    for (const server of servers) await server.close()
    await store.close()
  })

  const pathOf = (tile: TileAddress, layer = 'proposals', query = '') =>
    `/tiles/${layer}/${tileKey(tile)}.mvt${query}`
  const etagAt = async (server: TestServer, path: string) =>
    (await server.get(path)).headers.get('etag') ?? ''
  const askAgain = (server: TestServer, path: string, etag: string) =>
    server.get(path, { headers: { 'If-None-Match': etag } })

  async function codesIn(response: Response): Promise<unknown[]> {
    return decodeTile(new Uint8Array(await response.arrayBuffer())).map(({ properties }) => properties.code)
  }

  /** Deep tiles of stored proposals with features in them that lie in none of the new ones. */
  async function tilesElsewhere(server: TestServer): Promise<TileAddress[]> {
    const { items } = await readJson<Page>(await server.get('/api/proposals'))
    const taken = places.map(({ lon, lat }) => tileKey(lonLatToTile(lon, lat, deep)))
    const tiles = items.flatMap(({ point }) => (point ? [lonLatToTile(...point, deep)] : []))
    return tiles.filter((tile) => !taken.includes(tileKey(tile)))
  }

  it.each([
    ['the first', 0],
    ['the second', 1],
  ])('tell each other what was written to %s, and keep the versions of all else', async (_, at) => {
    const [written, other] = [servers[at]!, servers[1 - at]!]
    const place = places[at]!
    const tile = lonLatToTile(place.lon, place.lat, deep)
    const deepPaths = ['', '?year=2026', '?q=talud'].map((query) => pathOf(tile, 'proposals', query))
    const changing = [...deepPaths, pathOf({ z: 0, x: 0, y: 0 })]
    const elsewhere = await tilesElsewhere(other)
    expect(elsewhere.length).toBeGreaterThan(3)
    const staying = [...elsewhere.map((one) => pathOf(one)), pathOf(tile, 'areas-village')]
    const before = new Map<string, string>()
    for (const path of [...changing, ...staying]) before.set(path, await etagAt(other, path))
    for (const path of staying) expect((await other.get(path)).status, path).toBe(200)

    const viewers = await Promise.all([written, other].map(openViewer))
    const body = JSON.stringify({ title: 'Perbaikan talud sungai', year: 2026, ...place })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await written.get('/api/proposals', { method: 'POST', body, headers })
    const { code } = await readJson<{ code: string }>(answer)
    const reported = await Promise.all(
      viewers.map((viewer) => viewer.untilReported('proposals', tileKey(tile))),
    )
    for (const viewer of viewers) viewer.leave()
    expect(reported[1]!.tiles.toSorted()).toEqual(reported[0]!.tiles.toSorted())

    for (const one of elsewhere) expect(reported[1]!.tiles).not.toContain(tileKey(one))

    for (const path of changing) {
      const again = await askAgain(other, path, before.get(path)!)
      expect(again.status, path).toBe(200)
      expect(again.headers.get('etag'), path).not.toBe(before.get(path))
      if (deepPaths.includes(path)) expect(await codesIn(again), path).toContain(code)
    }
    for (const path of staying)
      expect((await askAgain(other, path, before.get(path)!)).status, path).toBe(304)
  })
})
