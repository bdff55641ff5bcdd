import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { Database } from './database.ts'
import { openEmbedded } from './open-embedded.ts'
import { openPostgis } from './open-postgis.ts'

/** Opens the engine that the settings name and brings its schema up to date. */
export async function openDatabase(config: Config, log: Logger): Promise<Database> {
  const database = config.databaseUrl
    ? await openPostgis({
        url: config.databaseUrl,
        readUrl: config.databaseReadUrl,
        pool: config.databasePool,
        log,
      })
    : await openEmbedded({
        folder: join(config.dataDir, 'database'),
        archive: undefined,
        cache: join(config.dataDir, 'cache', 'engine'),
        log,
      })
  try {
    await bringUpToDate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}
