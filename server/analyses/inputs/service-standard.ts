import type { Knex } from 'knex'

export interface ServiceStandard {
  readonly service: string
  readonly facilityTypes: readonly string[]
  readonly maxDistanceMetres: number
}

/** Services with a standard, the shortest distance (metres) first. */
export async function readServiceStandards(knex: Knex): Promise<ServiceStandard[]> {
  const rows = await knex('service_standards')
    .orderBy('max_distance_m')
    .orderBy('service')
    .select<{ service: string; facility_types: string[]; max_distance_m: number }[]>(
      'service',
      'facility_types',
      'max_distance_m',
    )
  return rows.map(({ service, facility_types, max_distance_m }) => ({
    service,
    facilityTypes: facility_types,
    maxDistanceMetres: max_distance_m,
  }))
}
