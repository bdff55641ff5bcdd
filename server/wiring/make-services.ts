import { join } from 'node:path'
import { Actors } from '../access/actors.ts'
import { SecretBox } from '../accounts/secret-box.ts'
import { ArchiveJobs } from '../archives/archive-jobs.ts'
import { readAuditKey } from '../audit/audit-key.ts'
import { AuditLog } from '../audit/audit-log.ts'
import { AuditSealer } from '../audit/audit-sealer.ts'
import { StoreMemo } from '../changes/store-memo.ts'
import { StoreVersion } from '../changes/store-version.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { Viewers } from '../http/answer/viewers.ts'
import { ClientShares, type ShareLimits } from '../http/limits/client-shares.ts'
import { ProxyWatch } from '../http/proxy-watch.ts'
import type { Services } from '../http/routing/services.ts'
import { makeImportJobs } from '../imports/run-import.ts'
import { PublicationRegistry } from '../layers/publication-registry.ts'
import { ArchiveLoader } from '../loading/archive-loader.ts'
import { LayerLoader } from '../loading/layer-loader.ts'
import type { Logger } from '../log.ts'
import { makeRankingContext } from '../prioritise/ranking-context.ts'
import { Scratch } from '../publish/download/source/scratch.ts'
import { StatisticsJobs } from '../statistics/statistics-jobs.ts'
import { createTileEngine } from '../tiles/engine/tile-engine.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import { WriteLoad } from '../workload/write-load.ts'
import { ZoneFigures } from '../zones/zone-figures.ts'
import { drawPictures } from './draw-pictures.ts'
import { makePortfolioService } from './make-portfolio-service.ts'

export interface ServiceOptions {
  config: Config
  database: Database
  log: Logger
  /** Public address of the server; written into documents that leave it. */
  publicUrl: string
  /** Where the built client stands. */
  clientFolder: string
}

/** Services of the HTTP layer, and further ones that only the wiring needs. */
export interface WiredServices extends Services {
  loader: LayerLoader
  proxies: ProxyWatch
  sealer: AuditSealer
  /** Set by what loads the layers; /readyz says it. */
  readiness: { ready: boolean; layers: number }
  onError: (error: unknown) => void
}

const TILE_QUEUE = 2000
/** Disk space for copies of layers: several times what a province needs. */
const LAYER_CACHE_BYTES = 2 * 1024 ** 3

/** Builds every service once. Nothing is loaded, no change is followed and no request answered until the caller says so. */
export async function makeServices(options: ServiceOptions): Promise<WiredServices> {
  const { config, database, log, publicUrl, clientFolder } = options
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed')
  const writeLoad = new WriteLoad()
  const tiles = await makeTileServices(options, writeLoad, onError)
  const { engine, renderer } = tiles
  const key = await readAuditKey(config)
  const secondFactorBox = new SecretBox(key, 'second factor')
  const secondStep = { box: secondFactorBox, isRequired: config.secondStep === 'required' }
  const actors = new Actors(database, config.trustProxy, secondStep)
  const storeVersion = new StoreVersion()
  const proxies = new ProxyWatch(config.trustProxy, log)
  const readiness = { ready: false, layers: 0 }
  const sealer = new AuditSealer(database.write, { key, log })
  return {
    ...{
      actors,
      secondFactorBox,
      config,
      database,
      log,
      publicUrl,
      clientFolder,
      writeLoad,
      storeVersion,
      proxies,
      sealer,
      readiness,
      onError,
    },
    ...tiles,
    ...makeJobs(options, writeLoad, onError),
    audit: new AuditLog(database.write),
    records: {
      publicUrl,
      publisher: config.publisher,
      offeredCrs: config.offeredCrs,
      facts: new StoreMemo(storeVersion),
      draws: () => renderer.available,
    },
    scratch: new Scratch(join(config.dataDir, 'scratch')),
    uploads: new Scratch(join(config.dataDir, 'uploads')),
    shares: new ClientShares({
      ...shareLimits(config, database.engine),
      trust: config.trustProxy,
      read: database.read,
      actorOf: (request) => actors.orPublic(request),
    }),
    isReady: () => readiness.ready,
    warning: () => [proxies.ignored, sealer.warning].filter(Boolean).join('; ') || undefined,
    loading: () => {
      const { expected } = engine
      if (expected.length === 0) return undefined
      return { share: 1 - expected.length / readiness.layers, layers: expected }
    },
  }
}

type OnError = (error: unknown) => void

/** The tile engine, and what distributes its layers: to open viewers, by year, as pictures. */
async function makeTileServices(
  { config, database, log }: ServiceOptions,
  writeLoad: WriteLoad,
  onError: OnError,
) {
  const engine = makeEngine(config, onError)
  const archiveLoader = new ArchiveLoader(database, engine)
  const viewers: Viewers = new Viewers((layer) => publication.isPublic(layer))
  const publication: PublicationRegistry = await PublicationRegistry.open(database.read, (layer) => {
    const version = engine.has(layer) ? engine.layerInfo(layer).version : 0
    archiveLoader.forget()
    viewers.publishPresence({ layer, version, tiles: ['0/0/0'], deepest: 0 })
  })
  const loader = new LayerLoader({
    database,
    engine,
    publish: (change) => viewers.publish(change),
    onTooLarge: (message) => log.error(`${message}; raise LAYER_MEMORY_MB to keep it in memory`),
    pause: writeLoad.pause,
  })
  const renderer = drawPictures({ engine, archiveLoader, publication, processes: config.pictureProcesses })
  return { engine, archiveLoader, viewers, publication, loader, renderer }
}

function makeEngine(config: Config, onError: OnError): TileEngine {
  return createTileEngine({
    workers: config.tileWorkers,
    cacheBytes: config.tileCacheBytes,
    memoryBytesPerLayer: config.layerMemoryBytes,
    queueLimit: TILE_QUEUE,
    streamsAtOnce: Math.max(1, config.databasePool >> 1),
    cache: { folder: join(config.dataDir, 'cache', 'layers'), mostBytes: LAYER_CACHE_BYTES, onError },
  })
}

/** Background jobs, and services that run in threads. */
function makeJobs({ config, database }: ServiceOptions, writeLoad: WriteLoad, onError: OnError) {
  const { smallCell } = config
  return {
    archives: new ArchiveJobs(database, onError),
    jobs: makeImportJobs(database, { smallCell, onError }),
    portfolios: makePortfolioService(database, onError),
    ranking: makeRankingContext(database.read, onError),
    zones: new ZoneFigures(database, smallCell),
    statistics: new StatisticsJobs({
      ...{ database, smallCell, onError },
      pause: writeLoad.pause,
      minutes: config.statisticsMinutes,
    }),
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

/** Ends running jobs, and then the engines that they use. */
export async function closeServices(services: WiredServices): Promise<void> {
  services.viewers.close()
  services.ranking.close()
  await services.portfolios.close()
  await services.jobs.close()
  await services.archives.close()
  await services.statistics.close()
  await services.zones.close()
  await services.renderer.close()
  await services.sealer.close()
  await services.engine.close()
}
