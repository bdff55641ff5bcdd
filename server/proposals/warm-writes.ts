import { PUBLIC } from '../../core/access/actor.ts'
import type { Database } from '../database/database.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { createProposal } from './create-proposal.ts'
import { readSubmission } from './submission.ts'

/** Until this code is compiled, and the statements are planned as they will stay (PostgreSQL settles after five). */
const ROUNDS = 6
/** One that concerns a service and one that concerns none: they are joined by different statements. */
const TITLES = ['Perbaikan jalan lingkungan', 'Perbaikan ruang kelas SD']

class RolledBack extends Error {}

/**
 * Submits proposals that are never stored, on each connection that is kept open: otherwise the first ones after a start take
 * ten times as long, and a deadline's rush may be what follows a start. Nothing of it is seen, and a store without villages is left alone.
 */
export async function warmWrites({ write, engine }: Database): Promise<void> {
  const [place] = await select<{ lon: number; lat: number }>(
    write,
    sql`SELECT ST_X(p) AS lon, ST_Y(p) AS lat FROM
       (SELECT ST_PointOnSurface(geom) AS p FROM areas WHERE level = 'village' ORDER BY id LIMIT 1) village`,
  )
  if (!place) return
  const submissions = TITLES.map((title) => readSubmission({ title, problem: '–', ...place }))
  const tryOut = async () => {
    for (let i = 0; i < ROUNDS; i++) {
      for (const submission of submissions) {
        await write
          .transaction(async (transaction) => {
            await createProposal(transaction, { submission, actor: PUBLIC })
            throw new RolledBack()
          })
          .catch((error: unknown) => {
            if (!(error instanceof RolledBack)) throw error
          })
      }
    }
  }
  const { min = 0 } = write.client.pool as { min?: number }
  await Promise.all(Array.from({ length: engine === 'postgis' ? Math.max(1, min) : 1 }, tryOut))
}
