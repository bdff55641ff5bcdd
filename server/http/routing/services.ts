import type { Actors } from '../../access/actors.ts'
import type { ArchiveJobs } from '../../archives/archive-jobs.ts'
import type { StoreVersion } from '../../changes/store-version.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import type { ImportJobs } from '../../imports/run-import.ts'
import type { PublicationRegistry } from '../../layers/publication-registry.ts'
import type { ArchiveLoader } from '../../loading/archive-loader.ts'
import type { Logger } from '../../log.ts'
import type { PortfolioService } from '../../portfolios/portfolio-service.ts'
import type { RankingContext } from '../../prioritise/ranking-context.ts'
import type { JoinProposals } from '../../proposals/write-proposals.ts'
import type { Scratch } from '../../publish/download/source/scratch.ts'
import type { RecordOffice } from '../../publish/records/record-office.ts'
import type { Renderer } from '../../render/renderer.ts'
import type { StatisticsJobs } from '../../statistics/statistics-jobs.ts'
import type { TileEngine } from '../../tiles/engine/tile-engine-types.ts'
import type { WriteLoad } from '../../workload/write-load.ts'
import type { ZoneFigures } from '../../zones/zone-figures.ts'
import type { Viewers } from '../answer/viewers.ts'
import type { ClientShares } from '../limits/client-shares.ts'

/** How far a start is. */
export interface LoadingState {
  /** 0–1. */
  share: number
  layers: readonly string[]
}

/** What the HTTP surface is made of; wiring/make-services.ts builds it once. */
export interface Services {
  actors: Actors
  archives: ArchiveJobs
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
  /** From which the records of layers are made: ISO, DCAT, CSW, OGC API and the catalogue's pages. */
  records: RecordOffice
  /** Where downloads are made that cannot be written from front to back. */
  scratch: Scratch
  /** Packages that came by HTTP, while they are read. */
  uploads: Scratch
  /** What each client may have of the database and the processors. */
  shares: ClientShares
  statistics: StatisticsJobs
  /** Under which answers that were read from the store still hold. */
  storeVersion: StoreVersion
  viewers: Viewers
  writeLoad: WriteLoad
  zones: ZoneFigures
  log: Logger
  isReady: () => boolean
  /** What the operator should know of the settings. */
  warning?: () => string | undefined
  /** What is not loaded yet, for /readyz. */
  loading: () => LoadingState | undefined
  /** Joins proposals written in this transaction with everything around them. */
  join: JoinProposals
  /** Where the built client stands. */
  clientFolder: string
}
