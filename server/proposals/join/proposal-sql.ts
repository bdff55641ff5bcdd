import { catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { visibleProposal } from '../../layers/visibility.ts'
import { placeOf } from './proposal-place.ts'

/** Columns from which the service of a proposal, and whether it is about one household, are recognised. */
export interface TitleRow {
  id: number
  title: string
  programme_code: string | null
}

/**
 * SQL: each proposal's nearest of `places` (a FROM item with columns id and place); metres on the sphere of mean radius.
 * `proposals` is a FROM item with the alias p, in which the alias `of` tells whether it is about one household.
 */
export function nearestOf(proposals: string, of: string, places: string): SqlFragment {
  return catalogued(`
  SELECT p.id AS proposal, found.id, found.metres
  FROM ${proposals} LEFT JOIN areas a ON a.code = p.village_code
  CROSS JOIN LATERAL (SELECT ${placeOf(`${of}.household`)} AS place OFFSET 0) placed
  LEFT JOIN LATERAL (
    SELECT s.id, ST_Distance(s.place, placed.place, false) AS metres
    FROM ${places} s WHERE placed.place IS NOT NULL ORDER BY s.place <-> placed.place LIMIT 1) found ON true`)
}

/**
 * SQL of what everyone may see of a place. Of a proposal that is not everyone's: nothing. One household, or a place in
 * doubt: its village's point.
 */
export function publicGeom(household: string): SqlFragment {
  const ofHousehold = catalogued(household)
  return sql`CASE WHEN NOT (${visibleProposal()}) THEN NULL
               WHEN p.location_quality = 'point' AND NOT ${ofHousehold} THEN p.geom
               ELSE (SELECT a.point FROM areas a WHERE a.code = p.village_code) END`
}

/** SQL of how good the place is that everyone may see. */
export function publicQuality(household: string): SqlFragment {
  return catalogued(
    `CASE WHEN p.location_quality = 'point' AND ${household} THEN 'area' ELSE p.location_quality END`,
  )
}

/** SQL of the names by which a proposal (alias p) is found: of its village and district. */
export const placeWords = catalogued(
  `(SELECT concat_ws(' ', v.name, d.name) FROM areas v LEFT JOIN areas d ON d.code = v.parent_code WHERE v.code = p.village_code)`,
)

/**
 * For a few proposals, SQL of a FROM item with columns id and place: straight from the store, by its index on places.
 * `types` is SQL of the array of their types.
 */
export function storedPlaces(types: string): string {
  return `(SELECT id, geom::geography AS place FROM facilities WHERE type = ANY (${types}) AND geom IS NOT NULL)`
}
