import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { digitsFor, type FeatureRow } from './feature-text.ts'
import { writeCursor } from './item-cursor.ts'
import type { ItemsQuery } from './items-query.ts'
import { countItems, readItems, startBefore } from './read-items.ts'

/** Facts of a page that are known once its rows have been read. */
export interface PageEnd {
  numberReturned: number
  /** Undefined where rows that match were too many to count. */
  numberMatched: number | undefined
  next: string | undefined
  prev: string | undefined
}

export interface ItemsPage {
  /** Batches of rows. Must be read to the end before `end` is called. */
  rows: AsyncGenerator<FeatureRow[]>
  end(): Promise<PageEnd>
}

/**
 * One page of items. For a whole collection the number of matches is known (`total`). For a selection its first page finds it: by
 * itself where it is also the last page, else by one bounded count, which is carried on in the cursors. No other page counts.
 */
export async function openPage(
  knex: Knex,
  layer: LayerDefinition,
  query: ItemsQuery,
  total: number,
): Promise<ItemsPage> {
  const { where, cursor, limit, question } = query
  const digits = digitsFor(query.crs)
  const start =
    cursor?.direction === 'before'
      ? await startBefore(knex, layer, { where, before: cursor.key, limit })
      : { after: cursor?.key ?? -1, more: cursor !== undefined }
  let [count, first, last, more] = [0, start.after + 1, start.after, false]

  async function* take(): AsyncGenerator<FeatureRow[]> {
    const asked = { where, after: start.after, limit: limit + 1, digits }
    for await (const rows of readItems(knex, layer, asked)) {
      const kept = rows.slice(0, limit - count)
      more ||= kept.length < rows.length
      if (count === 0 && kept[0]) first = kept[0].key
      count += kept.length
      last = kept.at(-1)?.key ?? last
      if (kept.length > 0) yield kept
    }
  }

  async function countMatched(): Promise<number | null> {
    if (!where) return total
    if (cursor) return cursor.matched
    return more ? await countItems(knex, layer, where) : count
  }

  return {
    rows: take(),
    async end() {
      const matched = await countMatched()
      const at = (direction: 'after' | 'before', key: number) =>
        writeCursor({ direction, key, matched: where ? matched : null }, question)
      return {
        numberReturned: count,
        numberMatched: matched ?? undefined,
        next: more ? at('after', last) : undefined,
        prev: start.more ? at('before', first) : undefined,
      }
    },
  }
}
