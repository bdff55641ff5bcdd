import type { Knex } from 'knex'
import type { Criterion } from '../../core/criteria/criterion.ts'
import type { Scale } from '../../core/criteria/scale.ts'
import { MOST_RANK_KNOTS, type RankedValue, type RawSummary, rangeOf } from '../../core/criteria/scale-of.ts'

export interface ColumnSummary extends RawSummary {
  /** Rows whose value is missing or outside the criterion's range. */
  missing: number
  outOfRange: number
}

const WITHIN = (column: string) => `${column} >= ?::float8 AND ${column} <= ?::float8`

/**
 * What a scale needs to know of column `r{index}` of the temporary table `raws`: counts and extremes in one pass, for
 * ranks and norms one or two more.
 */
export async function summarise(
  transaction: Knex,
  index: number,
  criterion: Criterion,
): Promise<ColumnSummary> {
  const column = `r${index}`
  const range = rangeOf(criterion)
  const { rows } = await transaction.raw<{
    rows: Record<'all' | 'given' | 'known' | 'least' | 'greatest', number>[]
  }>(
    `SELECT count(*)::int AS "all", count(${column})::int AS given, (count(*) FILTER (WHERE ${WITHIN(column)}))::int AS known,
            coalesce(min(${column}) FILTER (WHERE ${WITHIN(column)}), 0) AS least,
            coalesce(max(${column}) FILTER (WHERE ${WITHIN(column)}), 0) AS greatest FROM raws`,
    [...range, ...range, ...range],
  )
  const { all = 0, given = 0, known = 0, least = 0, greatest = 0 } = rows[0] ?? {}
  const base = { known, least, greatest, missing: all - known, outOfRange: given - known }
  if (known === 0 || least === greatest) return base
  const { kind } = criterion.normalisation
  if (kind === 'vector')
    return { ...base, norm: await readNorm(transaction, column, range, Math.max(-least, greatest)) }
  if (kind === 'rank') return { ...base, ranked: await readRanked(transaction, column, range) }
  return base
}

/** √Σv², computed from shares of the largest, so that squares stay within a double. */
async function readNorm(
  transaction: Knex,
  column: string,
  range: readonly [number, number],
  largest: number,
): Promise<number> {
  const { rows } = await transaction.raw<{ rows: { norm: number }[] }>(
    `SELECT sqrt(sum((${column} / ?::float8) ^ 2)) AS norm FROM raws WHERE ${WITHIN(column)} AND abs(${column}) > ?::float8 * 1e-9`,
    [largest, ...range, largest],
  )
  return (rows[0]?.norm ?? 0) * largest
}

/**
 * All distinct values where they are few, else those at each percentile; with the exact number of values below and equal.
 */
async function readRanked(
  transaction: Knex,
  column: string,
  range: readonly [number, number],
): Promise<RankedValue[]> {
  const distinct = await transaction.raw<{ rows: { value: number }[] }>(
    `SELECT DISTINCT ${column} AS value FROM raws WHERE ${WITHIN(column)} LIMIT ${MOST_RANK_KNOTS + 1}`,
    [...range],
  )
  const few = distinct.rows.length <= MOST_RANK_KNOTS
  const knots = few
    ? distinct.rows.map(({ value }) => value)
    : await readPercentiles(transaction, column, range)
  knots.sort((a, b) => a - b)
  const { rows } = await transaction.raw<{ rows: { bucket: number; held: number; equal: number }[] }>(
    `SELECT bucket, count(*)::int AS held, (count(*) FILTER (WHERE value = knots[bucket]))::int AS equal
     FROM (SELECT ?::float8[] AS knots) k CROSS JOIN LATERAL (
       SELECT ${column} AS value, width_bucket(${column}, k.knots) AS bucket FROM raws WHERE ${WITHIN(column)} OFFSET 0) placed
     GROUP BY bucket ORDER BY bucket`,
    [`{${knots.join()}}`, ...range],
  )
  // The least value is a knot, so no bucket lies below all knots and none is empty.
  let below = 0
  return rows.map(({ bucket, held, equal }) => {
    const ranked = { value: knots[bucket - 1] ?? 0, below, equal }
    below += held
    return ranked
  })
}

async function readPercentiles(
  transaction: Knex,
  column: string,
  range: readonly [number, number],
): Promise<number[]> {
  const shares = Array.from({ length: MOST_RANK_KNOTS }, (_, i) => i / (MOST_RANK_KNOTS - 1))
  const { rows } = await transaction.raw<{ rows: { value: number }[] }>(
    `SELECT DISTINCT unnest(percentile_disc(?::float8[]) WITHIN GROUP (ORDER BY ${column})) AS value
     FROM raws WHERE ${WITHIN(column)}`,
    [`{${shares.join()}}`, ...range],
  )
  return rows.map(({ value }) => value)
}

/** How often each per mille value occurs among known raw values under a scale. */
export async function countPerMille(
  transaction: Knex,
  index: number,
  { kind, low, high, knots, marks }: Scale,
): Promise<Map<number, number>> {
  const column = `r${index}`
  const { rows } = await transaction.raw<{ rows: { value: number; held: number }[] }>(
    `SELECT per_mille_${kind}(${column}, s.low, s.high, s.knots, s.marks, NULL) AS value, count(*)::int AS held
     FROM (SELECT ?::float8 AS low, ?::float8 AS high, ?::float8[] AS knots, ?::float8[] AS marks) s CROSS JOIN raws
     WHERE ${WITHIN(column)} GROUP BY 1`,
    [low, high, `{${knots.join()}}`, `{${marks.join()}}`, low, high],
  )
  return new Map(rows.map(({ value, held }) => [value, held]))
}
