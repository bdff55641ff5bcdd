import type { Knex } from 'knex'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import { Problem } from '../../core/problem.ts'
import { run, sql } from '../database/sql-fragment.ts'
import { isAllowed } from './context-layer.ts'

const MOST = 50

interface Row {
  id: string
  kind: ContextLayer['kind']
  url: string
  layer: string | null
  title_id: string
  title_en: string
  attribution: string
}

/** All context layers in order of title. Layers of hosts that are no longer allowed are hidden until the host is allowed again. */
export async function listContextLayers(knex: Knex, allowed: readonly string[]): Promise<ContextLayer[]> {
  const rows = await knex('context_layers').orderBy('title_id').limit(MOST).select<Row[]>('*')
  return rows
    .filter(({ url }) => isAllowed(url, allowed))
    .map(({ title_id, title_en, id, kind, url, layer, attribution }) => ({
      id,
      kind,
      url,
      layer,
      title: { id: title_id, en: title_en },
      attribution,
    }))
}

/** Adds the layer, or replaces the one with the same id. */
export async function saveContextLayer(
  knex: Knex,
  { title, ...layer }: ContextLayer,
  byAccount: number | null,
): Promise<void> {
  await knex.transaction(async (transaction) => {
    await run(transaction, sql`SELECT pg_advisory_xact_lock(hashtext('context_layers'))`)
    const [row] = await transaction('context_layers')
      .whereNot({ id: layer.id })
      .count<{ count: string }[]>('* AS count')
    if (Number(row?.count ?? 0) >= MOST)
      throw new Problem({
        title: 'Too many context layers',
        status: 409,
        detail: `There are ${MOST} context layers, which is the most; delete one first`,
      })
    await transaction('context_layers')
      .insert({ ...layer, title_id: title.id, title_en: title.en, by_account: byAccount })
      .onConflict('id')
      .merge()
  })
}

/** Deletes the layer; false when there is none with this id. */
export async function deleteContextLayer(knex: Knex, id: string): Promise<boolean> {
  return (await knex('context_layers').where({ id }).delete()) > 0
}
