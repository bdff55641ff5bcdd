import type { Knex } from 'knex'
import { NEED_FROM } from '../catalogue/need-layer.ts'
import { PROPOSALS_FROM } from '../catalogue/proposal-layer.ts'
import { always, bound, catalogued, joinSql, named, run, select, sql } from '../database/sql-fragment.ts'
import { type RowSource, rowsOf } from '../layers/rows-of.ts'
import { visibleProposal } from '../layers/visibility.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { RawValue } from './columns/raw-value.ts'
import type { Subject } from './columns/raw-values.ts'

const ROWS: Record<Subject, RowSource & { table: string; id: string }> = {
  proposals: { table: 'proposals', id: 'p.id', from: PROPOSALS_FROM, where: visibleProposal() },
  need: { table: 'need_cells', id: 'n.id', from: NEED_FROM, where: always },
}

/**
 * Rows of one statement: it takes a fraction of a second however costly a value is. Between statements progress is reported and
 * cancellation is checked; the first page is small, so that both happen soon.
 */
const [FIRST_ROWS, MOST_ROWS, LEAST_ROWS] = [1000, 50_000, 100]
const [AIM_MS, MOST_GROWTH] = [200, 8]
/** Where keys are sparse, pages cover a wider range instead of becoming many. */
const MOST_PAGES = 200

/**
 * Raw values of every row as r0, r1 … of the temporary table `raws`: the joins are paid once for all criteria. Throws the
 * signal's reason once nobody waits.
 */
export async function gatherRaws(
  transaction: Knex.Transaction,
  subject: Subject,
  raws: readonly RawValue[],
  { signal, onProgress }: WorkWatch = {},
): Promise<void> {
  const { table, id, from, where } = ROWS[subject]
  const columns = joinSql(
    raws.map(({ value }) => sql`(${value})::float8`),
    ', ',
  )
  const joins = raws.flatMap(({ join }) => join ?? [])
  const source = { from: joinSql([from, ...joins], ' '), where }
  await run(transaction, sql`DROP TABLE IF EXISTS raws`)
  const names = catalogued(raws.map((_, i) => `r${i} float8`).join(', '))
  await run(transaction, sql`CREATE TEMPORARY TABLE raws (${names}) ON COMMIT DROP`)
  const range = await readNumbers(transaction, table)
  if (!range) return
  const { least, numbers } = range
  let width = FIRST_ROWS
  for (let done = 0; done < numbers; ) {
    signal?.throwIfAborted()
    const end = Math.min(numbers, done + width)
    const began = performance.now()
    const page = sql`${catalogued(id)} BETWEEN ${bound(least + done, 'bigint')} AND ${bound(least + end - 1, 'bigint')}`
    await run(transaction, sql`INSERT INTO raws SELECT ${columns} ${rowsOf(source, page)}`)
    width = nextWidth(width, performance.now() - began, numbers)
    done = end
    onProgress?.({ done, of: numbers })
  }
}

/** The next page's range, from the time that the last page took and the time aimed at. */
function nextWidth(width: number, tookMs: number, numbers: number): number {
  const most = Math.max(MOST_ROWS, Math.ceil(numbers / MOST_PAGES))
  const growth = Math.min(MOST_GROWTH, AIM_MS / Math.max(tookMs, 1))
  return Math.round(Math.min(most, Math.max(LEAST_ROWS, width * growth)))
}

async function readNumbers(
  transaction: Knex,
  table: string,
): Promise<{ least: number; numbers: number } | undefined> {
  const rows = await select<{ least: number | null; greatest: number }>(
    transaction,
    sql`SELECT min(id) AS least, max(id) AS greatest FROM ${named(table)}`,
  )
  const { least = null, greatest = 0 } = rows[0] ?? {}
  return least === null ? undefined : { least, numbers: greatest - least + 1 }
}
