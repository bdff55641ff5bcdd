import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRandom } from '../../core/random/random.ts'
import { rankByMethod } from '../../core/score/rank-by-method.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { shared } from '../../server/prioritise/alternatives.ts'
import { PrioritiseThreads } from '../../server/prioritise/prioritise-threads.ts'
import { readProposalScore } from '../../server/prioritise/proposal-score.ts'
import { makeRankingContext } from '../../server/prioritise/ranking-context.ts'
import type { BenchContext, StoreContext } from './bench-context.ts'
import { atMost, median, type Result, reported } from './report.ts'

const ROWS = 1_000_000
const CRITERIA = 12
const RUNS = 15

/** Ranking a million from columns in memory, and what the way to it costs: the store, the thread, one proposal's score. */
export async function rank(context: BenchContext): Promise<Result[]> {
  return [...(await rankInMemory(context)), ...(await fromStore(context.url))]
}

/** The part of it that needs no store. */
export async function rankInMemory({ say }: Pick<StoreContext, 'say'>): Promise<Result[]> {
  const columns = randomColumns()
  const weights = Array.from({ length: CRITERIA }, (_, c) => 10 + 7 * c)
  const request = { columns, weights, method: { kind: 'weighted-sum' } } as const
  const computing = Array.from({ length: RUNS }, () => timed(() => rankByMethod(request)))
  say(`computing: ${computing.map((ms) => ms.toFixed(0)).join(' ')} ms`)
  const threads = new PrioritiseThreads({ threads: 1, queueLimit: 1 })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const through: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await threads.rank(request)
    through.push(performance.now() - start)
  }
  delay.disable()
  const size = `${ROWS.toLocaleString('en')} × ${CRITERIA}`
  return [
    atMost(
      `Re-rank ${size} from columns in memory`,
      [150, 'ms'],
      median(computing),
      'weighted sum and order, median of 15',
    ),
    reported(
      'The same in a thread of its own, as a request has it',
      `${Math.round(median(through))} ms`,
      'thread started, answer copied back',
    ),
    atMost(
      'Event-loop delay meanwhile, p99',
      [20, 'ms'],
      delay.percentile(99) / 1e6,
      `${RUNS} rankings one after another`,
    ),
  ]
}

async function fromStore(url: string): Promise<Result[]> {
  const database = await openPostgis({ url, pool: 4, log: makeLog('silent') })
  const context = makeRankingContext(database.read, () => {})
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  const { alternatives } = await context.store.get({})
  const reading = performance.now() - start
  delay.disable()
  const { rows } = await database.read.raw<{ rows: { code: string }[] }>(
    `SELECT code FROM proposals WHERE status = 'verified' ORDER BY code LIMIT 20`,
  )
  const first = performance.now()
  await readProposalScore(context, rows[0]?.code ?? '')
  const cold = performance.now() - first
  const warm: number[] = []
  for (const { code } of rows) {
    const from = performance.now()
    await readProposalScore(context, code)
    warm.push(performance.now() - from)
  }
  context.close()
  await database.close()
  const count = alternatives.count.toLocaleString('en')
  return [
    reported(
      `Alternatives of ${count} proposals read from PostGIS`,
      `${Math.round(reading)} ms`,
      `event-loop delay p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
    ),
    reported(
      'Score of one proposal: the first of its year, then others',
      `${Math.round(cold)} ms, ${Math.round(median(warm))} ms`,
      'rank, line and lift included',
    ),
  ]
}

function randomColumns(): Uint16Array[] {
  const random = createRandom(12)
  return Array.from({ length: CRITERIA }, () => {
    const column = shared(Uint16Array, ROWS)
    for (let row = 0; row < ROWS; row++) column[row] = random.below(1001)
    return column
  })
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
