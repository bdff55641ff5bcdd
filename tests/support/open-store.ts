import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Database } from '../../server/database/database.ts'
import { openEmbedded } from '../../server/database/open-embedded.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { recordStatements } from './runner/statements.ts'
import { giveEngine, takeEngine } from './shared-engine.ts'
import {
  archivePath,
  ENGINE_CACHE,
  SHARED,
  TEST_READER,
  type Template,
  templateName,
  withDatabase,
} from './store-template.ts'

export const engine: 'embedded' | 'postgis' = process.env.TEST_ENGINE === 'postgis' ? 'postgis' : 'embedded'

export interface TestStore {
  database: Database
  /** Of the test's own database on PostGIS. */
  url: string | undefined
  close(): Promise<void>
}

/** A store of the test's own, as the template has it, on the engine of the project that is running. */
export async function openStore(template: Template = 'district'): Promise<TestStore> {
  if (engine === 'embedded') return await openInMemory(template)
  const server = process.env.TEST_DATABASE_URL ?? ''
  const name = `petausul_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (client) =>
    // By files, a third of the time of writing each page to the log.
    client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName(template)} STRATEGY FILE_COPY`),
  )
  const url = withDatabase(server, name)
  const options = { url, pool: 4, log: makeLog('silent'), readRole: TEST_READER }
  const database = recordStatements(await openPostgis(options))
  return {
    database,
    url,
    async close() {
      await database.close()
      await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

async function openInMemory(template: Template): Promise<TestStore> {
  const isShared = template === SHARED
  const used = isShared ? await takeEngine() : undefined
  const archive = readFileSync(archivePath(template))
  const fresh =
    used ?? recordStatements(await openEmbedded({ folder: undefined, archive, cache: ENGINE_CACHE }))
  let closing: Promise<void> | undefined
  const close = () => (closing ??= isShared ? giveEngine(fresh) : fresh.close())
  return { database: { ...fresh, close }, url: undefined, close }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Two test files may copy one template at the same time; PostgreSQL refuses that, so they take turns.
    await client.query('SELECT pg_advisory_lock(7065747)')
    await work(client)
  } finally {
    await client.end()
  }
}
