import { join } from 'node:path'
import { type DemoAccount, settleDemoAccounts } from '../accounts/demo-accounts.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { rebuildReadIndexes } from '../database/read-indexes.ts'
import type { OpenPort } from '../http/open-port.ts'
import { refuseOwnAddress } from '../http/routes/own-addresses.ts'
import { runImport } from '../imports/run-import.ts'
import { refreshDerived } from '../join/refresh.ts'
import type { Logger } from '../log.ts'
import { buildClientIfStale } from './build-client.ts'
import { type RunningServer, startServer } from './server.ts'

export interface BringUpOptions {
  config: Config
  log: Logger
  port: OpenPort
  opening: Promise<Database>
  /** Prints a line for the person who started the program. */
  say(text: string): void
  onProgress(step: string, share: number): void
}

export interface BroughtUp {
  server: RunningServer
  versions: string
  /** Accounts for trying roles that were made at this start; their passwords are shown once. */
  demoAccounts: readonly DemoAccount[]
}

/** Opens the database, fills an empty one, and starts the server on a port that is open already. */
export async function bringUp({
  config,
  log,
  port,
  opening,
  say,
  onProgress,
}: BringUpOptions): Promise<BroughtUp> {
  if (config.publicUrl) refuseOwnAddress(config.publicUrl)
  const built = buildClientIfStale(() => say('Membangun halaman …'))
  built.catch(() => {})
  say(config.databaseUrl ? 'Menyambung ke PostGIS …' : `Membuka basis data tertanam di ${config.dataDir} …`)
  const database = await opening
  await loadDemoIfEmpty(config, database, { say, onProgress })
  const demoAccounts = await settleDemoAccounts(database.write, config)
  const clientFolder = await built
  const onLayer = (layer: string, share: number) => onProgress(`menyiapkan ${layer}`, share)
  const server = await startServer({ config, database, clientFolder, log, port, onProgress: onLayer })
  return { server, versions: database.versions, demoAccounts }
}

/** Fills an empty store, and goes on where an interrupted first start left it. */
async function loadDemoIfEmpty(
  config: Config,
  database: Database,
  { say, onProgress }: Pick<BringUpOptions, 'say' | 'onProgress'>,
): Promise<void> {
  const options = {
    signal: new AbortController().signal,
    smallCell: config.smallCell,
    onProgress: ({ step, share }: { step: string; share: number }) => onProgress(step, share),
  }
  const packages = await database
    .write('packages')
    .select<{ synthetic: boolean; completed_at: Date | null }[]>('synthetic', 'completed_at')
  const wanted = packages.every(({ synthetic, completed_at }) => synthetic && completed_at === null)
  if (config.demo && wanted) {
    say('Basis data kosong: memuat kabupaten contoh (data buatan) …')
    const { makeDemo } = await import('../../data/make-demo.ts')
    const { manifestPath } = await makeDemo(join(config.dataDir, 'demo'))
    await runImport(database, manifestPath, options)
    return
  }
  await refreshDerived(database, options)
  // An import that was killed may have left the indexes dropped.
  await rebuildReadIndexes(database.write)
}
