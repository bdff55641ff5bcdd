import type { Knex } from 'knex'

/** A district (kecamatan) by which a download can be narrowed. */
export interface DistrictOption {
  code: string
  name: string
}

const MOST_DISTRICTS = 1000

export async function readDistrictOptions(knex: Knex): Promise<DistrictOption[]> {
  return await knex('areas')
    .where({ level: 'district' })
    .orderBy('name')
    .limit(MOST_DISTRICTS)
    .select<DistrictOption[]>('code', 'name')
}
