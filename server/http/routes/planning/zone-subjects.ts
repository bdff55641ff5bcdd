import type { Actor } from '../../../../core/access/actor.ts'
import type { Subject } from '../../../../core/access/grant.ts'
import { may, mayAnywhere } from '../../../../core/access/may.ts'
import { commonArea } from '../../../../core/access/subjects.ts'
import type { Zone, ZoneStatistics } from '../../../../core/api/zone.ts'
import type { Database } from '../../../database/database.ts'
import type { ZoneCalculator } from '../../../zones/zone-calculator.ts'
import { listZoneVersions, readZone } from '../../../zones/zone-store.ts'

interface ZoneServices {
  database: Database
  calculator: ZoneCalculator
}
/** The whole region's: no bounded grant covers it. */
const WHOLE: Subject = {}

/** A zone lies in the smallest area that holds all villages it touches. Of one that touches very many not all are known. */
export function subjectOfZone({ villages }: Pick<ZoneStatistics, 'villages'>): Subject {
  return villages.truncated ? WHOLE : { area: commonArea(villages.items.map(({ code }) => code)) }
}

/** As it was saved last, also where it was deleted since; none where there never was one, which its handler says. */
export async function subjectsOfSaved({ database }: ZoneServices, id: string): Promise<Subject[]> {
  const [last] = await listZoneVersions(database.read, id)
  return last ? [subjectOfZone(last.statistics)] : []
}

/** As it was drawn, if it was; what of a portfolio lies in it is more than the zone's area tells. */
export async function subjectsOfDrawn(
  { calculator }: ZoneServices,
  { geometry, portfolioId }: { geometry?: unknown; portfolioId?: string | null | undefined },
): Promise<Subject[]> {
  if (portfolioId) return [WHOLE]
  if (geometry === undefined) return []
  const { statistics } = await calculator.count({ geometry })
  return [subjectOfZone(statistics)]
}

/** A draft, and what is written of a zone, is for who plans where it lies. */
export async function findZone(
  { database }: Pick<ZoneServices, 'database'>,
  id: string,
  actor: Actor,
): Promise<Zone | undefined> {
  if (may(actor, 'zone:read-draft')) return await readZone(database.read, id, true)
  if (!mayAnywhere(actor, 'zone:read-draft')) return await readZone(database.read, id, false)
  const zone = await readZone(database.read, id, true)
  const isTheirs = zone && may(actor, 'zone:read-draft', subjectOfZone(zone.statistics))
  return isTheirs ? zone : await readZone(database.read, id, false)
}
