import { afterAll, beforeAll, expect, it } from 'vitest'
import { warmWrites } from '../../server/proposals/warm-writes.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const TABLES = ['proposals', 'events', 'contacts', 'proposal_secrets', 'idempotency_keys', 'layer_changes']

async function contents(): Promise<unknown> {
  const { rows } = await store.database.write.raw<{ rows: { name: string }[] }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY (?) ORDER BY 1`,
    [TABLES],
  )
  const counted = rows.map(async ({ name }) => {
    const counts = await store.database.write.raw<{ rows: unknown[] }>(
      `SELECT count(*)::int AS count, md5(string_agg(t::text, '|' ORDER BY t::text)) AS digest FROM ?? t`,
      [name],
    )
    return [name, counts.rows[0]]
  })
  return Object.fromEntries(await Promise.all(counted))
}

/** Of proposals that were written, also where that was taken back. */
async function lastNumber({ database }: TestStore): Promise<number> {
  const { rows } = await database.write.raw<{ rows: { last: string }[] }>(
    `SELECT last_value AS last FROM proposals_id_seq`,
  )
  return Number(rows[0]!.last)
}

it('tries submissions of both kinds out on every connection that stays open, tells nobody, and leaves nothing', async () => {
  const before = await contents()
  const reported: string[] = []
  await store.database.listen(
    'petausul_changes',
    (payload) => reported.push(payload),
    () => {},
  )
  const first = await lastNumber(store)
  await warmWrites(store.database)
  const tried = (await lastNumber(store)) - first
  expect(tried).toBeGreaterThanOrEqual(12)
  expect(tried % 12).toBe(0)
  await store.database.write.raw(`NOTIFY petausul_changes, 'the end'`)
  await expect.poll(() => reported).toEqual(['the end'])
  expect(await contents()).toEqual(before)
})

it('leaves a store alone that has no villages', async () => {
  const empty = await openStore('empty')
  try {
    const first = await lastNumber(empty)
    await warmWrites(empty.database)
    expect(await lastNumber(empty)).toBe(first)
  } finally {
    await empty.close()
  }
})
