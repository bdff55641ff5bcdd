import type { Knex } from 'knex'
import { select, sql } from '../../database/sql-fragment.ts'

export interface BorderMoves {
  /** Areas of which more than a square metre was gained or lost. */
  changed: number
  /** Gained and lost of all areas together, in km²: what passes between two neighbours counts for both. */
  changedKm2: number
  worstKm2: number
  worstName: string | null
  /** Areas with an edge that does not match its neighbours'. */
  invalidEdges: number
}

/** Degrees to which both shapes are snapped (a tenth of a millimetre), so that GEOS always finds their overlay. */
const GRID = 1e-9

/** A square metre; less is rounding. */
const LEAST_KM2 = 1e-6

/**
 * What cleaning moved in a dataset's areas: the area between the borders as delivered and as cleaned. A difference of
 * the two areas would not do, as a border that gains here what it loses there has one of zero.
 */
export async function readBorderMoves(transaction: Knex, datasetId: number): Promise<BorderMoves> {
  const rows = await select<BorderMoves>(
    transaction,
    sql`WITH cleaned AS MATERIALIZED (
       SELECT name, geom, clean,
              CASE WHEN ST_IsValid(clean) THEN clean ELSE ST_MakeValid(clean, 'method=structure') END AS valid
       FROM areas WHERE dataset_id = ${datasetId}
     ), moved AS MATERIALIZED (
       SELECT name, CASE WHEN ST_Normalize(geom) = ST_Normalize(valid) THEN 0
                         ELSE ST_Area(ST_SymDifference(geom, valid, ${GRID})::geography) / 1e6 END AS km2 FROM cleaned
     ), edges AS MATERIALIZED (
       SELECT ST_CoverageInvalidEdges(clean) OVER () AS edge FROM cleaned
     )
     SELECT count(*) FILTER (WHERE km2 > ${LEAST_KM2})::int AS changed, coalesce(sum(km2), 0) AS "changedKm2",
            coalesce(max(km2), 0) AS "worstKm2",
            (SELECT name FROM moved ORDER BY km2 DESC, name LIMIT 1) AS "worstName",
            (SELECT count(edge)::int FROM edges) AS "invalidEdges"
     FROM moved`,
  )
  const [moves] = rows
  if (!moves) throw new Error('the moves of borders gave no row')
  return moves
}
