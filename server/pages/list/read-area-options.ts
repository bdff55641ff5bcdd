import type { Knex } from 'knex'

export interface AreaOption {
  code: string
  name: string
}

export interface AreaOptions {
  districts: readonly (AreaOption & { villages: readonly AreaOption[] })[]
  /** The selected area, if it exists. */
  chosen: AreaOption | undefined
}

/** Above this number a list of all villages is unusable, so only those of the selected district are offered. */
const MOST_VILLAGES = 400
const MOST_DISTRICTS = 1000

/** Districts with their villages to choose from; in a large store the villages of the chosen district only. */
export async function readAreaOptions(knex: Knex, chosen: string | undefined): Promise<AreaOptions> {
  const columns = ['code', 'name', 'parent_code AS parent']
  const districts = await knex('areas')
    .where({ level: 'district' })
    .orderBy('name')
    .limit(MOST_DISTRICTS)
    .select<AreaOption[]>('code', 'name')
  const counted = await knex('areas').where({ level: 'village' }).count<{ count: unknown }[]>('* AS count')
  const villages = knex('areas').where({ level: 'village' }).orderBy('name').limit(MOST_VILLAGES)
  if (Number(counted[0]?.count ?? 0) > MOST_VILLAGES)
    villages.where((within) => within.where('parent_code', chosen ?? '').orWhere('code', chosen ?? ''))
  const offered = await villages.select<(AreaOption & { parent: string | null })[]>(columns)
  return {
    districts: districts.map((district) => ({
      ...district,
      villages: offered.filter(({ parent }) => parent === district.code),
    })),
    chosen: [...districts, ...offered].find(({ code }) => code === chosen),
  }
}
