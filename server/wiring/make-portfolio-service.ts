import type { Database } from '../database/database.ts'
import { PortfolioService } from '../portfolios/portfolio-service.ts'
import { HIGHS_OPTIONS } from '../prioritise/open-highs.ts'
import { PrioritiseThreads } from '../prioritise/prioritise-threads.ts'
import { productVersion } from '../prioritise/product-version.ts'
import { readScoring } from './read-scoring.ts'

/** Portfolios with their own threads: a study of ten minutes keeps no ranking and no "why not mine?" waiting. */
export function makePortfolioService(
  database: Database,
  onError: (error: unknown) => void,
): PortfolioService {
  return new PortfolioService({
    database,
    solver: new PrioritiseThreads({ threads: 1, queueLimit: 20 }),
    whyNotSolver: new PrioritiseThreads({ threads: 1, queueLimit: 20 }),
    solverOptions: HIGHS_OPTIONS,
    readScoring,
    product: productVersion(),
    onError,
  })
}
