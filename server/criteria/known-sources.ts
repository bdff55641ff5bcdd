import type { Knex } from 'knex'

/** What the store offers as sources of criteria, limited to as many of each kind as a person can choose from. */
const MOST_LAYERS = 200
const MOST_STATISTICS = 100

/** A layer that a package brought. */
export interface BroughtLayer {
  id: string
  title: string
  geometry_type: string
  fields: string[]
}

export async function readBroughtLayers(knex: Knex): Promise<BroughtLayer[]> {
  return await knex('layers')
    .orderBy('title')
    .orderBy('id')
    .limit(MOST_LAYERS)
    .select<BroughtLayer[]>('id', 'title', 'geometry_type', 'fields')
}

/** Services that have a standard. */
export async function readServiceNames(knex: Knex): Promise<string[]> {
  return await knex('service_standards').orderBy('service').pluck<string[]>('service')
}

/** Keys of statistics that are numbers. */
export async function readStatisticKeys(knex: Knex): Promise<string[]> {
  return await knex('statistics')
    .whereNotNull('value')
    .distinct()
    .orderBy('key')
    .limit(MOST_STATISTICS)
    .pluck<string[]>('key')
}
