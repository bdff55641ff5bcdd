import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../server/database/database.ts'
import { openEmbedded } from '../../server/database/open-embedded.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { describeSchema } from '../support/store-schema.ts'
import { archivePath, ENGINE_CACHE } from '../support/store-template.ts'

let postgis: TestStore
let embedded: Database
beforeAll(async () => {
  postgis = await openStore('empty')
  embedded = await openEmbedded({
    folder: undefined,
    archive: readFileSync(archivePath('empty')),
    cache: ENGINE_CACHE,
  })
}, 120_000)
afterAll(async () => {
  await postgis.close()
  await embedded.close()
})

/** PostgreSQL 18 lists NOT NULL among the constraints; it stands with each column besides. */
async function schemaOf(database: Database): Promise<string[]> {
  const lines = await describeSchema(database.write)
  return lines.filter((line) => !/^constraint \S+ \S+ NOT NULL /.test(line)).toSorted()
}

/** Which is why a statement of names alone is not asked of either again (support/runner/statements). */
it('tables, columns, indexes, functions and triggers are the same on both engines', async () => {
  const here = await schemaOf(postgis.database)
  expect(here.length).toBeGreaterThan(300)
  expect(await schemaOf(embedded)).toEqual(here)
})
