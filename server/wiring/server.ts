import { ensureAdministrator } from '../accounts/administrator.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { type OpenPort, openPort } from '../http/open-port.ts'
import { failAbandoned } from '../imports/import-store.ts'
import { forgetOldChanges } from '../layers/layer-content.ts'
import type { Logger } from '../log.ts'
import { failAbandonedPortfolios } from '../portfolios/portfolio-store.ts'
import { followStore } from './follow-store.ts'
import { listen } from './listen.ts'
import { loadLayers } from './load-layers.ts'
import { closeServices, makeServices, type WiredServices } from './make-services.ts'

export interface ServerOptions {
  config: Config
  database: Database
  clientFolder: string
  log: Logger
  onProgress(step: string, share: number): void
  /** A port that is open already; without it one is opened. */
  port?: OpenPort
}

export interface RunningServer {
  url: string
  /** The administrator's password if it was made up at this start; shown once. */
  newPassword: string | undefined
  /** Resolves when every layer is loaded, with false when it was closed before; rejects when one cannot be loaded. */
  ready: Promise<boolean>
  close(): Promise<void>
}

/** Time limit of the shutdown in ms, from the signal; work that takes longer is cut. */
const CLOSE_GRACE_MS = 8_000

/**
 * Listens, and loads the layers while it answers what needs none of them. Closing finishes running requests, ends
 * streams and jobs, and closes the database.
 */
export async function startServer({ onProgress, ...options }: ServerOptions): Promise<RunningServer> {
  const { config, database } = options
  const newPassword = await endWhatWasLeft(database, config)
  const port = options.port ?? (await openPort(config))
  const services = await makeServices({ ...options, publicUrl: config.publicUrl ?? port.url })
  await prepare(services)
  listen(services, port)
  const stop = new AbortController()
  const ready = loadLayers(services, { onProgress, signal: stop.signal })
  ready.catch(() => {})
  return {
    url: services.publicUrl,
    newPassword,
    ready,
    async close() {
      services.readiness.ready = false
      stop.abort()
      services.engine.refuseWaiting()
      await port.server.drain({ announceMs: config.drainMs, graceMs: CLOSE_GRACE_MS }, () =>
        services.viewers.close(),
      )
      await ready.catch(() => {})
      await closeServices(services)
      await database.close()
    },
  }
}

/** Jobs of a server that was killed have failed; the first start makes the administrator and returns the password. */
async function endWhatWasLeft({ write }: Database, config: Config): Promise<string | undefined> {
  await failAbandoned(write)
  await failAbandonedPortfolios(write)
  const newPassword = await ensureAdministrator(write, config.adminPassword)
  await forgetOldChanges(write)
  return newPassword
}

/** From now on requests for a layer wait until it is loaded, and no change is missed. */
async function prepare(services: WiredServices): Promise<void> {
  await services.loader.expectAll()
  services.readiness.layers = services.engine.expected.length
  await Promise.all([services.scratch.clean(), services.uploads.clean()])
  await followStore(services)
}
