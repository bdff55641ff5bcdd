import type { Knex } from 'knex'
import type { Indicators } from '../../core/api/indicators.ts'
import { isProposalStatus } from '../../core/proposal/status.ts'
import { proposalLayer } from '../catalogue/proposal-layer.ts'
import type { StoreMemo } from '../changes/store-memo.ts'
import { catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { visiblePlace, visibleQuality } from '../layers/visibility.ts'

interface Group {
  kind: string
  value: string
  count: number
  costRupiah: number
}

/**
 * The figures on top of the map: counts and rupiah, in all and by each way of grouping. Counting a million proposals takes
 * two seconds: once for all who ask the same, until the store changes.
 */
export function readIndicators(knex: Knex, memo: StoreMemo, condition: SqlFragment): Promise<Indicators> {
  return memo.read(`indicators ${JSON.stringify(condition)}`, () => countIndicators(knex, condition))
}

/** In one pass. */
async function countIndicators(knex: Knex, condition: SqlFragment): Promise<Indicators> {
  const rows = await select<Group>(
    knex,
    sql`WITH chosen AS MATERIALIZED (
       SELECT p.status, p.stage, p.sector, p.year::text AS year, p.source, ${catalogued(visibleQuality)} AS quality, p.cost_rupiah,
              CASE WHEN ${catalogued(visiblePlace)} IS NULL THEN 'without' ELSE 'with' END AS place
       ${rowsOf(proposalLayer, condition)}
     )
     SELECT CASE WHEN GROUPING(status) = 0 THEN 'status' WHEN GROUPING(stage) = 0 THEN 'stage'
                 WHEN GROUPING(sector) = 0 THEN 'sector' WHEN GROUPING(year) = 0 THEN 'year'
                 WHEN GROUPING(source) = 0 THEN 'source' WHEN GROUPING(quality) = 0 THEN 'quality'
                 WHEN GROUPING(place) = 0 THEN 'place' ELSE 'all' END AS kind,
            coalesce(status, stage, sector, year, source, quality, place, '') AS value,
            count(*)::int AS count, coalesce(sum(cost_rupiah), 0)::float8 AS "costRupiah"
     FROM chosen GROUP BY GROUPING SETS ((), (status), (stage), (sector), (year), (source), (quality), (place))
     ORDER BY 1, 3 DESC, 2`,
  )
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const one = (kind: string, value: string) =>
    rows.find((row) => row.kind === kind && row.value === value)?.count ?? 0
  const all = of('all')[0]
  const count = all?.count ?? 0
  const realised = one('status', 'realised')
  const shares = (kind: string) =>
    of(kind).map(({ value, count: n, costRupiah }) => ({ value, share: { count: n, costRupiah } }))
  return {
    count,
    costRupiah: all?.costRupiah ?? 0,
    realised,
    realisedShare: count === 0 ? 0 : realised / count,
    withoutLocation: one('place', 'without'),
    conflict: one('quality', 'conflict'),
    byStatus: shares('status').flatMap(({ value, share }) =>
      isProposalStatus(value) ? [{ status: value, ...share }] : [],
    ),
    byStage: shares('stage').map(({ value, share }) => ({ stage: value, ...share })),
    bySector: shares('sector').map(({ value, share }) => ({ sector: value, ...share })),
    byYear: shares('year').map(({ value, share }) => ({ year: Number(value), ...share })),
    bySource: shares('source').map(({ value, share }) => ({ source: value, ...share })),
    byQuality: shares('quality').map(({ value, share }) => ({ quality: value, ...share })),
  }
}
