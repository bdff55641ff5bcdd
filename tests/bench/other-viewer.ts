import { lonLatToTile, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import type { BenchContext } from './bench-context.ts'
import { followEvents } from './follow-events.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { move } from './move-proposal.ts'
import { atMost, quantile, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const moves = 100

interface Change {
  layer: string
  tiles: string[]
  deepest: number
}

/** Changes as a browser's EventSource gets them; `next` waits for one of the layer. */
function followChanges(url: string) {
  let onChange: (change: Change) => void = () => {}
  const { close } = followEvents<Change>(url, (change) => onChange(change))
  return {
    next: () =>
      new Promise<Change>((resolve) => {
        onChange = (change) => change.layer === 'proposals' && resolve(change)
      }),
    close,
  }
}

/** The tiles of a screen of 5 × 4 around a place. */
function screen([lon, lat]: [number, number]): TileAddress[] {
  const { z, x, y } = lonLatToTile(lon, lat, 13)
  return Array.from({ length: 20 }, (_, i) => ({ z, x: x - 2 + (i % 5), y: y - 2 + Math.floor(i / 5) }))
}

function isChanged({ z, x, y }: TileAddress, listed: ReadonlySet<string>, deepest: number): boolean {
  const up = Math.max(0, z - deepest)
  return listed.has(tileKey({ z: z - up, x: x >> up, y: y >> up }))
}

/** How long after a move began another viewer holds the new tiles of what is on its screen. */
export async function otherViewer({ url, folder, cluster }: BenchContext): Promise<Result[]> {
  const database = await openPostgis({ url, pool: 2, log: makeLog('silent') })
  const server = await runServeProcess({ databaseUrl: url, folder })
  const changes = followChanges(server.url)
  const lanes = makeHttpLanes(6)
  const rows = await cluster.query(
    url,
    `SELECT id, ST_X(geom) AS lon, ST_Y(geom) AS lat FROM proposals WHERE public_quality = 'point' ORDER BY row_digest LIMIT ${moves}`,
  )
  const times: number[] = []
  let refetched = 0
  for (const { id, lon, lat } of rows) {
    const from: [number, number] = [Number(lon), Number(lat)]
    const onScreen = screen(from)
    const fetchAll = (tiles: readonly TileAddress[]) =>
      Promise.all(
        tiles.map(({ z, x, y }) =>
          lanes.get(`${server.url}/tiles/proposals/${z}/${x}/${y}.mvt`, { 'accept-encoding': 'gzip' }),
        ),
      )
    await fetchAll(onScreen)
    const next = changes.next()
    const start = performance.now()
    await move(database.write, Number(id), [from[0] + 0.01, from[1] + 0.004])
    const { tiles, deepest } = await next
    const listed = new Set(tiles)
    const stale = onScreen.filter((tile) => isChanged(tile, listed, deepest))
    await fetchAll(stale)
    times.push(performance.now() - start)
    refetched += stale.length
  }
  changes.close()
  lanes.close()
  await server.stop()
  await database.close()
  const note = `${moves} moves: transaction, NOTIFY, SSE and refetching of ${(refetched / moves).toFixed(1)} changed tiles on a screen of 20; p50 ${quantile(times, 0.5).toFixed(0)} ms; drawing in the browser not counted`
  return [
    atMost(
      'One proposal moved: time until another viewer has the changed tiles, p95',
      [500, 'ms'],
      quantile(times, 0.95),
      note,
    ),
  ]
}
