import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../server/database/database.ts'
import { openEmbedded } from '../../server/database/open-embedded.ts'
import { archivePath, ENGINE_CACHE } from '../support/store-template.ts'

/**
 * A data folder with the fixture district as an import leaves it, in a quarter of the time that a first start and an import take
 * (start-and-stop.test.ts does both). `prepare` changes what is in it.
 */
export async function makeDistrictFolder(
  prepare: (database: Database) => Promise<unknown> = async () => {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-process-'))
  const archive = readFileSync(archivePath('district'))
  const database = await openEmbedded({ folder: join(folder, 'database'), archive, cache: ENGINE_CACHE })
  await prepare(database)
  await database.close()
  return folder
}
