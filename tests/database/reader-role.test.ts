import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import { type Database, DatabaseUnusable } from '../../server/database/database.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { publicTables } from '../../server/database/public-tables.ts'
import { readerRoleOf } from '../../server/database/reader-role.ts'
import type { Logger } from '../../server/log.ts'
import { engine, openStore, type TestStore } from '../support/open-store.ts'
import { withDatabase } from '../support/store-template.ts'

/** Tables and columns that nobody reads by the read pool, whatever public-tables.ts may come to say. */
const CLOSED = [
  'account_links',
  'accounts',
  'audit_entries',
  'contacts',
  'content_changes',
  'cycles',
  'decisions',
  'events',
  'foreign_records.by_account',
  'grants',
  'idempotency_keys',
  'office_states',
  'proposal_secrets',
  'proposals.account_id',
  'proposals.geom',
  'proposals.imported_version',
  'proposals.on_behalf',
  'proposals.on_behalf_of',
  'proposals.origin',
  'proposals.row_digest',
  'proposals.stage_id',
  'proposals.stale',
  'recorded_decisions',
  'returns',
  'schema_migrations',
  'seals',
  'sessions',
  'stage_areas',
  'stages',
  'unsealed',
]

describe.skipIf(engine === 'embedded')('the role of reads', () => {
  let store: TestStore
  let database: Database
  beforeAll(async () => {
    store = await openStore()
    database = store.database
  })
  afterAll(() => store?.close())

  const read = (sql: string) => database.read.raw<{ rows: Record<string, unknown>[] }>(sql)
  const codeOf = (sql: string) =>
    read(sql).then(
      () => 'read',
      (error: { code: string }) => error.code,
    )

  it('reads what public-tables.ts names, and nothing else of the store', async () => {
    const { rows } = await read(`
      SELECT c.relname AS table, a.attname AS column, has_column_privilege(c.oid, a.attnum, 'SELECT') AS readable
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND NOT EXISTS
        (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`)
    const isNamed = (table: string, column: string) => {
      const columns = publicTables[table]
      return columns === 'all' || (columns?.includes(column) ?? false)
    }
    const columns = rows.map(({ table, column, readable }) => ({
      ...{ table: String(table), column: String(column), readable: Boolean(readable) },
    }))
    expect(columns.filter(({ table, column, readable }) => readable !== isNamed(table, column))).toEqual([])
    const tables = Map.groupBy(columns, ({ table }) => table)
    expect(Object.keys(publicTables).filter((table) => !tables.has(table))).toEqual([])
    const closed = [...tables].flatMap(([table, columns]) => {
      const hidden = columns.filter(({ readable }) => !readable)
      return hidden.length === columns.length ? [table] : hidden.map(({ column }) => `${table}.${column}`)
    })
    expect(CLOSED.filter((name) => !closed.includes(name))).toEqual([])
  })

  it.each([
    'SELECT phone FROM contacts',
    'SELECT count(*) FROM contacts',
    'SELECT password_hash FROM accounts',
    'SELECT token_sha256 FROM sessions',
    'SELECT response FROM idempotency_keys',
    'SELECT geom FROM proposals',
    'SELECT reason FROM decisions',
    'SELECT payload FROM events',
    'SELECT status FROM office_states',
    'SELECT secret_sha256 FROM proposal_secrets',
    'SELECT account_id FROM proposals',
    'SELECT grants_of_account(1)',
    'SELECT * FROM proposals',
    'SELECT row_to_json(p) FROM proposals p',
    'SELECT rolpassword FROM pg_authid',
    `SELECT pg_read_file('/etc/passwd')`,
    `COPY areas TO PROGRAM 'true'`,
  ])('%s is refused', async (sql) => {
    expect(await codeOf(sql)).toBe('42501')
  })

  it('does not see a new table before it is named', async () => {
    await database.write.raw('CREATE TABLE unnamed (id integer)')
    await bringUpToDate(database)
    expect(await codeOf('SELECT * FROM unnamed')).toBe('42501')
    await database.write.raw('DROP TABLE unnamed')
  })

  it('writes nothing, also where a session is made to write', async () => {
    expect(await codeOf(`INSERT INTO node VALUES (true)`)).toBe('25006')
    const attempt = database.read.transaction(async (transaction) => {
      await transaction.raw('SET TRANSACTION READ WRITE')
      await transaction.raw('INSERT INTO node VALUES (true)')
    })
    await expect(attempt).rejects.toMatchObject({ code: '42501' })
  })

  it('is what a session comes back to', async () => {
    const { rows } = await database.read.transaction(async (transaction) => {
      await transaction.raw('RESET ROLE')
      return await transaction.raw<{ rows: { name: string }[] }>('SELECT current_user::text AS name')
    })
    expect(rows[0]?.name).toBe(database.reader)
  })

  it('loses what it was granted beside the list', async () => {
    const reader = database.reader ?? ''
    await database.write.raw('GRANT SELECT (phone), INSERT ON contacts TO ??', [reader])
    await database.write.raw('GRANT SELECT ON sessions TO ??', [reader])
    expect(await codeOf('SELECT token_sha256 FROM sessions')).toBe('read')
    await bringUpToDate(database)
    expect(await codeOf('SELECT token_sha256 FROM sessions')).toBe('42501')
    expect(await codeOf('SELECT phone FROM contacts')).toBe('42501')
    expect(await codeOf('SELECT title FROM proposals')).toBe('read')
  })
})

describe.skipIf(engine === 'embedded')('a login that is no superuser', () => {
  let store: TestStore
  let admin: pg.Client
  const id = randomUUID().slice(0, 8)
  const [plain, maker, reader] = [`petausul_plain_${id}`, `petausul_maker_${id}`, `petausul_login_${id}`]
  let role: string
  beforeAll(async () => {
    store = await openStore('empty')
    role = readerRoleOf(new URL(store.url ?? '').pathname.slice(1))
    admin = new pg.Client({ connectionString: store.url })
    await admin.connect()
    await admin.query(
      `CREATE ROLE ${plain} LOGIN; CREATE ROLE ${maker} LOGIN CREATEROLE; CREATE ROLE ${reader} LOGIN`,
    )
  })
  afterAll(async () => {
    await admin?.end()
    await store?.close()
    const last = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await last.connect()
    await last.query(`DROP ROLE IF EXISTS ${role}, ${plain}, ${maker}, ${reader}`)
    await last.end()
  })

  const as = (login: string) => {
    const url = new URL(store.url ?? '')
    url.username = login
    return url.href
  }
  /** Opens the store as a login that owns it, and gives what the log warned of. */
  async function open(login: string, readUrl?: string) {
    await admin.query(`
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT oid::regclass FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${login}', name); END LOOP;
        ALTER FUNCTION account_of_session OWNER TO ${login};
        EXECUTE format('ALTER DATABASE %I OWNER TO ${login}', current_database());
      END $$`)
    const warnings: string[] = []
    const log = { warn: (message: string) => warnings.push(message) } as unknown as Logger
    const database = await openPostgis({ url: as(login), readUrl, pool: 2, log })
    await bringUpToDate(database)
    return { database, warnings }
  }
  async function ask(database: Database) {
    const { rows } = await database.read.raw<{ rows: { name: string; closed: boolean }[] }>(
      `SELECT current_user::text AS name, NOT has_table_privilege('contacts', 'SELECT') AS closed, (SELECT count(*) FROM areas)`,
    )
    return { name: rows[0]?.name, closed: rows[0]?.closed }
  }

  it('without rights on roles starts all the same, and is told the two lines that an administrator runs', async () => {
    const { database, warnings } = await open(plain)
    expect(database.reader).toBeUndefined()
    expect(await ask(database)).toEqual({ name: plain, closed: false })
    await database.close()
    const lines = /CREATE ROLE \S+ NOLOGIN; GRANT \S+ TO [^;]+;/.exec(warnings.join('\n'))?.[0] ?? ''
    expect(lines).toContain(role)

    await admin.query(lines)
    const again = await open(plain)
    expect(again.warnings).toEqual([])
    expect(await ask(again.database)).toEqual({ name: role, closed: true })
    await again.database.close()
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  })

  it('with CREATEROLE makes the role itself', async () => {
    const { database, warnings } = await open(maker)
    expect(warnings).toEqual([])
    expect(await ask(database)).toEqual({ name: role, closed: true })
    await database.close()
  })

  it('reads by DATABASE_READ_URL where that is set, and grants that login what reads need', async () => {
    const { database, warnings } = await open(plain, as(reader))
    expect(warnings).toEqual([])
    expect(await ask(database)).toEqual({ name: reader, closed: true })
    await database.close()
  })

  it('is refused as DATABASE_READ_URL of itself; another database and a login that is not there are told', async () => {
    const elsewhere = withDatabase(as(reader), 'postgres')
    for (const [url, words] of [
      [as(plain), /is the login .* of DATABASE_URL/],
      [elsewhere, /received the database postgres/],
      [as('nobody_at_all'), /nobody_at_all.*Check DATABASE_READ_URL/],
    ] as const) {
      const error = await open(plain, url).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(DatabaseUnusable)
      expect((error as Error).message).toMatch(words)
    }
  })
})
