import type { Knex } from 'knex'
import { NEED_FROM } from '../layers/need-layer.ts'
import { PROPOSALS_FROM } from '../layers/proposal-layer.ts'
import { visibleProposal } from '../layers/visibility.ts'
import type { RawValue } from './raw-value.ts'
import type { Subject } from './raw-values.ts'
import type { ScaleWatch } from './scale-watch.ts'

const ROWS: Record<Subject, { table: string; id: string; from: string; where: string }> = {
  proposals: { table: 'proposals', id: 'p.id', from: PROPOSALS_FROM, where: visibleProposal },
  need: { table: 'need_cells', id: 'n.id', from: NEED_FROM, where: 'true' },
}

/** Rows of one statement, a fraction of a second: between them it is told how far it is, and whether anybody waits. */
const PAGE_ROWS = 50_000
const MOST_PAGES = 200

/**
 * Raw values of every row as r0, r1 … of the temporary table `raws`: the joins are paid once for all criteria. Throws the
 * signal's reason once nobody waits.
 */
export async function gatherRaws(
  transaction: Knex.Transaction,
  subject: Subject,
  raws: readonly RawValue[],
  { signal, onProgress }: ScaleWatch = {},
): Promise<void> {
  const { table, id, from, where } = ROWS[subject]
  const columns = raws.map(({ sql }) => `(${sql})::float8`)
  const joins = raws.flatMap(({ join }) => join?.sql ?? [])
  const bindings = [
    ...raws.flatMap((raw) => raw.bindings),
    ...raws.flatMap(({ join }) => join?.bindings ?? []),
  ]
  await transaction.raw('DROP TABLE IF EXISTS raws')
  await transaction.raw(
    `CREATE TEMPORARY TABLE raws (${raws.map((_, i) => `r${i} float8`).join(', ')}) ON COMMIT DROP`,
  )
  const pages = await readPages(transaction, table)
  for (const [at, { first, last }] of pages.entries()) {
    signal?.throwIfAborted()
    await transaction.raw(
      `INSERT INTO raws SELECT ${columns.join(', ')} FROM ${from} ${joins.join(' ')}
       WHERE ${where} AND ${id} BETWEEN ? AND ?`,
      [...bindings, first, last],
    )
    onProgress?.({ done: at + 1, of: pages.length })
  }
}

/** Ends of each page's numbers. Where rows are few for their numbers, pages hold fewer of them rather than being many. */
async function readPages(transaction: Knex, table: string): Promise<{ first: number; last: number }[]> {
  const { rows } = await transaction.raw<{ rows: { least: number | null; greatest: number }[] }>(
    `SELECT min(id) AS least, max(id) AS greatest FROM ${table}`,
  )
  const { least = null, greatest = 0 } = rows[0] ?? {}
  if (least === null) return []
  const numbers = greatest - least + 1
  const pages = Math.min(MOST_PAGES, Math.ceil(numbers / PAGE_ROWS))
  const beginOf = (page: number) => least + Math.floor((numbers * page) / pages)
  return Array.from({ length: pages }, (_, page) => ({ first: beginOf(page), last: beginOf(page + 1) - 1 }))
}
