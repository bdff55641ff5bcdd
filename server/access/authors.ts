import type { Knex } from 'knex'
import { bound, named, type SqlFragment, select, sql } from '../database/sql-fragment.ts'

/** Tables whose rows say which account wrote them, each with what tells its rows apart. */
const KEYS = {
  criteria: sql`t.key`,
  score_models: sql`t.id || ' ' || t.version`,
  portfolios: sql`t.id::text`,
  recorded_decisions: sql`t.id::text`,
  imports: sql`t.id::text`,
  context_layers: sql`t.id`,
  styles: sql`t.layer || ' ' || t.name`,
  style_versions: sql`t.layer || ' ' || t.name || ' ' || t.version`,
  zones: sql`t.id`,
  zone_versions: sql`t.zone_id || ' ' || t.version`,
  archives: sql`t.id`,
  layer_metadata: sql`t.layer`,
  foreign_records: sql`t.id`,
  current_publications: sql`t.layer_id`,
} as const satisfies Record<string, SqlFragment>

export type AuthoredTable = keyof typeof KEYS

/**
 * Records with the name of the account that wrote each; null where none did, as at the terminal. Only for answers to those
 * who may know it. `write`, since reads cannot see accounts (docs/decisions/018).
 */
export async function withAuthors<Item extends object>(
  write: Knex,
  table: AuthoredTable,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Promise<(Item & { by: string | null })[]> {
  const rows = await select<{ key: string; name: string }>(
    write,
    sql`SELECT ${KEYS[table]} AS key, a.name FROM ${named(table)} t JOIN accounts a ON a.id = t.by_account
        WHERE ${KEYS[table]} = ANY (${bound(items.map(keyOf), 'text[]')})`,
  )
  const names = new Map(rows.map(({ key, name }) => [key, name]))
  return items.map((item) => ({ ...item, by: names.get(keyOf(item)) ?? null }))
}

/** As withAuthors, of one record. */
export async function withAuthor<Item extends object>(
  write: Knex,
  table: AuthoredTable,
  item: Item,
  key: string,
): Promise<Item & { by: string | null }> {
  const [signed] = await withAuthors(write, table, [item], () => key)
  return signed ?? { ...item, by: null }
}
