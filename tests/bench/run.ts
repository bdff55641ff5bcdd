import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { terminalProgress } from '../../server/programs/terminal-progress.ts'
import { findCapabilities } from '../support/capabilities.ts'
import type { BenchContext, StoreContext } from './bench-context.ts'
import { bigImport } from './big-import.ts'
import { cachedTile } from './cached-tile.ts'
import { coldPoints } from './cold-points.ts'
import { coldPolygons } from './cold-polygons.ts'
import { makeBenchPackage } from './data/make-package.ts'
import { decisions } from './decisions.ts'
import { editStorm } from './edit-storm.ts'
import { embeddedStore } from './embedded-store.ts'
import { firstStart } from './first-start.ts'
import { getMap } from './get-map.ts'
import { longWork } from './long-work.ts'
import { million } from './million.ts'
import { otherViewer } from './other-viewer.ts'
import { portfolios } from './portfolios.ts'
import { rank, rankInMemory } from './rank.ts'
import { redraw } from './redraw.ts'
import { describeSetting, formatTable, leftOut, type Result } from './report.ts'
import { restart } from './restart.ts'
import { search } from './search.ts'
import { hasPostgis, type PostgisCluster, startPostgis } from './start-postgis.ts'
import { tableScroll } from './table-scroll.ts'
import { weightDrag } from './weight-drag.ts'
import { zones } from './zones.ts'

const parts: Record<string, (context: BenchContext) => Promise<Result[]>> = {
  cold: coldPoints,
  polygons: coldPolygons,
  getmap: getMap,
  cached: cachedTile,
  edits: editStorm,
  viewer: otherViewer,
  redraw,
  rank,
  drag: weightDrag,
  table: tableScroll,
  zones,
  portfolios,
  long: longWork,
  import: bigImport,
  million,
  search,
  decisions,
  start: firstStart,
  restart,
}

/** Those that say something without PostGIS, of the demo district in the embedded engine. */
const embeddedParts: Record<string, (context: StoreContext) => Promise<Result[]>> = {
  cached: cachedTile,
  edits: editStorm,
  rank: rankInMemory,
  drag: weightDrag,
  table: tableScroll,
  zones,
  start: firstStart,
}

const needsPostgis = 'needs PostGIS, which is not here (Debian: apt-get install postgresql-17-postgis-3)'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function importPackage(url: string, folder: string, manifestPath: string): Promise<string> {
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder })
  const database = await openDatabase(config, makeLog('error'))
  const progress = terminalProgress(process.stderr)
  await runImport(database, manifestPath, {
    signal: new AbortController().signal,
    onProgress: ({ step, share }) => progress.show(step, share),
  })
  progress.end()
  const { versions } = database
  await database.close()
  return versions
}

async function makeContext(
  cluster: PostgisCluster,
  folder: string,
): Promise<{ context: BenchContext; versions: string; real: boolean }> {
  const data = findCapabilities().data ?? ''
  say('Making villages and 200,000 proposals, and importing them …')
  const { manifestPath, real } = await makeBenchPackage(join(folder, 'package'), data, 200_000)
  const url = await cluster.database('bench')
  const versions = await importPackage(url, folder, manifestPath)
  const bigManifest = async () =>
    (await makeBenchPackage(join(folder, 'million'), data, 1_000_000)).manifestPath
  const store = {
    serve: { databaseUrl: url, folder },
    query: (sql: string) => cluster.query(url, sql),
  }
  return { context: { store, cluster, folder, url, bigManifest, say }, versions, real }
}

/** npm run bench [-- PART …]: section 9's bars for tiles, as ratios on this machine. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true })
  const unknown = positionals.filter((name) => !(name in parts))
  if (unknown.length > 0) {
    say(`Unknown: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'petausul-bench-'))
  // PostgreSQL and MapServer run as other users.
  chmodSync(folder, 0o755)
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')
  const wanted = Object.keys(parts).filter((name) => positionals.length === 0 || positionals.includes(name))
  try {
    const { results, setting } = await (hasPostgis() ? runOnPostgis : runEmbedded)(folder, wanted)
    say(`\n${describeSetting([...setting, `load before: ${load}`])}\n`)
    say(formatTable(results))
    return results.some(({ met }) => met === false) ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface BenchRun {
  results: Result[]
  setting: string[]
}

async function runOnPostgis(folder: string, wanted: readonly string[]): Promise<BenchRun> {
  const cluster = await startPostgis(join(folder, 'postgis'))
  try {
    const { context, versions, real } = await makeContext(cluster, folder)
    const results: Result[] = []
    for (const name of wanted) {
      say(`${name} …`)
      results.push(...(await parts[name]!(context).catch((error: unknown) => failed(name, error))))
    }
    return { results, setting: [versions, real ? 'villages of Jawa Timur' : 'synthetic villages'] }
  } finally {
    await cluster.stop()
  }
}

async function runEmbedded(folder: string, wanted: readonly string[]): Promise<BenchRun> {
  say('No PostGIS here: the parts that do without it, over the demo district in the embedded engine …')
  const { store, versions } = await embeddedStore(folder)
  const results: Result[] = []
  for (const name of wanted) {
    const part = embeddedParts[name]
    if (!part) {
      results.push(leftOut(`Part ${name}`, '', needsPostgis))
      continue
    }
    say(`${name} …`)
    results.push(...(await part({ store, folder, say }).catch((error: unknown) => failed(name, error))))
  }
  return { results, setting: [versions, 'demo district'] }
}

/** One part that fails does not take the others' figures along; its row counts as a bar that was missed. */
function failed(name: string, error: unknown): Result[] {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return [
    { what: `Part ${name}`, bar: 'a figure', reached: 'failed', met: false, note: 'its error stands above' },
  ]
}

process.exitCode = await main()
