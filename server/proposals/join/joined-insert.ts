import { catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { newlyServedOf, storedCells } from './newly-served-sql.ts'
import { nearestOf, placeWords, publicGeom, publicQuality, storedPlaces } from './proposal-sql.ts'
import type { Recognised } from './recognise.ts'

/** What the join writes of a proposal beside what was recognised: columns, in the order of `derivedOf`. */
export const DERIVED = catalogued(
  'facility_id, nearest_m, newly_served, public_geom, public_quality, place_words, stale',
)

/**
 * SQL of a FROM item with the columns DERIVED, for the one row of the FROM item `p`, a proposal that is about to be
 * stored with its service and household recognised: a row that is written joined costs half of one that is joined after it
 * was written. Gives the same as `joinStaleProposals` (server/join/proposals.ts).
 */
export function derivedOf({ service }: Recognised): SqlFragment {
  const [nearest, gained] = service === null ? [NOTHING_NEAR, NOBODY_GAINED] : [NEAREST, GAINED]
  return sql`(SELECT nearest.id, nearest.metres, gained.people, ${publicGeom('p.household')},
      ${publicQuality('p.household')}, ${placeWords}, false
    FROM p, (${nearest}) nearest, (${gained}) gained) AS derived (${DERIVED})`
}

const NOTHING_NEAR = sql`SELECT NULL::integer AS id, NULL::float8 AS metres`
const NOBODY_GAINED = sql`SELECT NULL::float8 AS people`
const NEAREST = nearestOf(
  'p JOIN service_standards t ON t.service = p.service',
  'p',
  storedPlaces('t.facility_types'),
)
const GAINED = newlyServedOf('p', 'p', storedCells('p.service'))
