import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Grant } from '../../core/access/grant.ts'
import { sql } from '../../server/database/sql-fragment.ts'
import { type DeskFilter, deskRows } from '../../server/desk/desk-rows.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

const ROWS = 20_000
let store: TestStore
beforeAll(async () => {
  store = await openStore()
  const { write } = store.database
  // 200 villages of 20 districts, 100 proposals each; every tenth was decided on, and that is not announced.
  await write.raw(
    `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, village_code, agency)
     SELECT 'Q' || n, (SELECT id FROM packages LIMIT 1), 2026 + n % 2, 'musrenbang', 'Usulan ' || n, 'other',
       (ARRAY['neighbourhood', 'village', 'district', 'agency', 'regency'])[1 + n / 200 % 5], 'submitted', 'none',
       '61.01.' || lpad((1 + n % 20)::text, 2, '0') || '.' || (2001 + n / 20 % 10), 'Dinas ' || n % 7
     FROM generate_series(1, ?::int) n`,
    [ROWS],
  )
  await write.raw(
    `INSERT INTO office_states (proposal_id, stage, status, version)
     SELECT id, 'agency', 'accepted', 2 FROM proposals WHERE code LIKE 'Q%' AND substr(code, 2)::int / 7 % 10 = 0`,
  )
  await write.raw('ANALYZE proposals')
  await write.raw('ANALYZE office_states')
}, 120_000)
afterAll(() => store.close())

const select = async <Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql, bindings as string[])).rows

describe('the queue of a grant', () => {
  const expected = (where: string) =>
    select<{ code: string }>(
      `SELECT p.code FROM proposals p LEFT JOIN office_states o ON o.proposal_id = p.id WHERE ${where} ORDER BY p.id`,
      [],
    )
  const codes = async (grant: Grant, stage: string, filter: DeskFilter = {}) => {
    const rows = deskRows({ grant, filter: { stage, ...filter }, ends: [] })
    const query = sql`SELECT p.code FROM ${rows} JOIN proposals p ON p.id = q.id ORDER BY q.id`
    return (await select<{ code: string }>(query.sql, query.bindings)).map(({ code }) => code)
  }

  it('is what stands at its stage in the office’s view, within its bounds', async () => {
    for (const [area, where] of [
      ['61.01.03', `p.village_code LIKE '61.01.03.%'`],
      ['61.01.03.2004', `p.village_code = '61.01.03.2004'`],
      ['61.01', `p.village_code LIKE '61.01.%'`],
    ] as const)
      for (const stage of ['neighbourhood', 'agency'] as const) {
        const rows = await expected(`coalesce(o.stage, p.stage) = '${stage}' AND ${where}`)
        expect(rows.length, `${area} ${stage}`).toBeGreaterThan(10)
        expect(await codes({ role: 'verifier', area }, stage), `${area} ${stage}`).toEqual(
          rows.map(({ code }) => code),
        )
      }
    const rows = await expected(
      `coalesce(o.stage, p.stage) = 'district' AND p.agency = 'Dinas 3' AND p.year = 2027 AND p.code LIKE 'Q%'`,
    )
    expect(rows.length).toBeGreaterThan(50)
    const bounded = await codes({ role: 'verifier', agency: 'Dinas 3', years: [2027] }, 'district')
    expect(bounded).toEqual(rows.map(({ code }) => code))
    expect(await codes({ role: 'verifier', stages: ['village'] }, 'district')).toEqual([])
    expect(await codes({ role: 'verifier', area: '61.0' }, 'neighbourhood')).toEqual([])
  })

  it('is narrowed by the filters of lists, and by an agency', async () => {
    const grant = { role: 'verifier', area: '61.01.03' } as const
    for (const [filter, where] of [
      [{ year: '2026' }, 'p.year = 2026'],
      [{ area: '61.01.03.2004' }, `p.village_code = '61.01.03.2004'`],
      [{ agency: 'Dinas 3' }, `p.agency = 'Dinas 3'`],
    ] as const) {
      const rows = await expected(
        `coalesce(o.stage, p.stage) = 'agency' AND p.village_code LIKE '61.01.03.%' AND ${where}`,
      )
      expect(rows.length, where).toBeGreaterThan(0)
      expect(await codes(grant, 'agency', filter), where).toEqual(rows.map(({ code }) => code))
    }
  })

  it.each(['61.01.03', '61.01.03.2004'])(
    'of %s is read by its index, and no table is read through',
    async (area) => {
      const query = sql`SELECT q.id FROM ${deskRows({ grant: { role: 'verifier', area }, filter: { stage: 'village' }, ends: [] })}`
      const plan = (await select<{ 'QUERY PLAN': string }>(`EXPLAIN ${query.sql}`, query.bindings))
        .map((row) => row['QUERY PLAN'])
        .join('\n')
      expect(plan).toContain('proposals_queue_idx')
      expect(plan).not.toContain('Seq Scan on proposals')
    },
  )
})

describe('what one account decided, and what is held on a proposal', () => {
  it.each([
    [
      'decisions_account_id_id_idx',
      'SELECT id FROM decisions WHERE account_id = 1 ORDER BY id DESC LIMIT 50',
    ],
    ['decisions_proposal_id_version_idx', 'SELECT id FROM decisions WHERE proposal_id = 5 AND version > 2'],
    ['proposals_account_id_idx', 'SELECT code FROM proposals WHERE account_id = 1'],
    ['office_states_stage_idx', `SELECT proposal_id FROM office_states WHERE stage = 'village'`],
  ])('is found by %s', async (index, sql) => {
    const [row] = await select<{ n: number }>(
      'SELECT count(*)::int AS n FROM pg_indexes WHERE indexname = ?',
      [index],
    )
    expect(row?.n).toBe(1)
    const { write } = store.database
    const plan = await write.transaction(async (transaction) => {
      // Small tables are read through whatever indexes they have.
      await transaction.raw('SET LOCAL enable_seqscan = off')
      return (await transaction.raw<{ rows: object[] }>(`EXPLAIN ${sql}`)).rows
    })
    expect(JSON.stringify(plan)).toContain(index)
  })
})
