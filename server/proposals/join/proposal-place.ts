/**
 * SQL of the place (geography) from which a proposal's distances are measured, over aliases p and a (its village): its
 * own place when that is trusted and public (three distances would give a household's place away), else its village's
 * point.
 */
export function placeOf(household: string): string {
  return `(CASE WHEN p.location_quality = 'point' AND NOT ${household}
                THEN ST_PointOnSurface(p.geom) ELSE a.point END)::geography`
}
