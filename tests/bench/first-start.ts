import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/free-port.ts'
import type { StoreContext } from './bench-context.ts'
import { atMost, median, type Result } from './report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const laterStarts = 3
const givenUpMs = 300_000
const between = 25

/** Runs what `npm start` runs; resolves with the seconds from its begin to the first tile, and ends it in order. */
async function secondsToFirstTile(dataDir: string): Promise<number> {
  const port = await freePort()
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' }
  const began = performance.now()
  const child = spawn(process.execPath, ['server/programs/main.ts'], { cwd: root, env, stdio: 'ignore' })
  try {
    await untilTile(`http://127.0.0.1:${port}/tiles/proposals/0/0/0.mvt`, child)
    return (performance.now() - began) / 1000
  } finally {
    await end(child)
  }
}

async function untilTile(url: string, child: ChildProcess): Promise<void> {
  const late = performance.now() + givenUpMs
  while (performance.now() < late && child.exitCode === null) {
    const status = await fetch(url).then(
      async (response) => {
        const { byteLength } = await response.arrayBuffer()
        return byteLength > 0 ? response.status : 0
      },
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  throw new Error('the server gave no tile')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** An empty folder and pages that were never built, as after a download and `npm install`; then the same folder again. */
export async function firstStart({ folder, say }: StoreContext): Promise<Result[]> {
  const dataDir = join(folder, 'first-start')
  rmSync(join(root, 'client', 'dist'), { recursive: true, force: true })
  const first = await secondsToFirstTile(dataDir)
  say(`  first ${first.toFixed(1)} s`)
  const later: number[] = []
  for (let start = 0; start < laterStarts; start++) later.push(await secondsToFirstTile(dataDir))
  say(`  later ${later.map((seconds) => seconds.toFixed(1)).join(' ')} s`)
  return [
    atMost(
      'First npm start in an empty folder, embedded, to the first tile',
      [40, 's'],
      first,
      'pages built, database made, demo district imported, layers loaded',
    ),
    atMost(
      'A later start to the first tile',
      [8, 's'],
      median(later),
      `median of ${laterStarts}; pages are those of the last build`,
    ),
  ]
}
