import type { Knex } from 'knex'
import { perMilleOf } from '../../core/criteria/scale.ts'
import { MOST_DECISION_ALTERNATIVES } from '../../core/decision/decision-file.ts'
import { badParameter, Problem } from '../../core/problem.ts'
import { proposalLayerWith } from '../catalogue/proposal-layer.ts'
import { type CriterionColumns, criterionColumns } from '../criteria/columns/criterion-columns.ts'
import { readDefaultModel } from '../criteria/columns/score-model-store.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { type AlternativeFilter, conditionOf } from './alternative-filter.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { type RawColumns, shared } from './alternatives.ts'
import type { RankingContext } from './ranking-context.ts'

interface PackedRaws {
  count: number
  last: number | null
  ids: Uint8Array | null
  households: Uint8Array | null
  [raws: `raws_${number}`]: Uint8Array | null
}

/** Rows of one statement, and of one turn of the event loop. */
const PAGE_ROWS = 5_000
const MOST_READS = 3

/**
 * The alternatives of a filter with their raw values. Alternatives are kept between questions, raw values are read anew: where
 * the store has changed in between they do not belong together, and both are read again. Throws a 400 where a file cannot hold so many.
 */
export async function readWithRaws(
  context: RankingContext,
  filter: AlternativeFilter,
  watch: WorkWatch,
): Promise<AlternativeSet & { readonly raws: RawColumns }> {
  for (let time = 1; time <= MOST_READS; time++) {
    const set = await context.store.get(filter, watch)
    checkCount(set.alternatives.count)
    const raws = await readRaws(context.knex, set, watch.signal)
    if (raws) return { ...set, raws }
    context.forget()
  }
  throw new Problem({
    title: 'The data are changing',
    status: 503,
    detail: 'Proposals or criteria changed while the decision file was written: try again in a moment',
  })
}

function checkCount(count: number): void {
  if (count <= MOST_DECISION_ALTERNATIVES) return
  const expected = `a filter that leaves at most ${MOST_DECISION_ALTERNATIVES} proposals`
  throw badParameter('filter', `${count} proposals`, expected)
}

/** Null where they are not the raw values that the alternatives' per mille values were made from. */
async function readRaws(
  knex: Knex,
  { alternatives, criteria, filter }: AlternativeSet,
  signal: AbortSignal | undefined,
): Promise<RawColumns | null> {
  const model = await readDefaultModel(knex)
  const used = criterionColumns('proposals', criteria, model)
  const rowOf = new Map(Array.from(alternatives.ids, (id, row) => [id, row]))
  const columns = criteria.map(() => shared(Float64Array, alternatives.count).fill(Number.NaN))
  const households = shared(Uint8Array, alternatives.count)
  let seen = 0
  for (let after: number | null = -1; after !== null; ) {
    signal?.throwIfAborted()
    const rows: PackedRaws[] = await select<PackedRaws>(knex, pageSql(filter, used, { criteria, after }))
    const page: PackedRaws = rows[0]!
    const ids = Buffer.from(page.ids ?? [])
    const raws = criteria.map((_, c) => Buffer.from(page[`raws_${c}`] ?? []))
    for (let at = 0; at < page.count; at++) {
      const row = rowOf.get(ids.readInt32BE(4 * at))
      if (row === undefined) return null
      households[row] = page.households?.[at] ?? 0
      for (const [c, { scale }] of criteria.entries()) {
        const raw = raws[c]!.readDoubleBE(8 * at)
        columns[c]![row] = raw
        if ((perMilleOf(scale, Number.isNaN(raw) ? null : raw) ?? 0) !== alternatives.columns[c]![row])
          return null
      }
    }
    seen += page.count
    after = page.count < PAGE_ROWS ? null : page.last
  }
  return seen === alternatives.count ? { columns, households } : null
}

function pageSql(
  filter: AlternativeFilter,
  used: CriterionColumns | null,
  { criteria, after }: { criteria: AlternativeSet['criteria']; after: number },
): SqlFragment {
  const raws = criteria.map(({ key }, c) => `${used?.columns.get(key)?.raw ?? 'NULL::float8'} AS raw_${c}`)
  const packed = criteria.map(
    (_, c) => `string_agg(float8send(coalesce(raw_${c}, 'NaN')), ''::bytea) AS raws_${c}`,
  )
  const inner = catalogued(['p.id', 'p.household', ...raws].join(', '))
  const outer = catalogued(
    [
      'count(*)::int AS count',
      'max(id) AS last',
      `string_agg(int4send(id), ''::bytea) AS ids`,
      `string_agg(boolsend(household), ''::bytea) AS households`,
      ...packed,
    ].join(', '),
  )
  const source = { from: proposalLayerWith(used).from, where: conditionOf(filter) }
  const rows = rowsOf(source, sql`p.id > ${bound(after, 'int')}`)
  return sql`SELECT ${outer} FROM (SELECT ${inner} ${rows} ORDER BY p.id LIMIT ${bound(PAGE_ROWS, 'int')}) page`
}
