import type { IRouter } from 'express'
import { makeApp } from '../../server/http/app.ts'
import { ArchiveJobs } from '../../server/archives/archive-jobs.ts'
import { StoreVersion } from '../../server/changes/store-version.ts'
import { Viewers } from '../../server/http/viewers.ts'
import { readConfig } from '../../server/config.ts'
import type { Database } from '../../server/database/database.ts'
import { drawPictures } from '../../server/wiring/draw-pictures.ts'
import { ClientShares } from '../../server/http/client-shares.ts'
import { makeImportJobs } from '../../server/imports/run-import.ts'
import { PublicationBook } from '../../server/layers/publication-book.ts'
import { makeLog } from '../../server/log.ts'
import { makePortfolioDesk } from '../../server/wiring/make-portfolio-desk.ts'
import { makeRankingContext } from '../../server/prioritise/ranking-context.ts'
import { Scratch } from '../../server/publish/download/source/scratch.ts'
import { makeArchiveShelf } from '../../server/loading/archive-loader.ts'
import { StatisticsJobs } from '../../server/statistics/statistics-jobs.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import { WriteLoad } from '../../server/work/write-load.ts'
import { ZoneFigures } from '../../server/zones/zone-figures.ts'

/** "GET /api/proposals/{code}" of every route that Express has, so that no door is forgotten. */
export async function routesOfApp(database: Database): Promise<string[]> {
  const engine = createTileEngine({ workers: 1, cacheBytes: 1, memoryBytesPerLayer: 1, queueLimit: 1 })
  const viewers = new Viewers()
  const publication = await PublicationBook.open(database.read, () => {})
  const shelf = makeArchiveShelf(database, engine)
  const app = makeApp({
    archives: new ArchiveJobs(database, () => {}),
    config: readConfig({ DATA_DIR: '/nowhere', LOG_LEVEL: 'silent' }),
    publicUrl: 'http://localhost',
    database,
    engine,
    jobs: makeImportJobs(database, { onError: () => {} }),
    publication,
    portfolios: makePortfolioDesk(database, () => {}),
    ranking: makeRankingContext(database.read, () => {}),
    records: { publicUrl: 'http://localhost', publisher: readConfig({}).publisher },
    renderer: drawPictures({ engine, shelf, publication, processes: 0 }),
    shelf,
    scratch: new Scratch('/nowhere/scratch'),
    uploads: new Scratch('/nowhere/uploads'),
    shares: new ClientShares({
      ...{ running: 1, runningOfClient: 1, budgetSeconds: 0, trust: () => false },
      ...{ read: database.read, isOffice: async () => false },
    }),
    statistics: new StatisticsJobs({ database, minutes: 0, onError: () => {} }),
    writeLoad: new WriteLoad(),
    storeVersion: new StoreVersion(),
    viewers,
    zones: new ZoneFigures(database),
    log: makeLog('silent'),
    isReady: () => true,
    loading: () => undefined,
    join: async () => {},
    clientFolder: '/nowhere',
  })
  viewers.close()
  await engine.close()
  return [...new Set(routesOf(app.router))]
}

function routesOf(router: IRouter): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      return route.stack.map(({ method }) => `${method.toUpperCase()} ${path}`)
    }
    return 'stack' in handle ? routesOf(handle as unknown as IRouter) : []
  })
}
