import type { Knex } from 'knex'
import type { Grant } from '../../../core/access/grant.ts'
import { type AreaOptions, readAreaOptions } from '../list/read-area-options.ts'
import type { AreaNames } from './grant-words.ts'

const MOST_AGENCIES = 200

/** What a form offers to bound a grant by. */
export interface GrantChoices {
  readonly areas: AreaOptions
  readonly agencies: readonly string[]
}

export async function readGrantChoices(read: Knex): Promise<GrantChoices> {
  const agencies = await read('proposals')
    .whereNotNull('agency')
    .distinct<{ agency: string }[]>('agency')
    .orderBy('agency')
    .limit(MOST_AGENCIES)
  return { areas: await readAreaOptions(read, undefined), agencies: agencies.map(({ agency }) => agency) }
}

/** Names of the areas that these grants are bounded by. */
export async function readAreaNames(read: Knex, grants: readonly Grant[]): Promise<AreaNames> {
  const codes = [...new Set(grants.flatMap(({ area }) => area ?? []))]
  if (codes.length === 0) return new Map()
  const rows = await read('areas')
    .whereIn('code', codes)
    .select<{ code: string; name: string }[]>('code', 'name')
  return new Map(rows.map(({ code, name }) => [code, name]))
}
