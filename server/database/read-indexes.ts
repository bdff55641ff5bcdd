import type { Knex } from 'knex'
import type { Database } from './database.ts'

/**
 * Indexes of proposals that only searching, looking and a later join need, as the migration that made them wrote them.
 * That of stale rows would keep the join of a million from writing heap-only tuples, since it takes each row out of the index.
 */
const readIndexes = [
  {
    name: 'proposals_words_idx',
    on: 'USING gin (proposal_words(code, title, problem, CASE WHEN household THEN NULL ELSE address END, place_words))',
  },
  { name: 'proposals_public_geom_idx', on: 'USING gist (public_geom)' },
  { name: 'proposals_id_idx', on: '(id) WHERE stale' },
  { name: 'proposals_queue_idx', on: '(stage, village_code COLLATE "C")' },
  { name: 'proposals_dataset_id_idx', on: '(dataset_id)' },
  { name: 'proposals_village_code_idx', on: '(village_code)' },
  { name: 'proposals_year_status_idx', on: '(year, status)' },
] as const

/**
 * References that an import writes by itself, a million times to the same row or to one that the same statement has made: asked
 * row by row they are a third of what the database does while it reads, asked once over all rows at the end a second each.
 */
const references = [
  { name: 'proposals_package_id_fkey', table: 'proposals', is: '(package_id) REFERENCES packages(id)' },
  { name: 'proposals_dataset_id_fkey', table: 'proposals', is: '(dataset_id) REFERENCES datasets(id)' },
  { name: 'events_proposal_id_fkey', table: 'events', is: '(proposal_id) REFERENCES proposals(id)' },
] as const

/** For building one: words of a million titles then go to the disk in few passes. */
const BUILD_MEMORY = '256MB'

/** Those indexes and references while an import runs. */
export class ReadIndexes {
  readonly #database: Database
  #building: Promise<void> | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Drops them while the store holds no proposals: filling an empty store with a million is 40 s faster when they are built at
   * the end. Does nothing in a store that holds proposals.
   */
  async setAside(): Promise<void> {
    const { write } = this.#database
    const { rows } = await write.raw<{ rows: unknown[] }>('SELECT 1 FROM proposals LIMIT 1')
    if (rows.length > 0) return
    for (const { name } of readIndexes) await write.raw('DROP INDEX IF EXISTS ??', [name])
    for (const { name, table } of references)
      await write.raw('ALTER TABLE ?? DROP CONSTRAINT IF EXISTS ??', [table, name])
  }

  /** Starts building them in the background on connections of their own, while others read: some 40 s for a million proposals. */
  begin(): void {
    if (this.#database.engine === 'embedded') return
    this.#building = rebuildReadIndexes(this.#database.write, true)
    this.#building.catch(() => {})
  }

  /** Waits for them, and makes what is still missing. */
  async complete(): Promise<void> {
    await this.#building?.catch(() => {})
    await rebuildReadIndexes(this.#database.write)
  }
}

/** Whether some are missing: while an import fills an empty store, up to its very end. */
export async function areReadIndexesSetAside(knex: Knex): Promise<boolean> {
  const names: string[] = readIndexes.map(({ name }) => name)
  const known = await knex('pg_class').whereIn('relname', names).pluck<string[]>('relname')
  return known.length < names.length
}

/**
 * Builds the missing indexes and references; reads continue meanwhile, writes wait. That of words takes as long as all others
 * together and some more, so that where there are several connections it has one of its own.
 */
export async function rebuildReadIndexes(knex: Knex, sideBySide = false): Promise<void> {
  const [words, ...others] = readIndexes
  if (sideBySide) {
    // Both have ended before anybody tries again.
    const ended = await Promise.allSettled([build(knex, [words]), build(knex, others)])
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  } else await build(knex, readIndexes)
  // Each waits for whoever builds an index of its table.
  const known = await knex('pg_constraint').whereRaw(`contype = 'f'`).pluck<string[]>('conname')
  for (const { name, table, is } of references)
    if (!known.includes(name))
      await knex.raw(`ALTER TABLE ?? ADD CONSTRAINT ?? FOREIGN KEY ${is}`, [table, name])
}

async function build(knex: Knex, indexes: readonly (typeof readIndexes)[number][]): Promise<void> {
  for (const { name, on } of indexes)
    await knex.transaction(async (transaction) => {
      await transaction.raw(`SET LOCAL maintenance_work_mem = '${BUILD_MEMORY}'`)
      await transaction.raw(`CREATE INDEX IF NOT EXISTS ?? ON proposals ${on}`, [name])
    })
}
