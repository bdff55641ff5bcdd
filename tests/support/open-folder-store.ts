import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../server/database/open-embedded.ts'
import { engine, openStore, type TestStore } from './open-store.ts'
import { recordStatements } from './runner/statements.ts'
import { archivePath, ENGINE_CACHE, type Template } from './store-template.ts'

/** As openStore, but on the disk when embedded: a store that can be opened again when its engine died. */
export async function openFolderStore(template: Template = 'district'): Promise<TestStore> {
  if (engine !== 'embedded') return await openStore(template)
  const root = mkdtempSync(join(tmpdir(), 'petausul-folder-'))
  const database = recordStatements(
    await openEmbedded({
      folder: join(root, 'database'),
      archive: readFileSync(archivePath(template)),
      cache: ENGINE_CACHE,
    }),
  )
  return {
    database,
    url: undefined,
    async close() {
      await database.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
