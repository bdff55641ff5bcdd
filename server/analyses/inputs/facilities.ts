import { bound, catalogued, sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

/** Facilities that have a place, of the analysis' service. */
export type FacilityRow = readonly [lon: number, lat: number, capacity: number | null]
export type FacilitiesInput = Tuples<'facilities', FacilityRow>

export const facilities = tuples<FacilitiesInput>({
  name: 'facilities',
  states: (service) => [`need-coverage:${service?.service ?? '*'}`],
  columns: ['ST_X(f.geom)', 'ST_Y(f.geom)', 'f.capacity'],
  key: 'f.id',
  from: () => catalogued('facilities f'),
  where: ({ service }) =>
    sql`f.type = ANY (${bound([...(service?.facilityTypes ?? [])], 'text[]')}) AND f.geom IS NOT NULL`,
})
