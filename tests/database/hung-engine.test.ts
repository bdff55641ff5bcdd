import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbedded } from '../../server/database/open-embedded.ts'
import { engine } from '../support/open-store.ts'
import { archivePath, ENGINE_CACHE } from '../support/store-template.ts'

/** Computes on for hours, and looks at nothing meanwhile. */
const HANG = `SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b WHERE sqrt(a::float8 * b) < 0`
const LONG_ENOUGH_MS = 60_000

describe.skipIf(engine !== 'embedded')('an embedded engine that hangs in a write', () => {
  let root: string
  let folder: string
  let database: EmbeddedDatabase
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'petausul-hung-'))
    folder = join(root, 'database')
    database = await openEmbedded({
      folder,
      archive: readFileSync(archivePath('empty')),
      cache: ENGINE_CACHE,
    })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it(
    'keeps nobody from closing, and what was acknowledged before is there afterwards',
    async () => {
      const row = { id: 'kept', name: 'kept', code_edition: '-', working_crs: 'EPSG:32749' }
      await database.write('packages').insert(row)
      const hung = database.write.raw(HANG).then(
        () => 'ended',
        () => 'given up',
      )
      await database.close()
      expect(await hung).toBe('given up')
      const again = await openEmbedded({ folder, archive: undefined, cache: ENGINE_CACHE })
      expect(await again.write('packages').pluck('id')).toContain('kept')
      await again.close()
    },
    LONG_ENOUGH_MS,
  )
})
