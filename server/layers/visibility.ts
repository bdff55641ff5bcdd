/**
 * The one rule of what the public may see; every door (tiles, files, API, search, pages) builds on it.
 * - A layer that is not published is not there at all, but for the office (publication.ts, readCatalogue).
 * - Drafts are not there at all.
 * - A place is `public_geom`: the join has put single households and doubtful places at their village.
 * - The distance of a single household to a facility would draw a circle through its house: not shown.
 * - An address is shown only where the place is; contacts stand in a table that no layer names.
 */
export const visibleProposal = `p.status <> 'draft'`
export const visiblePlace = 'p.public_geom'
export const visibleQuality = 'p.public_quality'
export const visibleDistance = 'CASE WHEN p.household THEN NULL ELSE p.nearest_m END'
export const visibleAddress = 'CASE WHEN p.household THEN NULL ELSE p.address END'
/** A zone leaves the office only when it is published, and no more once it is deleted. */
export const visibleZone = 'z.published AND z.deleted_at IS NULL'
