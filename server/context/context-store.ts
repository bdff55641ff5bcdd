import type { Knex } from 'knex'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import { Problem } from '../../core/problem.ts'
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

/** In order of title. One whose host is no longer allowed is not shown, and is there again when it is. */
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

/** Adds it, or puts it in the place of the one with its id. */
export async function saveContextLayer(knex: Knex, { title, ...layer }: ContextLayer): Promise<void> {
  await knex.transaction(async (transaction) => {
    await transaction.raw(`SELECT pg_advisory_xact_lock(hashtext('context_layers'))`)
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
      .insert({ ...layer, title_id: title.id, title_en: title.en })
      .onConflict('id')
      .merge()
  })
}

/** False when there is none of this id. */
export async function deleteContextLayer(knex: Knex, id: string): Promise<boolean> {
  return (await knex('context_layers').where({ id }).delete()) > 0
}
