import type { Knex } from 'knex'
import type { Envelope } from '../../../core/geo/envelope.ts'
import { bound, sql } from '../../database/sql-fragment.ts'
import { placeExtent } from '../proposal/place-extent.ts'
import {
  type NearArea,
  readAreas,
  readEnvelope,
  readLines,
  type Surroundings,
} from '../proposal/read-surroundings.ts'

export interface VillageMap {
  extent: Envelope
  /** Villages in view, the page's own first. */
  villages: readonly NearArea[]
  lines: Surroundings['lines']
}

/** The village with what lies around it, generalised to the pixels of a small map. */
export async function readVillageMap(knex: Knex, code: string): Promise<VillageMap | undefined> {
  const own = await readEnvelope(knex, sql`a.code = ${bound(code, 'text')}`)
  if (!own) return undefined
  const [west, south, east, north] = own
  const extent = placeExtent({
    village: own,
    place: [(west + east) / 2, (south + north) / 2],
    facility: null,
  })
  const [villages, lines] = await Promise.all([readAreas(knex, extent, code), readLines(knex, extent)])
  return { extent, villages, lines }
}
