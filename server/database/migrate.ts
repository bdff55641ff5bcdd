import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { DatabaseUnusable } from './database.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
const LOCK = 0x70657461 // "peta"

/**
 * Applies the SQL files of migrations/ in order of name, each in a transaction of its own, under an advisory
 * lock, so that instances that start together do not collide. A file that changed after it was applied is an error.
 */
export async function migrate(knex: Knex): Promise<string[]> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const applied: string[] = []
  for (const name of files) {
    const sql = readFileSync(new URL(name, FOLDER), 'utf8')
    if (await applyOnce(knex, name, sql)) applied.push(name)
  }
  return applied
}

async function applyOnce(knex: Knex, name: string, sql: string): Promise<boolean> {
  const digest = createHash('sha256').update(sql).digest('hex')
  return await knex.transaction(async (transaction) => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [LOCK])
    await transaction.raw(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const known = await transaction('schema_migrations')
      .where({ name })
      .first<{ sha256: string } | undefined>()
    if (known && known.sha256 !== digest) {
      throw new DatabaseUnusable(
        `The store was built with another version of migrations/${name}. Use the version of PetaUsul that made it, or a new store.`,
      )
    }
    if (known) return false
    await transaction.raw(sql)
    await transaction('schema_migrations').insert({ name, sha256: digest })
    return true
  })
}
