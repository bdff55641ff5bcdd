import type { BenchContext } from './bench-context.ts'
import { makeHttpLanes } from './http-lanes.ts'
import { atMost, type Result } from './report.ts'
import { runServeProcess } from './run-serve-process.ts'
import type { ServeMessage } from './serve-process.ts'

/** Left behind, for what is measured of a million. */
export const millionDatabase = 'bench_million'

/** Waits until the tile of the whole world stands for as many proposals as can be shown. */
async function untilTiled(url: string, least: number): Promise<void> {
  const lanes = makeHttpLanes(1)
  for (;;) {
    const { headers } = await lanes.get(`${url}/tiles/proposals/0/0/0.mvt`)
    if (Number(headers['x-features-stood-for'] ?? 0) >= least) break
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  lanes.close()
}

/** Whether an earlier part has left a whole million behind. */
export async function isImported({ cluster }: BenchContext, url: string): Promise<boolean> {
  const [table] = await cluster.query(url, `SELECT to_regclass('packages') IS NOT NULL AS known`)
  if (table?.known !== true) return false
  const [row] = await cluster.query(
    url,
    'SELECT count(*)::int AS n FROM packages WHERE completed_at IS NOT NULL',
  )
  return row?.n === 1
}

/** Imports a district with a million proposals into an empty store of a running server, up to its first tile. */
export async function bigImport({ cluster, folder, bigManifest, say }: BenchContext): Promise<Result[]> {
  const manifest = await bigManifest()
  await cluster.query(
    await cluster.database('postgres'),
    `DROP DATABASE IF EXISTS ${millionDatabase} WITH (FORCE)`,
  )
  const databaseUrl = await cluster.database(millionDatabase)
  const steps: ServeMessage[] = []
  const onStep = (message: ServeMessage) => {
    if (message.event !== 'step' || message.step === steps.at(-1)?.step) return
    steps.push(message)
    say(`  ${(message.at / 1000).toFixed(1).padStart(6)} s ${message.step}`)
  }
  const server = await runServeProcess({ databaseUrl, folder, manifest, onStep })
  const start = performance.now()
  const imported = server.until('imported')
  imported.catch(() => {})
  const joinedAt = (await imported).at
  await untilTiled(server.url, 900_000)
  const seconds = (performance.now() - start) / 1000
  const { memory, loopDelayP99Ms } = await server.figures()
  await server.stop()
  const at = (name: string) => (steps.find(({ step }) => step.startsWith(name))?.at ?? 0) / 1000
  const note = `Areas and schools ${at('proposals').toFixed(0)} s, reading proposals until ${at('selesai').toFixed(0)} s, need grid and distances until ${at('Menghubungkan').toFixed(0)} s, join and indexes until ${(joinedAt / 1000).toFixed(0)} s; first tile at ${seconds.toFixed(0)} s`
  return [
    atMost('Import, join and tile 1,000,000 proposals on PostGIS', [180, 's'], seconds, note),
    atMost(
      'The same: peak RSS of the whole server process',
      [1536, 'MB'],
      memory.peakBytes / 1024 ** 2,
      'server, tile workers and border cleaning in one process',
    ),
    atMost('Event-loop delay p99 while it imports and tiles', [50, 'ms'], loopDelayP99Ms, ''),
  ]
}
