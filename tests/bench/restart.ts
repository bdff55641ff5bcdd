import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allocatorEnvironment, readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { freePort } from '../support/free-port.ts'
import type { BenchContext } from './bench-context.ts'
import { makeBenchPackage } from './data/make-package.ts'
import { memoryOf, type ProcessMemory } from './process-memory.ts'
import { atMost, type Result, reported } from './report.ts'
import { statisticsDone } from './statistics-done.ts'

interface Start {
  healthSeconds: number
  tileSeconds: number
  readySeconds: number
  /** When all is loaded, and at rest some seconds later. */
  memory: ProcessMemory
  settled: ProcessMemory
}

type Store = Record<string, string>

const root = fileURLToPath(new URL('../..', import.meta.url))
const between = 20
const givenUpMs = 600_000
const settleMs = 10_000

/** A store that is there already: imports of 200,000 proposals into the embedded engine take minutes. */
const givenEmbedded = process.env.BENCH_EMBEDDED_STORE

async function untilOk(url: string, child: ChildProcess): Promise<void> {
  const late = performance.now() + givenUpMs
  while (performance.now() < late && child.exitCode === null) {
    const status = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  throw new Error(`${url} did not answer`)
}

/** Runs what `npm start` runs, and ends it in order. */
async function start(store: Store, work: (url: string) => Promise<void> = async () => {}): Promise<Start> {
  const port = await freePort()
  const given = { PATH: process.env.PATH ?? '', PORT: String(port), LOG_LEVEL: 'error', DEMO: 'no', ...store }
  const env = allocatorEnvironment(given) ?? given
  const began = performance.now()
  const child = spawn(process.execPath, ['server/programs/main.ts'], { cwd: root, env, stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const seconds = (path: string) =>
    untilOk(`${url}${path}`, child).then(() => (performance.now() - began) / 1000)
  try {
    const [healthSeconds, tileSeconds, readySeconds] = await Promise.all([
      seconds('/healthz'),
      seconds('/tiles/proposals/0/0/0.mvt'),
      seconds('/readyz'),
    ])
    const memory = memoryOf(child.pid ?? 0)
    await work(url)
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    return { healthSeconds, tileSeconds, readySeconds, memory, settled: memoryOf(child.pid ?? 0) }
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await ended
    }
  }
}

const megabytes = (bytes: number) => bytes / 1024 ** 2

/** A start that reads everything and computes the statistics, whose layers then are there too; then one after it. */
async function restartOf(name: string, store: Store): Promise<Result[]> {
  const first = await start(store, statisticsDone)
  // Layers of statistics are kept from the first start that finds them.
  await start({ ...store, STATISTICS_MINUTES: '0' })
  const later = await start({ ...store, STATISTICS_MINUTES: '0' })
  const { settled } = later
  const note = `before it was kept: ${first.tileSeconds.toFixed(1)} s to the tile, ${first.readySeconds.toFixed(1)} s to all, peak ${megabytes(first.memory.peakBytes).toFixed(0)} MB`
  const peak = `${megabytes(settled.peakBytes).toFixed(0)} MB`
  const resident = megabytes(settled.bytes)
  return [
    atMost(`Restart of a province, ${name}: /healthz`, [2, 's'], later.healthSeconds, ''),
    atMost('The same: first tile', [3, 's'], later.tileSeconds, note),
    atMost('The same: all ready', [10, 's'], later.readySeconds, ''),
    name === 'embedded'
      ? atMost('The same: resident at rest', [1229, 'MB'], resident, `peak ${peak}`)
      : reported('The same: resident at rest', `${resident.toFixed(0)} MB`, `peak ${peak}`),
  ]
}

async function makeEmbedded(folder: string, say: (text: string) => void): Promise<string> {
  if (givenEmbedded) return givenEmbedded
  say('  200,000 proposals into the embedded engine …')
  const dataDir = join(folder, 'restart-embedded')
  const { manifestPath } = await makeBenchPackage(
    join(folder, 'package'),
    findCapabilities().data ?? '',
    200_000,
  )
  const database = await openDatabase(readConfig({ DATA_DIR: dataDir }), makeLog('error'))
  await runImport(database, manifestPath, { signal: new AbortController().signal, onProgress: () => {} })
  await database.close()
  return dataDir
}

/** 8,494 villages and 200,000 proposals, on both engines. */
export async function restart({ url, folder, say }: BenchContext): Promise<Result[]> {
  const postgis = { DATABASE_URL: url, DATA_DIR: join(folder, 'restart-postgis') }
  const results = await restartOf('PostGIS', postgis)
  const dataDir = await makeEmbedded(folder, say)
  return [...results, ...(await restartOf('embedded', { DATA_DIR: dataDir }))]
}
