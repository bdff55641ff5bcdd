import type { Knex } from 'knex'
import { badParameter } from '../../core/problem.ts'
import type { MultiPolygonJson } from '../../core/zones/zone-shape.ts'
import { select, sql } from '../database/sql-fragment.ts'

export const MOST_VILLAGES = 2000

/**
 * Whole villages as one MultiPolygon (GeoJSON), in their cleaned borders: these share their edges, so the union takes
 * away inner borders and moves no vertex. Throws a 400 naming codes that are no village.
 */
export async function dissolveVillages(knex: Knex, codes: readonly string[]): Promise<MultiPolygonJson> {
  const rows = await select<{ geometry: string | null; found: string[] | null }>(
    knex,
    sql`WITH joined AS MATERIALIZED (
       SELECT ST_CoverageUnion(clean) AS raw, array_agg(code) AS found
       FROM areas WHERE level = 'village' AND code = ANY (${[...codes]})
     )
     SELECT ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(
              CASE WHEN ST_IsValid(raw) THEN raw ELSE ST_MakeValid(raw, 'method=structure') END, 3)), 15) AS geometry, found
     FROM joined`,
  )
  const { geometry = null, found } = rows[0] ?? {}
  const known = new Set(found)
  const unknown = codes.find((code) => !known.has(code))
  if (unknown !== undefined) throw badParameter('villages', unknown, 'codes of villages of this district')
  if (geometry === null) throw badParameter('villages', codes, 'at least one village')
  return JSON.parse(geometry) as MultiPolygonJson
}
