import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFolderStore } from '../support/open-folder-store.ts'
import { engine, type TestStore } from '../support/open-store.ts'

describe.skipIf(engine !== 'embedded')('a store of the embedded engine on the disk', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openFolderStore('empty')
  })
  afterAll(() => store.close())

  const setting = async (name: string) => {
    const { rows } = await store.database.write.raw<{ rows: { value: string }[] }>(
      'SELECT current_setting(?) AS value',
      [name],
    )
    return rows[0]?.value
  }
  /** How often the engine had its log synced. */
  const syncs = async () => {
    // What a session counted is seen once it has told it.
    await store.database.write.raw('SELECT pg_stat_force_next_flush()')
    const { rows } = await store.database.write.raw<{ rows: { count: number }[] }>(
      `SELECT coalesce(sum(fsyncs), 0)::int AS count FROM pg_stat_io WHERE object = 'wal'`,
    )
    return rows[0]?.count ?? 0
  }

  it('syncs its log at each commit, by the one call that reaches the file system', async () => {
    expect(await setting('fsync')).toBe('on')
    expect(await setting('synchronous_commit')).toBe('on')
    expect(await setting('wal_sync_method')).toBe('fsync')
    const before = await syncs()
    for (let n = 0; n < 5; n++)
      await store.database.write.raw(
        `INSERT INTO packages (id, name, code_edition, working_crs) VALUES (?, 'x', '-', 'EPSG:32749')`,
        [`durable-${n}`],
      )
    expect((await syncs()) - before).toBeGreaterThanOrEqual(5)
  })
})
