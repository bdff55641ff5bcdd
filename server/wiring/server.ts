import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { viewerProperties } from '../../core/style/viewer-properties.ts'
import { ensureAdministrator } from '../accounts/administrator.ts'
import { makeApp } from '../http/app.ts'
import { ArchiveJobs } from '../archives/archive-jobs.ts'
import { followChanges } from '../changes/change-feed.ts'
import { StoreVersion } from '../changes/store-version.ts'
import { Viewers } from '../http/viewers.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { drawPictures } from './draw-pictures.ts'
import { findRowsByText } from './find-rows-by-text.ts'
import { ClientShares, type ShareLimits } from '../http/client-shares.ts'
import { type OpenPort, openPort } from '../http/open-port.ts'
import { ProxyWatch } from '../http/proxy-watch.ts'
import { makeIsOffice } from '../http/viewer-of.ts'
import { failAbandoned } from '../imports/import-store.ts'
import { makeImportJobs } from '../imports/run-import.ts'
import { joinProposals } from '../join/few-proposals.ts'
import { archivedLayerOf } from '../layers/archive-layer.ts'
import { forgetOldChanges } from '../layers/layer-content.ts'
import { PUBLICATION_CHANGE } from '../layers/publication.ts'
import { PublicationBook } from '../layers/publication-book.ts'
import type { Logger } from '../log.ts'
import { makePortfolioDesk } from './make-portfolio-desk.ts'
import { failAbandonedPortfolios } from '../portfolios/portfolio-store.ts'
import { makeRankingContext } from '../prioritise/ranking-context.ts'
import { Scratch } from '../publish/download/source/scratch.ts'
import { FactsMemo } from '../publish/records/facts-memo.ts'
import { makeArchiveShelf } from '../loading/archive-loader.ts'
import { makeLayerKeeper } from '../loading/layer-loader.ts'
import { sitePathOf, withoutSitePath } from '../net/site-path.ts'
import { StatisticsJobs } from '../statistics/statistics-jobs.ts'
import { setOpenHeaders } from '../tiles/serve/open-headers.ts'
import { createHeatHandler } from '../tiles/serve/serve-heat.ts'
import { createTileHandler, type NodeHandler, type TileShare } from '../tiles/serve/serve-tile.ts'
import { createTileJsonHandler } from '../tiles/serve/serve-tilejson.ts'
import { createTileEngine } from '../tiles/engine/tile-engine.ts'
import { warmUp } from '../tiles/engine/warm-up.ts'
import { WriteLoad } from '../work/write-load.ts'
import { ZoneFigures } from '../zones/zone-figures.ts'
import { warmWrites } from '../proposals/warm-writes.ts'

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

const TILE_QUEUE = 2000
/** Of layers on disk: several times what a province takes. */
const LAYER_CACHE_BYTES = 2 * 1024 ** 3
/** From the signal; what runs longer is cut. */
const CLOSE_GRACE_MS = 8_000

/** Listens, and loads the layers while it answers what needs none of them. Closing finishes running requests, ends streams and jobs, and closes the database. */
export async function startServer({
  config,
  database,
  clientFolder,
  log,
  onProgress,
  port,
}: ServerOptions): Promise<RunningServer> {
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed')
  await failAbandoned(database.write)
  await failAbandonedPortfolios(database.write)
  const newPassword = await ensureAdministrator(database.write, config.adminPassword)
  const engine = createTileEngine({
    workers: config.tileWorkers,
    cacheBytes: config.tileCacheBytes,
    memoryBytesPerLayer: config.layerMemoryBytes,
    queueLimit: TILE_QUEUE,
    streamsAtOnce: Math.max(1, config.databasePool >> 1),
    cache: { folder: join(config.dataDir, 'cache', 'layers'), mostBytes: LAYER_CACHE_BYTES, onError },
  })
  const publication = await PublicationBook.open(database.read, (layer) => {
    const version = engine.has(layer) ? engine.layerInfo(layer).version : 0
    shelf.forget()
    viewers.publishPresence({ layer, version, tiles: ['0/0/0'], deepest: 0 })
  })
  const viewers = new Viewers(publication.isPublic)
  const writeLoad = new WriteLoad()
  const keeper = makeLayerKeeper(
    database,
    engine,
    (change) => viewers.publish(change),
    (message) => log.error(`${message}; raise LAYER_MEMORY_MB to keep it in memory`),
    writeLoad.pause,
  )
  const shelf = makeArchiveShelf(database, engine)
  await forgetOldChanges(database.write)
  await keeper.expectAll()
  const layerCount = engine.expected.length
  const renderer = drawPictures({ engine, shelf, publication, processes: config.pictureProcesses })
  const ranking = makeRankingContext(database.read, onError)
  const zones = new ZoneFigures(database, config.smallCell)
  const facts = new FactsMemo()
  const storeVersion = new StoreVersion()
  const scratch = new Scratch(join(config.dataDir, 'scratch'))
  const uploads = new Scratch(join(config.dataDir, 'uploads'))
  await Promise.all([scratch.clean(), uploads.clean()])
  const statistics = new StatisticsJobs({
    database,
    pause: writeLoad.pause,
    minutes: config.statisticsMinutes,
    smallCell: config.smallCell,
    onError,
  })
  await followChanges(
    database,
    async (change) => {
      if (change.layer === PUBLICATION_CHANGE) return publication.refresh()
      if (change.style !== undefined) {
        viewers.publish({ layer: change.layer, style: change.style })
        return
      }
      if (archivedLayerOf(change.layer)) {
        shelf.drop(change.layer)
        if (engine.has(change.layer)) await keeper.apply(change)
        return
      }
      if (change.ids === null) shelf.forget()
      if (change.layer === 'proposals') ranking.forget()
      zones.apply(change)
      statistics.noteChange(change)
      await keeper.apply(change)
    },
    () => {
      viewers.publish({ layer: '*', style: 0 })
      shelf.forget()
      ranking.forget()
      zones.forget()
      statistics.noteChange({ layer: '*', ids: null })
      return publication.refresh().then(() => keeper.loadAll({ onError }))
    },
    onError,
    () => {
      storeVersion.advance()
      facts.forget()
    },
  )
  // It was read before anyone listened for changes of it.
  await publication.refresh()
  const archives = new ArchiveJobs(database, onError)
  const jobs = makeImportJobs(database, { smallCell: config.smallCell, onError })
  const portfolios = makePortfolioDesk(database, onError)
  const shares = new ClientShares({
    ...shareLimits(config, database.engine),
    trust: config.trustProxy,
    read: database.read,
    isOffice: makeIsOffice(database),
  })
  let ready = false
  const proxies = new ProxyWatch(config.trustProxy, log)
  const { server, url, serve } = port ?? (await openPort(config))
  const publicUrl = config.publicUrl ?? url
  const sitePath = sitePathOf(publicUrl)
  const app = makeApp({
    archives,
    shelf,
    config,
    publicUrl,
    database,
    engine,
    jobs,
    portfolios,
    publication,
    ranking,
    renderer,
    scratch,
    uploads,
    shares,
    records: { publicUrl, publisher: config.publisher, facts, draws: () => renderer.available },
    statistics,
    storeVersion,
    viewers,
    writeLoad,
    zones,
    log,
    clientFolder,
    isReady: () => ready,
    warning: () => proxies.ignored,
    loading: () => {
      const { expected } = engine
      return expected.length > 0 ? { share: 1 - expected.length / layerCount, layers: expected } : undefined
    },
    join: joinProposals,
  })
  const [handleTile, ...handlers] = tileHandlers()
  serve((request, response) => {
    proxies.look(request)
    request.url = withoutSitePath(request.url ?? '/', sitePath)
    const tile = handleTile(request, response)
    if (tile === true) return
    answer(tile, request, response).catch((error: unknown) => {
      onError(error)
      response.destroy()
    })
  })

  function tileHandlers(): [NodeHandler, ...NodeHandler[]] {
    const gate = { isPublic: publication.isPublic, isOffice: makeIsOffice(database), open: shelf.open }
    const resolveText = findRowsByText(database.read, storeVersion)
    const titleOf = (id: string) => id
    const share: TileShare = (asked, work) => shares.run(asked, work)
    return [
      createTileHandler({ engine, gate, resolveText, share, onError }),
      createTileJsonHandler({ engine, gate, publicUrl, attribution: '', titleOf, onError }),
      createHeatHandler({
        engine,
        gate,
        weights: { cost: 'costRupiah', poor: 'poorPopulation' },
        resolveText,
        share,
        onError,
      }),
    ]
  }

  async function answer(
    tile: boolean | Promise<boolean>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (await tile) return
    const path = request.url ?? ''
    if (path.startsWith('/tiles/') || path.startsWith('/heat/')) {
      setOpenHeaders(response)
      for (const handle of handlers) if (await handle(request, response)) return
    }
    app(request, response)
  }

  const stop = new AbortController()
  const loading = loadLayers()
  loading.catch(() => {})

  async function loadLayers(): Promise<boolean> {
    const { signal } = stop
    await keeper.loadAll({ onLayer: onProgress, onError, signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
    if (signal.aborted) return false
    // A store that takes no proposal now tells so to whoever submits one.
    await warmWrites(database, joinProposals).catch(onError)
    ready = true
    // What was told of layers that were not there yet holds no longer.
    storeVersion.advance()
    statistics.begin()
    if (config.warmUpZoom !== undefined) warmUpTo(config.warmUpZoom)
    return true
  }

  function warmUpTo(maxZoom: number): void {
    warmUp({
      engine,
      layers: Object.keys(engine.metrics().layers),
      maxZoom,
      propertiesOf: (layer) => viewerProperties.get(layer) ?? null,
      signal: stop.signal,
      onProgress: (share) => onProgress('ubin', share),
    }).catch(onError)
  }

  return {
    url: publicUrl,
    newPassword,
    ready: loading,
    async close() {
      ready = false
      stop.abort()
      engine.refuseWaiting()
      await server.drain({ announceMs: config.drainMs, graceMs: CLOSE_GRACE_MS }, () => viewers.close())
      await loading.catch(() => {})
      ranking.close()
      await portfolios.close()
      await jobs.close()
      await archives.close()
      await statistics.close()
      await zones.close()
      await renderer.close()
      await engine.close()
      await database.close()
    },
  }
}

/** A client has half of the connections; the embedded engine does one thing after another. */
function shareLimits(config: Config, engine: Database['engine']): ShareLimits {
  const [running, half] = engine === 'embedded' ? [6, 3] : [config.databasePool, config.databasePool >> 1]
  const runningOfClient = config.clientRequests ?? half
  return {
    running: Math.max(running, runningOfClient),
    runningOfClient,
    budgetSeconds: config.clientBudgetSeconds,
  }
}
