import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { DatabaseUnusable } from './database.ts'
import { formerMigrations } from './former-migrations.ts'

export const MIGRATIONS = new URL('../../migrations/', import.meta.url)
const LOCK = 0x70657461 // "peta"

export interface Migration {
  name: string
  sql: string
  sha256: string
}

/** The SQL files of a folder in order of name, which is the order in which they are applied. */
export function readMigrations(folder: URL = MIGRATIONS): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Brings the store to the schema of this version: carries over what earlier versions named or wrote otherwise, and
 * applies the files that it has not seen. One transaction, so that a store is either as it was or as it should be, under
 * an advisory lock, so that instances that start together do not collide. A store that another version has taken
 * further, or built differently, is refused by the names of what differs. Returns the names that were applied.
 */
export async function migrate(knex: Knex, files: readonly Migration[] = readMigrations()): Promise<string[]> {
  return await knex.transaction(async (transaction) => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [LOCK])
    await transaction.raw(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    await carryOver(transaction, files)
    const ran = await readRan(transaction)
    refuseOthers(ran, files)
    const missing = files.filter(({ name }) => !ran.has(name))
    for (const { name, sql, sha256 } of missing) {
      await transaction.raw(sql)
      await transaction('schema_migrations').insert({ name, sha256 })
    }
    return missing.map(({ name }) => name)
  })
}

async function readRan(transaction: Knex): Promise<Map<string, string>> {
  const rows = await transaction('schema_migrations')
    .select<{ name: string; sha256: string }[]>('name', 'sha256')
    .orderBy('name')
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

/** Gives what ran under a former name or with a former content its present one, in the order in which it was built. */
async function carryOver(transaction: Knex, files: readonly Migration[]): Promise<void> {
  const ran = await readRan(transaction)
  for (const { name, sha256, now, repair } of formerMigrations) {
    const present = files.find((file) => file.name === now)
    if (ran.get(name) !== sha256 || !present) continue
    if (repair) await transaction.raw(repair)
    await transaction('schema_migrations').where({ name }).update({ name: now, sha256: present.sha256 })
  }
}

function refuseOthers(ran: ReadonlyMap<string, string>, files: readonly Migration[]): void {
  const known = new Map(files.map(({ name, sha256 }) => [name, sha256]))
  const unknown = [...ran.keys()].filter((name) => !known.has(name))
  const different = [...ran].filter(([name, sha256]) => known.has(name) && known.get(name) !== sha256)
  if (unknown.length > 0)
    throw new DatabaseUnusable(
      `The store was made by another version of PetaUsul, most likely a newer one: this version does not know its ${list(unknown)}. Nothing was changed; start the version that made it, or a later one.`,
    )
  if (different.length > 0)
    throw new DatabaseUnusable(
      `The store was built with another content of ${list(different.map(([name]) => name))} than this version has. Nothing was changed; use an unchanged copy of PetaUsul (its migrations/ are never edited), or a new store.`,
    )
}

const list = (names: readonly string[]) => names.map((name) => `migrations/${name}`).join(', ')
