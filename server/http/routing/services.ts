import type { Actors } from '../../access/actors.ts'
import type { SecretBox } from '../../accounts/secret-box.ts'
import type { ArchiveJobs } from '../../archives/archive-jobs.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { StoreVersion } from '../../changes/store-version.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import type { ImportJobs } from '../../imports/run-import.ts'
import type { PublicationRegistry } from '../../layers/publication-registry.ts'
import type { ArchiveLoader } from '../../loading/archive-loader.ts'
import type { Logger } from '../../log.ts'
import type { PortfolioService } from '../../portfolios/portfolio-service.ts'
import type { RankingContext } from '../../prioritise/ranking-context.ts'
import type { Scratch } from '../../publish/download/source/scratch.ts'
import type { RecordOffice } from '../../publish/records/record-office.ts'
import type { Renderer } from '../../render/renderer.ts'
import type { StatisticsJobs } from '../../statistics/statistics-jobs.ts'
import type { TileEngine } from '../../tiles/engine/tile-engine-types.ts'
import type { WriteLoad } from '../../workload/write-load.ts'
import type { ZoneFigures } from '../../zones/zone-figures.ts'
import type { Viewers } from '../answer/viewers.ts'
import type { ClientShares } from '../limits/client-shares.ts'

/** Progress of the start. */
export interface LoadingState {
  /** 0–1. */
  share: number
  layers: readonly string[]
}

/** All services that the HTTP layer needs; wiring/make-services.ts builds them once. */
export interface Services {
  actors: Actors
  archives: ArchiveJobs
  audit: AuditLog
  /** Keeps secrets of authenticator apps. */
  secondFactorBox: SecretBox
  config: Config
  publicUrl: string
  database: Database
  engine: TileEngine
  jobs: ImportJobs
  portfolios: PortfolioService
  publication: PublicationRegistry
  ranking: RankingContext
  /** Loads archived layers into the tile engine, for routes that draw from it. */
  archiveLoader: ArchiveLoader
  /** Draws pictures of layers and legends, where Mapnik is installed. */
  renderer: Renderer
  /** Source of the metadata records of layers (ISO, DCAT, CSW, OGC API and the catalogue's pages). */
  records: RecordOffice
  /** Temporary files for downloads that cannot be streamed from front to back. */
  scratch: Scratch
  /** Temporary files for uploaded packages. */
  uploads: Scratch
  /** What each client may have of the database and the processors. */
  shares: ClientShares
  statistics: StatisticsJobs
  /** Version of the store, by which cached answers are known to be current. */
  storeVersion: StoreVersion
  viewers: Viewers
  writeLoad: WriteLoad
  zones: ZoneFigures
  log: Logger
  isReady: () => boolean
  /** A warning about the settings for the operator. */
  warning?: () => string | undefined
  /** Progress of loading, for /readyz; undefined once everything is loaded. */
  loading: () => LoadingState | undefined
  /** Folder of the built client. */
  clientFolder: string
}
