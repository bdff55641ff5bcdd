import type { Knex } from 'knex'
import type { Criterion } from '../../core/criteria/criterion.ts'
import type { Scale } from '../../core/criteria/scale.ts'
import { MOST_RANK_KNOTS, type RankedValue, type RawSummary, rangeOf } from '../../core/criteria/scale-of.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

export interface ColumnSummary extends RawSummary {
  /** Rows whose value is missing or outside the criterion's range. */
  missing: number
  outOfRange: number
}

/** Column `r{index}` of the temporary table `raws`, and which of its values are within the criterion's range. */
interface Column {
  readonly name: SqlFragment
  readonly isWithin: SqlFragment
}

function columnOf(index: number, [low, high]: readonly [number, number]): Column {
  const name = catalogued(`r${index}`)
  return { name, isWithin: sql`${name} >= ${bound(low, 'float8')} AND ${name} <= ${bound(high, 'float8')}` }
}

/**
 * What a scale needs to know of column `r{index}` of the temporary table `raws`: counts and extremes in one pass, for
 * ranks and norms one or two more.
 */
export async function summarise(
  transaction: Knex,
  index: number,
  criterion: Criterion,
): Promise<ColumnSummary> {
  const column = columnOf(index, rangeOf(criterion))
  const { name, isWithin } = column
  const rows = await select<Record<'all' | 'given' | 'known' | 'least' | 'greatest', number>>(
    transaction,
    sql`SELECT count(*)::int AS "all", count(${name})::int AS given, (count(*) FILTER (WHERE ${isWithin}))::int AS known,
            coalesce(min(${name}) FILTER (WHERE ${isWithin}), 0) AS least,
            coalesce(max(${name}) FILTER (WHERE ${isWithin}), 0) AS greatest FROM raws`,
  )
  const { all = 0, given = 0, known = 0, least = 0, greatest = 0 } = rows[0] ?? {}
  const base = { known, least, greatest, missing: all - known, outOfRange: given - known }
  if (known === 0 || least === greatest) return base
  const { kind } = criterion.normalisation
  if (kind === 'vector')
    return { ...base, norm: await readNorm(transaction, column, Math.max(-least, greatest)) }
  if (kind === 'rank') return { ...base, ranked: await readRanked(transaction, column) }
  return base
}

/** √Σv², computed from shares of the largest, so that squares stay within a double. */
async function readNorm(transaction: Knex, { name, isWithin }: Column, largest: number): Promise<number> {
  const most = bound(largest, 'float8')
  const rows = await select<{ norm: number }>(
    transaction,
    sql`SELECT sqrt(sum((${name} / ${most}) ^ 2 ORDER BY ${name})) AS norm FROM raws WHERE ${isWithin} AND abs(${name}) > ${most} * 1e-9`,
  )
  return (rows[0]?.norm ?? 0) * largest
}

/**
 * All distinct values where they are few, else those at each percentile; with the exact number of values below and equal.
 */
async function readRanked(transaction: Knex, column: Column): Promise<RankedValue[]> {
  const { name, isWithin } = column
  const distinct = await select<{ value: number }>(
    transaction,
    sql`SELECT DISTINCT ${name} AS value FROM raws WHERE ${isWithin} LIMIT ${MOST_RANK_KNOTS + 1}`,
  )
  const few = distinct.length <= MOST_RANK_KNOTS
  const knots = few ? distinct.map(({ value }) => value) : await readPercentiles(transaction, column)
  knots.sort((a, b) => a - b)
  const rows = await select<{ bucket: number; held: number; equal: number }>(
    transaction,
    sql`SELECT bucket, count(*)::int AS held, (count(*) FILTER (WHERE value = knots[bucket]))::int AS equal
     FROM (SELECT ${bound(knots, 'float8[]')} AS knots) k CROSS JOIN LATERAL (
       SELECT ${name} AS value, width_bucket(${name}, k.knots) AS bucket FROM raws WHERE ${isWithin} OFFSET 0) placed
     GROUP BY bucket ORDER BY bucket`,
  )
  // The least value is a knot, so no bucket lies below all knots and none is empty.
  let below = 0
  return rows.map(({ bucket, held, equal }) => {
    const ranked = { value: knots[bucket - 1] ?? 0, below, equal }
    below += held
    return ranked
  })
}

async function readPercentiles(transaction: Knex, { name, isWithin }: Column): Promise<number[]> {
  const shares = Array.from({ length: MOST_RANK_KNOTS }, (_, i) => i / (MOST_RANK_KNOTS - 1))
  const rows = await select<{ value: number }>(
    transaction,
    sql`SELECT DISTINCT unnest(percentile_disc(${bound(shares, 'float8[]')}) WITHIN GROUP (ORDER BY ${name})) AS value
     FROM raws WHERE ${isWithin}`,
  )
  return rows.map(({ value }) => value)
}

/** How often each per mille value occurs among known raw values under a scale. */
export async function countPerMille(
  transaction: Knex,
  index: number,
  { kind, low, high, knots, marks }: Scale,
): Promise<Map<number, number>> {
  const { name, isWithin } = columnOf(index, [low, high])
  const perMille = catalogued(`per_mille_${kind}`)
  const [least, most] = [bound(low, 'float8'), bound(high, 'float8')]
  const rows = await select<{ value: number; held: number }>(
    transaction,
    sql`SELECT ${perMille}(${name}, s.low, s.high, s.knots, s.marks, NULL) AS value, count(*)::int AS held
     FROM (SELECT ${least} AS low, ${most} AS high, ${bound(knots, 'float8[]')} AS knots, ${bound(marks, 'float8[]')} AS marks) s
     CROSS JOIN raws WHERE ${isWithin} GROUP BY 1`,
  )
  return new Map(rows.map(({ value, held }) => [value, held]))
}
