import type { Knex } from 'knex'
import type { LayerDefinition } from './layer.ts'

/** Where a layer's content is from, in words; null when no file says. */
export async function readSource(knex: Knex, layer: LayerDefinition): Promise<string | null> {
  return layer.source || ((await layer.readSource?.(knex)) ?? null)
}

/** Reads what the files of a role (an SQL LIKE pattern) say of where they are from. */
export function sourceOf(role: string): (knex: Knex) => Promise<string | null> {
  return async (knex) => {
    const named = await knex('datasets')
      .where('role', 'like', role)
      .whereNotNull('source')
      .distinct()
      .orderBy('source')
      .pluck<string[]>('source')
    return named.length > 0 ? named.join('; ') : null
  }
}
