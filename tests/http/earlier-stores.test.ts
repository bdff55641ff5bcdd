import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import { migrate, readMigrations } from '../../server/database/migrate.ts'
import { rebuildReadIndexes } from '../../server/database/read-indexes.ts'
import { refreshDerived } from '../../server/join/refresh.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer } from '../support/start-test-server.ts'
import { describeSchema, emptySchema } from '../support/store-schema.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'

const FOLDER = new URL('../fixtures/stores/', import.meta.url)
const DUMPS = readdirSync(FOLDER).filter((name) => name.endsWith('.sql.gz'))
const ANSWERS = [
  '/api/district',
  '/api/layers',
  '/api/proposals?limit=200',
  '/api/indicators',
  '/api/criteria',
]
const TILES = [
  '/tiles/proposals/9/413/259.mvt',
  '/tiles/areas-village/9/413/259.mvt',
  '/tiles/need/9/413/259.mvt',
]
/** What tells when a store was filled or how often a layer was written, not what is in it. */
const OF_THE_MOMENT = /^(sourceDate|version|scaledAt|updatedAt|createdAt|importedAt|tiles|etag)$/

/** The engines' arithmetic differs in the last digit, and an earlier store may have been filled on the other one. */
function comparable(key: string, value: unknown): unknown {
  if (OF_THE_MOMENT.test(key)) return undefined
  return typeof value === 'number' ? Number(value.toPrecision(9)) : value
}

let store: TestStore
let schema: string[]
let answers: Record<string, unknown>
beforeAll(async () => {
  store = await openStore()
  schema = await describeSchema(store.database.write)
  answers = await readAnswers()
})
afterAll(() => store.close())

type Rows = Record<string, unknown>[]

/** What only this store knows: no start may lose it or write it anew. */
async function readKept(): Promise<Rows[]> {
  const { write } = store.database
  const tables = ['accounts', 'contacts', 'decisions', 'events', 'rejects']
  const rows: Rows[] = []
  for (const table of tables) rows.push(await write(table).orderByRaw('1'))
  return rows
}

/** The same rows without columns that are new: what the earlier version wrote. */
function asBefore(now: readonly Rows[], before: readonly Rows[]): Rows[] {
  return now.map((rows, table) =>
    rows.map((row, at) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => name in (before[table]?.[at] ?? row))),
    ),
  )
}

/** The store as it is, asked through a server of its own. */
async function readAnswers(): Promise<Record<string, unknown>> {
  const server = await startTestServer({ database: { ...store.database, close: async () => {} } })
  try {
    const found: Record<string, unknown> = {}
    for (const path of ANSWERS) {
      const response = await server.get(path)
      expect(response.status, path).toBe(200)
      found[path] = JSON.parse(await response.text(), comparable)
    }
    for (const path of TILES) {
      const response = await server.get(path)
      expect(response.status, path).toBe(200)
      found[path] = decodeTile(new Uint8Array(await response.arrayBuffer()))
    }
    return found
  } finally {
    await server.close()
  }
}

describe('a store of an earlier version', () => {
  it.for(DUMPS)('%s starts, and is and answers as one that was made today', async (name) => {
    const { database } = store
    await emptySchema(database.write)
    await database.write.raw(gunzipSync(readFileSync(new URL(name, FOLDER))).toString())
    await database
      .write('accounts')
      .insert({ login: 'admin', name: 'A', role: 'administrator', password_hash: '-' })
    await database.write.raw(
      `INSERT INTO contacts (proposal_id, phone) SELECT min(id), '0812' FROM proposals`,
    )
    const kept = await readKept()
    // As a start does.
    await bringUpToDate(database)
    await refreshDerived(database, { signal: new AbortController().signal, onProgress: () => {} })
    await rebuildReadIndexes(database.write)

    expect(await describeSchema(database.write)).toEqual(schema)
    expect(asBefore(await readKept(), kept)).toEqual(kept)
    expect(await readAnswers()).toEqual(answers)
    expect(await database.write('packages').whereNull('completed_at'), 'would be imported again').toEqual([])
    const ran = await database.write('schema_migrations').select('name', 'sha256').orderBy('name')
    expect(ran).toEqual(readMigrations().map(({ name, sha256 }) => ({ name, sha256 })))
    expect(await migrate(database.write), 'a second start').toEqual([])
  })
})
