import { chromium, type Page } from 'playwright-core'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { findCapabilities } from '../support/capabilities.ts'
import type { BenchContext } from './bench-context.ts'
import { move } from './move-proposal.ts'
import { atMost, leftOut, quantile, type Result, reported } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'

const WHAT = 'One proposal moved: time until another viewer has redrawn it, p95'
const MOVES = 30
const ZOOM = 16
/** Some 110 metres: the proposal leaves the middle of the screen and comes back. */
const AWAY_DEGREES = 0.001
const GIVE_UP_MS = 10_000
const SETTLE_MS = 6_000
const LONGEST_STATISTICS_MS = 240_000
const CLIP = { x: 870, y: 458, width: 40, height: 40 }

/** Until the middle of the map looks unlike `before`; a picture is taken again and again. */
async function untilChanged(page: Page, before: Buffer): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < GIVE_UP_MS) {
    const now = await page.screenshot({ clip: CLIP })
    if (!now.equals(before)) return performance.now() - start
  }
  return Number.POSITIVE_INFINITY
}

async function stillPicture(page: Page): Promise<Buffer> {
  let last = await page.screenshot({ clip: CLIP })
  for (;;) {
    await page.waitForTimeout(300)
    const next = await page.screenshot({ clip: CLIP })
    if (next.equals(last)) return next
    last = next
  }
}

async function statisticsDone(url: string): Promise<void> {
  for (let waited = 0; waited < LONGEST_STATISTICS_MS; waited += 500) {
    const answer = await fetch(`${url}/api/statistics/refresh`)
    const { state } = (await answer.json()) as { state: string }
    if (state !== 'running') return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** From the write to pixels that differ in another viewer's window: Chromium with WebGL in software on the same two cores. */
export async function redraw({ url, folder, cluster }: BenchContext): Promise<Result[]> {
  const executablePath = findCapabilities().chromium
  if (!executablePath) return [leftOut(WHAT, '≤ 500 ms', 'no Chromium here')]
  const database = await openPostgis({ url, pool: 2, log: makeLog('silent') })
  const server = await runServeProcess({ databaseUrl: url, folder })
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ]
  const browser = await chromium.launch({ executablePath, args })
  const [row] = await cluster.query(
    url,
    `SELECT id, ST_X(geom) AS lon, ST_Y(geom) AS lat FROM proposals WHERE public_quality = 'point' ORDER BY row_digest LIMIT 1`,
  )
  const home: [number, number] = [Number(row?.lon), Number(row?.lat)]
  const away: [number, number] = [home[0] + AWAY_DEGREES, home[1]]
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await page.goto(`${server.url}/?map=${ZOOM}/${home[1]}/${home[0]}&layers=proposals,areas-village`)
  await page.waitForTimeout(SETTLE_MS)
  const moves = async () => {
    const times: number[] = []
    for (let n = 0; n < MOVES; n++) {
      const before = await stillPicture(page)
      const changed = untilChanged(page, before)
      await move(database.write, Number(row?.id), n % 2 === 0 ? away : home)
      times.push(await changed)
    }
    return times
  }
  // Right after a start the statistics of 8,494 villages are computed, on the cores that the browser draws with.
  const atStart = await moves()
  await statisticsDone(server.url)
  const times = await moves()
  await browser.close()
  await server.stop()
  await database.close()
  const note = `${MOVES} moves, from the write to a changed picture of the map in Chromium with WebGL in software, pictures taken one after the other; p50 ${quantile(times, 0.5).toFixed(0)} ms`
  const meanwhile = `p50 ${quantile(atStart, 0.5).toFixed(0)} ms, p95 ${quantile(atStart, 0.95).toFixed(0)} ms`
  return [
    atMost(WHAT, [500, 'ms'], quantile(times, 0.95), note),
    reported('The same right after a start, while statistics are computed', meanwhile),
  ]
}
