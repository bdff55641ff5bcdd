import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import type { Database } from '../../server/database/database.ts'
import { type Logger, makeLog } from '../../server/log.ts'
import { startServer } from '../../server/wiring/server.ts'
import { keepOfficeToken, OFFICE } from './office-token.ts'
import { openStore } from './open-store.ts'
import { asServer } from './runner/statements.ts'
import { PASSWORD, type Template } from './store-template.ts'

export { OFFICE, PASSWORD }

export interface TestServer {
  url: string
  database: Database
  get(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export interface TestServerOptions {
  template?: Template
  database?: Database
  clientFolder?: string
  settings?: Record<string, string>
  log?: Logger
  onProgress?: (step: string, share: number) => void
  /** Stands before the store's own reading: to hold it, say. */
  read?: (read: Database['read']) => Database['read']
  /** Does not wait until layers are loaded. */
  early?: boolean
}

/** A whole server on a free port with a store of its own, as main.ts starts it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-test-'))
  const store = options.database ? undefined : await openStore(options.template)
  const given = options.database ?? store?.database
  if (!given) throw new Error('no store')
  const database = options.read ? { ...given, read: options.read(given.read) } : given
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    ADMIN_PASSWORD: PASSWORD,
    TILE_WORKERS: '1',
    LOG_LEVEL: 'silent',
    SUBMISSIONS_PER_HOUR: '10000',
    DRAIN_SECONDS: '0',
    // Only when a test asks for them.
    STATISTICS_MINUTES: '0',
    WARM_WRITES: 'no',
    ...options.settings,
  })
  const server = await asServer(() =>
    startServer({
      config,
      database: store ? { ...database, close: () => store.close() } : database,
      clientFolder: options.clientFolder ?? folder,
      log: options.log ?? makeLog(config.logLevel),
      onProgress: options.onProgress ?? (() => {}),
    }),
  )
  await keepOfficeToken(given.write)
  if (!options.early) await server.ready
  return {
    url: server.url,
    database,
    get: (path, init) => fetch(server.url + path, init),
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
