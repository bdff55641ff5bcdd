import { join } from 'node:path'
import { makeDemo } from '../../data/make-demo.ts'
import { readConfig } from '../../server/config.ts'
import type { Database } from '../../server/database/database.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import type { BenchStore } from './bench-context.ts'

/** The demo district in an embedded database: what a computer without PostGIS serves. */
export async function embeddedStore(folder: string): Promise<{ store: BenchStore; versions: string }> {
  const dataDir = join(folder, 'embedded')
  const { manifestPath } = await makeDemo(join(folder, 'demo'))
  const versions = await withDatabase(dataDir, async (database) => {
    await runImport(database, manifestPath, { signal: new AbortController().signal, onProgress: () => {} })
    return database.versions
  })
  const query = (sql: string) =>
    withDatabase(dataDir, async ({ write }) => {
      const { rows } = await write.raw<{ rows: Record<string, unknown>[] }>(sql)
      return rows
    })
  return { store: { serve: { folder: dataDir }, query }, versions }
}

export async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig({ DATA_DIR: dataDir }), makeLog('error'))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
