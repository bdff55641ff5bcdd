import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../server/database/migrate.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { emptySchema } from '../support/store-schema.ts'

/*
 * The version before knew decisions, but not where they led. What it had written is carried over, so that what is held can
 * still be announced and what was announced stays as it is.
 */
const FOLDER = new URL('../fixtures/stores/', import.meta.url)
const DUMP = readdirSync(FOLDER).find((name) => name.startsWith('023-')) ?? ''

let store: TestStore
beforeAll(async () => {
  store = await openStore('empty')
  await emptySchema(store.database.write)
  await store.database.write.raw(gunzipSync(readFileSync(new URL(DUMP, FOLDER))).toString())
})
afterAll(() => store.close())

const query = async <Row>(sql: string, bindings: (string | number)[] = []): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql, bindings)).rows

/** As `decide` of that version wrote it; gives the decision's id. */
async function decided(
  code: string,
  made: { kind: string; status: string; stage: string; cost?: number; replaces?: number; document?: string },
): Promise<number> {
  const { kind, status, stage, cost, replaces, document } = made
  const bindings = [
    code,
    status,
    cost ?? null,
    document ?? null,
    replaces ?? null,
    kind,
    JSON.stringify({ status, stage, role: 'district' }),
  ]
  const [row] = await query<{ id: string }>(
    `WITH made AS (
       INSERT INTO decisions (proposal_id, stage, role, decision, cost_rupiah, document, replaces, decided_at)
       SELECT p.id, coalesce(o.stage, p.stage), 'district', x.status, x.cost, x.document, x.replaces, now()
       FROM (SELECT ?::text AS code, ?::text AS status, ?::numeric AS cost, ?::text AS document, ?::bigint AS replaces) x
       JOIN proposals p ON p.code = x.code LEFT JOIN office_states o ON o.proposal_id = p.id RETURNING id, proposal_id
     ), event AS (
       INSERT INTO events (proposal_id, kind, payload, decision_id) SELECT proposal_id, ?::text, ?::jsonb, id FROM made
     ) SELECT id FROM made`,
    bindings as string[],
  )
  await query(
    `INSERT INTO office_states (proposal_id, stage, status, cost_rupiah, volume, version)
     SELECT p.id, x.stage, x.status, coalesce(x.cost, o.cost_rupiah, p.cost_rupiah), p.volume, coalesce(o.version, p.version) + 1
     FROM (SELECT ?::text AS code, ?::text AS stage, ?::text AS status, ?::numeric AS cost) x
     JOIN proposals p ON p.code = x.code LEFT JOIN office_states o ON o.proposal_id = p.id
     ON CONFLICT (proposal_id) DO UPDATE SET stage = excluded.stage, status = excluded.status, cost_rupiah = excluded.cost_rupiah,
       version = excluded.version`,
    [code, stage, status, cost ?? null] as string[],
  )
  return Number(row!.id)
}

/** As its announcement did. */
async function announced(code: string): Promise<void> {
  await query(
    `WITH due AS (SELECT o.* FROM office_states o JOIN proposals p ON p.id = o.proposal_id WHERE p.code = ?), moved AS (
       UPDATE proposals p SET stage = due.stage, status = due.status, cost_rupiah = due.cost_rupiah, version = due.version
       FROM due WHERE p.id = due.proposal_id
     ), decided AS (
       UPDATE decisions d SET announced_at = now() FROM due WHERE d.proposal_id = due.proposal_id AND d.announced_at IS NULL
         AND EXISTS (SELECT FROM events e WHERE e.decision_id = d.id AND e.kind <> 'admitted')
     ), told AS (
       UPDATE events e SET announced_at = now() FROM due WHERE e.proposal_id = due.proposal_id AND e.announced_at IS NULL AND e.kind <> 'admitted'
     ) DELETE FROM office_states o USING due WHERE o.proposal_id = due.proposal_id`,
    [code],
  )
}

test('decisions of the version before keep what they led to, their words and whether everyone knows of them', async () => {
  const [one, two, three, four] = ['202500001', '202500002', '202500003', '202500004'] as const
  await query(
    `INSERT INTO accounts (login, name, role, password_hash) VALUES ('admin', 'A', 'administrator', '-')`,
  )
  const imported = await query(`SELECT id, reason FROM decisions ORDER BY id`)
  await decided(one, { kind: 'noted', status: 'planned', stage: 'plan' })
  await announced(one)
  await decided(two, {
    kind: 'accepted',
    status: 'accepted',
    stage: 'district',
    cost: 5_000,
    document: 'BA 3/2026',
  })
  await decided(two, { kind: 'passed-on', status: 'submitted', stage: 'agency' })
  const wrong = await decided(three, { kind: 'noted', status: 'rejected', stage: 'agency' })
  const better = await decided(three, { kind: 'noted', status: 'rejected', stage: 'agency', replaces: wrong })
  await decided(three, { kind: 'noted', status: 'rejected', stage: 'agency', replaces: wrong })
  await decided(four, { kind: 'admitted', status: 'submitted', stage: 'agency' })
  await announced(four)
  await decided(four, { kind: 'rejected', status: 'rejected', stage: 'agency' })
  const shown = () =>
    query('SELECT proposal_id, stage, role, decision, cost_rupiah, reason FROM public_decisions ORDER BY id')
  const states = () =>
    query(
      'SELECT p.id, p.status, p.stage, p.version, o.status AS office FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id ORDER BY 1',
    )
  const before = { shown: await shown(), states: await states() }

  expect(await migrate(store.database.write)).toEqual(
    readMigrations().flatMap(({ name }) => (name < '024' ? [] : [name])),
  )
  expect(await findBrokenStates(store.database.write)).toEqual([])
  expect({ shown: await shown(), states: await states() }).toEqual(before)
  const rows = await query(
    `SELECT p.code, d.origin, d.action, d.status_after AS status, d.stage_after AS stage, d.cost_after::float8 AS cost, d.version, d.seen_by
     FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE d.origin <> 'import' AND p.code = ? ORDER BY d.id`,
    [two],
  )
  expect(rows).toEqual([
    {
      code: two,
      origin: 'office',
      action: 'accept',
      status: 'accepted',
      stage: 'district',
      cost: 5_000,
      version: 2,
      seen_by: 'everyone',
    },
    {
      code: two,
      origin: 'office',
      action: 'pass-on',
      status: 'submitted',
      stage: 'agency',
      cost: 5_000,
      version: 3,
      seen_by: 'everyone',
    },
  ])
  expect(await query(`SELECT document FROM decisions WHERE document IS NOT NULL`)).toEqual([
    { document: { number: 'BA 3/2026' } },
  ])
  const replacing = await query<{ replaces: string }>(
    `SELECT replaces FROM decisions WHERE replaces IS NOT NULL ORDER BY id`,
  )
  expect(replacing.map(({ replaces }) => Number(replaces))).toEqual([wrong, better])
  expect(await query(`SELECT id, reason FROM decisions WHERE origin = 'import' ORDER BY id`)).toEqual(
    imported,
  )
  expect(
    await query(`SELECT count(*)::int AS n FROM decisions WHERE origin = 'import' AND version IS NOT NULL`),
  ).toEqual([{ n: 0 }])
  expect(await query(`SELECT role FROM grants ORDER BY id`)).toEqual([
    ...[{ role: 'administrator' }, { role: 'planner' }, { role: 'publisher' }],
  ])
})
