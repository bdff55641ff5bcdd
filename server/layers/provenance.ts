import type { Knex } from 'knex'
import type { LayerDefinition } from './layer.ts'

/** Roles of the datasets behind the layers that we make ourselves; packages' own layers carry their source along. */
const ROLES: Record<string, string> = {
  proposals: 'proposals:%',
  'areas-village': 'areas:village',
  'areas-district': 'areas:%',
  poverty: 'statistics:%poorPopulation%',
  idm: 'statistics:%idm%',
  'poverty-coverage': 'statistics:%poorPopulation%',
  facilities: 'facilities%',
}

/** Where a layer's content is from, in words; null when no file says. */
export async function readSource(knex: Knex, layer: LayerDefinition): Promise<string | null> {
  if (layer.source) return layer.source
  if (layer.id.startsWith('coverage-')) {
    const service = layer.id.slice('coverage-'.length)
    const row = await knex('service_standards')
      .where({ service })
      .first<{ source: string } | undefined>('source')
    return row?.source ?? null
  }
  const role = ROLES[layer.id]
  if (!role) return null
  const named = await knex('datasets')
    .where('role', 'like', role)
    .whereNotNull('source')
    .distinct()
    .orderBy('source')
    .pluck<string[]>('source')
  if (named.length > 0) return named.join('; ')
  if (!layer.id.startsWith('areas-')) return null
  const editions = await knex('packages').distinct().pluck<string[]>('code_edition')
  return editions.join('; ') || null
}
