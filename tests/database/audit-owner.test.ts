import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAudit } from '../../server/audit/audit-command.ts'
import { AuditLog } from '../../server/audit/audit-log.ts'
import { sealRows } from '../../server/audit/seal-rows.ts'
import type { Database } from '../../server/database/database.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'

const KEY = 'kunci-uji-yang-cukup-panjang-untuk-segel'
const id = randomUUID().slice(0, 8)
const [login, owner] = [`petausul_audited_${id}`, `petausul_audit_${id}`]
/** As docs/operations.md tells a superuser. */
const STATEMENTS = /```sql\n(CREATE ROLE petausul_audit[\s\S]*?)```/
  .exec(readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8'))![1]!
  .replaceAll('petausul_audit', owner)
  .replace(/TO petausul;/, `TO ${login};`)

describe.skipIf(engine === 'embedded')('tables of the audit that belong to another role', () => {
  let store: TestStore
  let admin: pg.Client
  let database: Database
  beforeAll(async () => {
    store = await openStore('empty')
    admin = new pg.Client({ connectionString: store.url })
    await admin.connect()
    await admin.query(`CREATE ROLE ${login} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${login}`)
    for (const table of ['audit_entries', 'seals', 'unsealed', 'decisions', 'accounts'])
      await admin.query(`ALTER TABLE ${table} OWNER TO ${login}`)
    const url = new URL(store.url ?? '')
    url.username = login
    database = await openPostgis({ url: url.href, readUrl: undefined, pool: 2, log: makeLog('silent') })
  })
  afterAll(async () => {
    await database?.close()
    await admin?.end()
    await store?.close()
    const last = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await last.connect()
    await last.query(`DROP ROLE IF EXISTS ${login}, ${owner}`)
    await last.end()
  })

  const verify = () => answerAudit(database, KEY, ['verify'])
  const codeOf = (sql: string) =>
    database.write.raw(sql).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )

  it('can be added to by the server and verified, and neither changed nor unguarded', async () => {
    const log = new AuditLog(database.write)
    const request = { account: null, action: 'zone:write', method: 'POST', path: '/api/zones', params: {} }
    await log.asked(request)
    expect((await verify()).text).toContain('owns these tables')
    await admin.query(STATEMENTS)
    await log.asked(request)
    expect(await sealRows(database.write, KEY)).toBe(2)
    const { code, text } = await verify()
    expect(code).toBe(0)
    expect(text).toMatch(/^Whole: 2 sealed, 0 waiting/)
    expect(text).not.toContain('owns')
    for (const table of ['audit_entries', 'seals']) {
      expect(await codeOf(`ALTER TABLE ${table} DISABLE TRIGGER USER`)).toBe('42501')
      expect(await codeOf(`DELETE FROM ${table}`)).toBe('42501')
      expect(await codeOf(`TRUNCATE ${table}`)).toBe('42501')
    }
  })
})
