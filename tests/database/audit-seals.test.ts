import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { answerAudit } from '../../server/audit/audit-command.ts'
import { AuditLog } from '../../server/audit/audit-log.ts'
import { readHead, sealRows } from '../../server/audit/seal-rows.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { announceDecisions } from '../../server/proposals/announce-decisions.ts'
import { openProcess, type ProcessStore } from './process-store.ts'

const KEY = 'kunci-uji-yang-cukup-panjang-untuk-segel'
const REQUEST = { action: 'zone:write', method: 'POST', path: '/api/zones', params: {} }

const DECISION_BEFORE_TICKS = `r.id, r.proposal_id, r.stage, r.stage_id, r.role, r.agency, r.decision, r.volume, r.cost_rupiah, r.reason,
  r.reason_code, r.document, r.account_id, r.replaces, r.origin, r.action, r.status_after, r.stage_after, r.stage_id_after, r.cost_after,
  r.volume_after, r.version, r.seen_by, (extract(epoch FROM r.decided_at) * 1000000)::bigint`

let process: ProcessStore
beforeEach(async () => {
  await process?.store.close()
  process = await openProcess()
})
afterAll(() => process.store.close())

const write = () => process.store.database.write
const verify = (noted?: { seq: number; mac: string }) => verifyAudit(write(), KEY, noted)

/** As somebody does who owns the tables. */
async function tamper(table: string, sql: string): Promise<void> {
  await process.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await process.query(sql)
  await process.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

async function sealed(count: number): Promise<void> {
  const log = new AuditLog(write())
  for (let at = 0; at < count; at++)
    await log.asked({ ...REQUEST, account: null, params: { id: String(at) } })
  expect(await sealRows(write(), KEY)).toBe(count)
}

describe('the chain of seals', () => {
  it('holds what was recorded and what people decided, whose announcement changes nothing of it', async () => {
    const verifier = await process.as('verifikator', { role: 'verifier' })
    const code = await process.submit()
    await process.decide(verifier, { code, action: 'note', reason: 'Sesuai' })
    await sealRows(write(), KEY)
    await sealed(3)
    await announceDecisions(write(), verifier, { codes: [code] })
    await sealRows(write(), KEY)
    const report = await verify()
    expect(report).toMatchObject({ waiting: 0, fault: null })
    const [{ decisions }] = (await process.query<{ decisions: number }>(
      `SELECT count(*)::int AS decisions FROM seals WHERE source = 'decision'`,
    )) as [{ decisions: number }]
    expect(decisions).toBeGreaterThan(0)
    expect(report.sealed).toBe(decisions + 3)
  })

  it.each([
    [
      'row altered',
      'audit_entries',
      `UPDATE audit_entries SET account_id = NULL, action = 'zone:read-draft' WHERE params->>'id' = '2'`,
    ],
    ['row missing', 'audit_entries', `DELETE FROM audit_entries WHERE params->>'id' = '2'`],
    ['seal altered', 'seals', `UPDATE seals SET digest = repeat('0', 64) WHERE seq = 3`],
    ['seal missing', 'seals', 'DELETE FROM seals WHERE seq = 3'],
    ['other key', 'seals', `UPDATE seals SET key_id = 'abc' WHERE seq = 3`],
  ])('finds the first that was touched: %s', async (flaw, table, sql) => {
    await sealed(5)
    expect((await verify()).fault).toBeNull()
    await tamper(table, sql)
    expect((await verify()).fault).toMatchObject({ flaw, seq: 3 })
  })

  it('finds what was written without its seal', async () => {
    await sealed(2)
    await tamper(
      'audit_entries',
      `INSERT INTO audit_entries (action, method, path, outcome) VALUES ('x', 'POST', '/', 'asked')`,
    )
    expect((await verify()).fault).toMatchObject({ flaw: 'never sealed', row: 'audit 3' })
  })

  it('shows by a head that was noted that its end was cut off or made anew', async () => {
    await sealed(4)
    const noted = (await readHead(write()))!
    expect((await verify(noted)).fault).toBeNull()
    await tamper('seals', 'DELETE FROM seals WHERE seq = 4')
    await tamper('audit_entries', `DELETE FROM audit_entries WHERE params->>'id' = '3'`)
    expect((await verify()).fault).toBeNull()
    expect((await verify(noted)).fault).toMatchObject({ flaw: 'head altered', seq: 4 })
    await sealed(1)
    expect((await verify()).fault).toBeNull()
    expect((await verify(noted)).fault).toMatchObject({ flaw: 'head altered', seq: 4 })
  })

  it('has one end, whoever seals at the same time, also while others write', async () => {
    const log = new AuditLog(write())
    const seal = () => sealRows(write(), KEY)
    const written = Array.from({ length: 60 }, (_, at) =>
      log.asked({ ...REQUEST, account: null, params: { id: String(at) } }),
    )
    await Promise.all([...written, seal(), seal(), seal(), seal()])
    await Promise.all([seal(), seal()])
    expect(await verify()).toMatchObject({ sealed: 60, waiting: 0, fault: null, head: { seq: 60 } })
  })

  it('goes on with no other key than it was begun with', async () => {
    await sealed(1)
    await new AuditLog(write()).asked({ ...REQUEST, account: null })
    await expect(sealRows(write(), `${KEY}-lain`)).rejects.toThrow('AUDIT_KEY')
    expect(await verify()).toMatchObject({ sealed: 1, waiting: 1, fault: null })
    expect(await sealRows(write(), KEY)).toBe(1)
  })

  it('waits for a transaction that still runs, and seals nothing that was taken back', async () => {
    await sealed(1)
    await write()
      .transaction(async (transaction) => {
        await new AuditLog(transaction).asked({ ...REQUEST, account: null })
        throw new Error('taken back')
      })
      .catch(() => {})
    expect(await sealRows(write(), KEY)).toBe(0)
    expect(await verify()).toMatchObject({ sealed: 1, waiting: 0, fault: null })
  })
})

it.each([
  ['UPDATE', `UPDATE audit_entries SET action = 'x'`],
  ['DELETE', 'DELETE FROM audit_entries'],
  ['TRUNCATE', 'TRUNCATE audit_entries'],
  ['UPDATE of seals', `UPDATE seals SET mac = 'x'`],
  ['DELETE of seals', 'DELETE FROM seals'],
])('the store refuses %s', async (_, sql) => {
  await sealed(1)
  await expect(process.query(sql)).rejects.toThrow('append-only')
})

it('what was ticked with a decision is sealed with it, and what was sealed before there were ticks is as it was', async () => {
  const verifier = await process.as('verifikator', { role: 'verifier' })
  const codes = [await process.submit(), await process.submit()]
  for (const code of codes) await process.decide(verifier, { code, action: 'note', reason: 'Sesuai' })
  const ticks = `'[{"key": "place", "label": {"id": "Lokasi", "en": "Place"}}]'`
  const last = 'id = (SELECT max(id) FROM decisions)'
  await tamper('decisions', `UPDATE decisions SET checklist = ${ticks} WHERE ${last}`)
  await sealRows(write(), KEY)
  expect((await verify()).fault).toBeNull()
  // As it was written before the column was there.
  const texts = await process.query<{ plain: boolean }>(
    `SELECT digest = encode(sha256(convert_to(jsonb_build_array(${DECISION_BEFORE_TICKS})::text, 'UTF8')), 'hex') AS plain
     FROM seals s JOIN decisions r ON s.source = 'decision' AND r.id = s.row_id ORDER BY r.id DESC LIMIT 2`,
  )
  expect(texts.map(({ plain }) => plain)).toEqual([false, true])
  await tamper('decisions', `UPDATE decisions SET checklist = NULL WHERE ${last}`)
  expect((await verify()).fault).toMatchObject({ flaw: 'row altered' })
  await expect(process.query(`UPDATE decisions SET checklist = NULL`)).rejects.toThrow('append-only')
})

it('what people try in the invented district is not sealed, since it goes with it', async () => {
  const verifier = await process.as('verifikator', { role: 'verifier' })
  const code = await process.submit()
  await process.query('UPDATE packages SET synthetic = true')
  await process.decide(verifier, { code, action: 'note', reason: 'Dicoba' })
  await sealRows(write(), KEY)
  const rows = await process.query(
    `SELECT 1 FROM seals WHERE source = 'decision' AND row_id = (SELECT max(id) FROM decisions)`,
  )
  expect(rows).toEqual([])
  expect((await verify()).fault).toBeNull()
})

it('the terminal tells whether it is whole, where it was touched, and what it does not understand', async () => {
  await sealed(3)
  const { database } = process.store
  const ask = (...words: string[]) => answerAudit(database, KEY, words)
  const { text: head } = await ask('head')
  expect(head).toMatch(/^3:[0-9a-f]{64}$/)
  expect(await ask('verify', head)).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Whole: 3 sealed/),
  })
  for (const words of [[], ['look'], ['verify', '3'], ['verify', head, 'more'], ['head', head]])
    expect(await ask(...words)).toMatchObject({ code: 2, text: expect.stringContaining('Usage') })
  await tamper('audit_entries', `DELETE FROM audit_entries WHERE params->>'id' = '1'`)
  expect(await ask('verify')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^Touched: row missing at seal 2 \(audit 2\); 3 sealed/),
  })
})
