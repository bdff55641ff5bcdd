import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildClientIfStale } from './build-client.ts'
import { type Config, ConfigFault, readConfig } from './config.ts'
import { type Database, DatabaseUnusable } from './database/database.ts'
import { openDatabase } from './database/open-database.ts'
import { rebuildReadIndexes } from './database/read-indexes.ts'
import { runImport } from './imports/run-import.ts'
import { refreshDerived } from './join/refresh.ts'
import { type Logger, makeLog } from './log.ts'
import { startServer } from './server.ts'
import { terminalProgress } from './terminal-progress.ts'

const out = (text: string) => process.stdout.write(`${text}\n`)

async function open(): Promise<void> {
  const began = performance.now()
  const config = readConfig()
  const log = makeLog(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true })
  const built = buildClientIfStale(() => out('Membangun halaman …'))
  built.catch(() => {})
  out(config.databaseUrl ? 'Menyambung ke PostGIS …' : `Membuka basis data tertanam di ${config.dataDir} …`)
  const database = await openDatabase(config, log)
  const progress = terminalProgress(process.stderr)
  await loadDemoIfEmpty(config, database, progress.show)
  const clientFolder = await built
  const server = await startServer({
    config,
    database,
    clientFolder,
    log,
    onProgress: (step, share) => (share < 1 ? progress.show(`menyiapkan ${step}`, share) : progress.end()),
  })
  progress.end()
  if (server.newPassword) {
    out(`\nSandi administrator (hanya ditampilkan sekali): ${server.newPassword}`)
    out('Ganti dengan: npm run admin -- password')
  }
  out(`\nPetaUsul siap dalam ${((performance.now() - began) / 1000).toFixed(1)} s (${database.versions})`)
  out(`  ${server.url}\n`)
  closeOnSignal(server.close, log)
}

/** Fills an empty store, and goes on where an interrupted first start left it. */
async function loadDemoIfEmpty(
  config: Config,
  database: Database,
  show: (step: string, share: number) => void,
): Promise<void> {
  const options = {
    signal: new AbortController().signal,
    smallCell: config.smallCell,
    onProgress: ({ step, share }: { step: string; share: number }) => show(step, share),
  }
  const packages = await database
    .write('packages')
    .select<{ synthetic: boolean; completed_at: Date | null }[]>('synthetic', 'completed_at')
  const wanted = packages.every(({ synthetic, completed_at }) => synthetic && completed_at === null)
  if (config.demo && wanted) {
    out('Basis data kosong: memuat kabupaten contoh (data buatan) …')
    const { makeDemo } = await import('../data/make-demo.ts')
    const { manifestPath } = await makeDemo(join(config.dataDir, 'demo'))
    await runImport(database, manifestPath, options)
    return
  }
  await refreshDerived(database, options)
  // An import that was killed may have left them aside.
  await rebuildReadIndexes(database.write)
}

/** The first signal closes in order; a second one does not wait. */
function closeOnSignal(close: () => Promise<void>, log: Logger): void {
  let closing = false
  const onSignal = () => {
    if (closing) process.exit(1)
    closing = true
    out('Menutup …')
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

/** Starts the server; a setting that is not understood, or a port in use, ends the process with a word instead of a trace. */
export async function start(): Promise<void> {
  try {
    await open()
  } catch (error) {
    const expected = error instanceof ConfigFault || error instanceof DatabaseUnusable
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    if (inUse) process.stderr.write('The port is in use by another program; set PORT to a free one.\n')
    else process.stderr.write(`${expected ? (error as Error).message : (error as Error).stack}\n`)
    process.exit(1)
  }
}
