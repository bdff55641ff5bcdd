import { takeOutProposals } from '../support/take-out-proposals.ts'
import type { BenchStore, StoreContext } from './bench-context.ts'
import { embeddedStore } from './embedded-store.ts'
import { expectOk } from './expect-ok.ts'
import { pickTiles, placesOf } from './pick-tiles.ts'
import { atMost, quantile, type Result, reported } from './report.ts'
import { runServeProcess, type ServeProcess } from './run-serve-process.ts'
import { statisticsDone } from './statistics-done.ts'
import { runStorm, type Storm } from './storm.ts'

const seconds = 15
const writesPerSecond = 50

/** What nobody waits for, meanwhile. */
type Meanwhile = 'at rest' | 'during statistics'

interface Bars {
  p50: number
  p99?: number
  tiles?: number
}

interface StormCase {
  title: string
  readers: number
  meanwhile: Meanwhile
  bars: Bars
}

/** Proposals arrive while tiles are read, on PostGIS and on the embedded engine, which has the demo district. */
export async function editStorm(context: StoreContext): Promise<Result[]> {
  const { store, folder, say } = context
  const results: Result[] = []
  const run = async (on: BenchStore, one: StormCase) => {
    say(`  ${one.title} …`)
    results.push(...(await stormOf(on, one)))
  }
  if (store.serve.databaseUrl) {
    const bars = { p50: 20, p99: 100, tiles: 600 }
    for (const meanwhile of ['at rest', 'during statistics'] as const)
      await run(store, { title: `Edit storm, PostGIS, ${meanwhile}`, readers: 4, meanwhile, bars })
    await run(store, {
      title: 'Edits alone, PostGIS',
      readers: 0,
      meanwhile: 'at rest',
      bars: { p50: 20, p99: 100 },
    })
  }
  const embedded = store.serve.databaseUrl ? (await embeddedStore(folder)).store : store
  for (const meanwhile of ['at rest', 'during statistics'] as const) {
    await run(embedded, {
      title: `Edits alone, embedded, ${meanwhile}`,
      ...{ readers: 0, meanwhile, bars: { p50: 20 } },
    })
    await run(embedded, {
      title: `Edit storm, embedded, ${meanwhile}`,
      ...{ readers: 4, meanwhile, bars: { p50: 200 } },
    })
  }
  return results
}

export async function stormOf(store: BenchStore, one: StormCase): Promise<Result[]> {
  const { readers, meanwhile } = one
  const places = await placesOf(
    store,
    `SELECT geom AS g FROM proposals WHERE location_quality = 'point' AND id % 50 = 0 ORDER BY id`,
  )
  const server = await runServeProcess(store.serve)
  const { url } = server
  const tiles = pickTiles(places, [9, 10, 11, 12, 13, 14], 50).timed
  await statisticsDone(url)
  if (meanwhile === 'during statistics') await beginStatistics(url)
  await server.watchLoop()
  const storm = await runStorm({ url, places, tiles, readers, writesPerSecond, seconds })
  const results = await tell(one, storm, server)
  await server.stop()
  await store.query(takeOutProposals(`source = 'resident' AND dataset_id IS NULL`))
  return results
}

/** All of them anew: they read, compute, store and load layers for longer than the storm lasts. */
async function beginStatistics(url: string): Promise<void> {
  await expectOk(`${url}/api/statistics/refresh`, { method: 'POST', body: JSON.stringify({ all: true }) })
}

async function tell(one: StormCase, storm: Storm, server: ServeProcess): Promise<Result[]> {
  const { title, bars, readers } = one
  const { loopDelayP99Ms, memory } = await server.figures()
  const { state } = JSON.parse(
    Buffer.from(await expectOk(`${server.url}/api/statistics/refresh`)).toString(),
  ) as { state: string }
  const { writeTimes, tileTimes, seenTimes } = storm
  const ms = (values: number[], share: number) => `${quantile(values, share).toFixed(1)} ms`
  const refused = [...storm.refused].map(([status, times]) => `${times} × ${status}`).join(', ')
  const rate = tileTimes.length / seconds
  const size = (storm.bytes / Math.max(1, tileTimes.length) / 1000).toFixed(0)
  const reading = `${readers} readers, tile p50 ${ms(tileTimes, 0.5)}, p99 ${ms(tileTimes, 0.99)}, ${size} kB`
  const note = `${(storm.written / seconds).toFixed(0)} written a second, longest ${ms(writeTimes, 1)}${refused ? `; refused ${refused}` : ''}; statistics ${state} at its end; RSS ${(memory.peakBytes / 1e6).toFixed(0)} MB`
  const p99 = quantile(writeTimes, 0.99)
  return [
    atMost(`${title}: submission p50`, [bars.p50, 'ms'], quantile(writeTimes, 0.5), note),
    bars.p99 === undefined
      ? reported(`${title}: submission p99`, `${p99.toFixed(0)} ms`)
      : atMost(`${title}: submission p99`, [bars.p99, 'ms'], p99, ''),
    ...(readers > 0 ? [rateResult(title, rate, { bar: bars.tiles, reading })] : []),
    atMost(`${title}: event-loop delay p99`, [20, 'ms'], loopDelayP99Ms, 'resolution 5 ms'),
    atMost(
      `${title}: a change seen by another viewer, p95`,
      [500, 'ms'],
      quantile(seenTimes, 0.95),
      `${seenTimes.length} times, from the submission to the tile that holds it, told by SSE; p50 ${ms(seenTimes, 0.5)}`,
    ),
  ]
}

function rateResult(
  title: string,
  rate: number,
  { bar, reading }: { bar: number | undefined; reading: string },
): Result {
  const reached = `${rate.toFixed(0)}/s`
  const what = `${title}: tiles a second`
  if (bar === undefined) return reported(what, reached, reading)
  return { what, bar: `≥ ${bar}/s`, reached, met: rate >= bar, note: reading }
}
