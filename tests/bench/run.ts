import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { terminalProgress } from '../../server/terminal-progress.ts'
import { findCapabilities } from '../support/capabilities.ts'
import type { BenchContext } from './bench-context.ts'
import { bigImport } from './big-import.ts'
import { cachedTile } from './cached-tile.ts'
import { coldPoints } from './cold-points.ts'
import { coldPolygons } from './cold-polygons.ts'
import { makeBenchPackage } from './data/make-package.ts'
import { editStorm } from './edit-storm.ts'
import { getMap } from './get-map.ts'
import { longWork } from './long-work.ts'
import { otherViewer } from './other-viewer.ts'
import { portfolios } from './portfolios.ts'
import { rank } from './rank.ts'
import { redraw } from './redraw.ts'
import { describeSetting, formatTable, type Result } from './report.ts'
import { hasPostgis, type PostgisCluster, startPostgis } from './start-postgis.ts'
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
  zones,
  portfolios,
  long: longWork,
  import: bigImport,
}

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
  return { context: { cluster, folder, url, bigManifest, say }, versions, real }
}

/** npm run bench [-- PART …]: section 9's bars for tiles, as ratios on this machine. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true })
  const unknown = positionals.filter((name) => !(name in parts))
  if (unknown.length > 0 || !hasPostgis()) {
    say(
      unknown.length > 0
        ? `Unknown: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`
        : 'PostGIS is needed: Debian: apt-get install postgresql-17-postgis-3',
    )
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'petausul-bench-'))
  // PostgreSQL and MapServer run as other users.
  chmodSync(folder, 0o755)
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')
  const results: Result[] = []
  let cluster: PostgisCluster | undefined
  try {
    cluster = await startPostgis(join(folder, 'postgis'))
    const { context, versions, real } = await makeContext(cluster, folder)
    for (const [name, part] of Object.entries(parts)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue
      say(`${name} …`)
      results.push(...(await part(context).catch((error: unknown) => failed(name, error))))
    }
    say(
      `\n${describeSetting([versions, real ? 'villages of Jawa Timur' : 'synthetic villages', `load before: ${load}`])}\n`,
    )
    say(formatTable(results))
  } finally {
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return results.some(({ met }) => met === false) ? 1 : 0
}

/** One part that fails does not take the others' figures along; its row counts as a bar that was missed. */
function failed(name: string, error: unknown): Result[] {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return [
    { what: `Part ${name}`, bar: 'a figure', reached: 'failed', met: false, note: 'its error stands above' },
  ]
}

process.exitCode = await main()
