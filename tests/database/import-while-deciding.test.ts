import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../core/access/actor.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { decide } from '../../server/proposals/decide.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'

const FILE = 'usulan_2025.csv'
const CODE = '202500004'

/** The embedded engine has one connection: nothing of another comes between. */
describe.skipIf(engine === 'embedded')('an import that meets an office at work', () => {
  let store: TestStore
  let folder: string
  beforeAll(async () => {
    store = await openStore()
    folder = mkdtempSync(join(tmpdir(), 'petausul-test-'))
    cpSync(dirname(FIXTURE_DISTRICT), folder, { recursive: true })
  })
  afterAll(async () => {
    await store?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('waits for the decision that is being written, and keeps it', async () => {
    const { write } = store.database
    const path = join(folder, FILE)
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('Lengkapi proposal')
    writeFileSync(path, text.replace('Lengkapi proposal', 'Lengkapi gambar'))
    const one = async <Row>(sql: string) => (await write.raw<{ rows: Row[] }>(sql, [CODE])).rows
    const before = await one<{ title: string; version: number }>(
      'SELECT version FROM proposals WHERE code = ?',
    )
    const { promise: written, resolve: hasWritten } = Promise.withResolvers<void>()
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const deciding = write.transaction(async (transaction) => {
      const note = { action: 'note', role: 'agency', reason: 'Ditahan', announce: false } as const
      await decide(transaction, SYSTEM, { code: CODE, version: before[0]!.version, ...note })
      hasWritten()
      await mayCommit
    })
    await written
    const importing = runImport(store.database, join(folder, 'district.json'), {
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    const waits = async () =>
      (
        await write.raw<{ rows: unknown[] }>(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).rows.length
    const until = Date.now() + 20_000
    while ((await waits()) === 0 && Date.now() < until) await setTimeout(20)
    expect(await waits(), 'the import waits for the row').toBeGreaterThan(0)
    commit()
    await deciding
    const { report } = await importing

    const changed = report.datasets.find(({ file }) => file === FILE)
    expect(changed?.counts).toMatchObject({ updated: 0, inserted: 0 })
    expect(changed?.rejects.map(({ reason }) => reason)).toContain(
      'changed in the file, but edited here since: the edit is kept',
    )
    const decisions = await one<{ reason: string; superseded: boolean }>(
      `SELECT d.reason, d.superseded_at IS NOT NULL AS superseded FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       WHERE p.code = ? ORDER BY d.id`,
    )
    expect(decisions.at(-1)).toEqual({ reason: 'Ditahan', superseded: false })
    expect(decisions.map(({ reason }) => reason)).toContain('Lengkapi proposal')
    expect(decisions.map(({ reason }) => reason)).not.toContain('Lengkapi gambar')
    expect(await one('SELECT version FROM proposals WHERE code = ?')).toEqual(before)
    expect(await findBrokenStates(write)).toEqual([])
  })
})
