import { type Actor, PUBLIC } from '../../core/access/actor.ts'
import type { Grant } from '../../core/access/grant.ts'
import { may } from '../../core/access/may.ts'
import { statusesSeenBy } from '../../core/proposal/process.ts'
import { bound, catalogued, joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'

/**
 * The one rule of what the public may see; every route (tiles, files, API, search, pages) builds on it.
 * - A layer that is not published is not there at all, but for the office (publication.ts, readCatalogue).
 * - Proposals are there in the statuses that the process declares to be everyone's (core/proposal/process.ts), and in no other.
 * - A place is `public_geom`: the join has put single households and doubtful places at their village.
 * - The distance of a single household to a facility would draw a circle through its house: not shown.
 * - An address is shown only where the place is; contacts stand in a table that no layer names.
 */
export const visiblePlace = 'p.public_geom'
export const visibleQuality = 'p.public_quality'
export const visibleDistance = 'CASE WHEN p.household THEN NULL ELSE p.nearest_m END'
export const visibleAddress = 'CASE WHEN p.household THEN NULL ELSE p.address END'
/** A zone leaves the office only when it is published, and no more once it is deleted. */
export const visibleZone = 'z.published AND z.deleted_at IS NULL'

const EVERYONES = bound([...statusesSeenBy('everyone')], 'text[]')
const OFFICES = bound([...statusesSeenBy('office')], 'text[]')

/**
 * Which proposals an actor may know of, as a condition on the rows of `proposals` under an alias. A proposal in a status
 * that nobody is declared to see is seen by nobody. What is shown of it is what was announced: the columns hold that alone.
 */
export function visibleProposal(actor: Actor = PUBLIC, alias = 'p'): SqlFragment {
  const status = catalogued(`${alias}.status`)
  const everyones = sql`${status} = ANY (${EVERYONES})`
  if (actor.kind === 'system') return sql`(${everyones} OR ${status} = ANY (${OFFICES}))`
  const grants = actor.kind === 'account' ? actor.grants.filter(readsOffice) : []
  if (grants.length === 0) return everyones
  const within = grants.map((grant) => withinGrant(grant, alias))
  return sql`(${everyones} OR (${status} = ANY (${OFFICES}) AND (${joinSql(within, ' OR ')})))`
}

/** Whether its role reads what offices know of where the grant holds. */
function readsOffice({ role }: Grant): boolean {
  return may({ kind: 'account', id: 0, name: '', grants: [{ role }] }, 'proposal:read-office-state')
}

function withinGrant({ area, agency, stages, years }: Grant, alias: string): SqlFragment {
  const column = (name: string) => catalogued(`${alias}.${name}`)
  const code = column('village_code')
  const bounds = [
    ...(area === undefined
      ? []
      : [sql`(${code} = ${bound(area, 'text')} OR starts_with(${code}, ${bound(`${area}.`, 'text')}))`]),
    ...(agency === undefined ? [] : [sql`${column('agency')} = ${bound(agency, 'text')}`]),
    ...(stages === undefined ? [] : [sql`${column('stage')} = ANY (${bound([...stages], 'text[]')})`]),
    ...(years === undefined ? [] : [sql`${column('year')} = ANY (${bound([...years], 'int[]')})`]),
  ]
  return sql`(${joinSql([catalogued('true'), ...bounds], ' AND ')})`
}
