import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Logger } from '../log.ts'
import { publicTables } from './public-tables.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const INSUFFICIENT_PRIVILEGE = '42501'
const DUPLICATE = ['42710', '23505']
const NO_SUCH_ROLE = '22023'
const LONGEST_NAME = 63
const LOCK = 0x72656164 // "read"

/** The role of one database's reads. Roles belong to the whole server, so the database is in its name. */
export function readerRoleOf(database: string): string {
  const name = `petausul_reader_${database}`
  if (/^[a-z0-9_]+$/.test(name) && name.length <= LONGEST_NAME) return name
  return `petausul_reader_${createHash('sha256').update(database).digest('hex').slice(0, 16)}`
}

/**
 * Makes the role that reads run as, without a login of its own, and makes this login a member. Undefined where the login
 * may not do so: reads then have its own rights (read-only all the same), and the log says what an administrator can run.
 */
export async function ensureReaderRole(write: Knex, role: string, log: Logger): Promise<string | undefined> {
  try {
    if (await mayBecome(write, role)) return role
    await write.raw('CREATE ROLE ?? NOLOGIN', [role]).catch((error: unknown) => {
      if (!DUPLICATE.includes(codeOf(error))) throw error
    })
    await write.raw('GRANT ?? TO CURRENT_USER', [role])
    if (await mayBecome(write, role)) return role
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
  }
  const { rows } = await write.raw<{ rows: { login: string }[] }>('SELECT quote_ident(current_user) AS login')
  log.warn(
    `Reads run with all rights of the login ${rows[0]?.login}, since it may not make a role for them. As a superuser, run: CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO ${rows[0]?.login}; or set DATABASE_READ_URL to a login of its own; then start again.`,
  )
  return undefined
}

async function mayBecome(write: Knex, role: string): Promise<boolean> {
  try {
    await write.transaction((transaction) => transaction.raw('SET LOCAL ROLE ??', [role]))
    return true
  } catch (error) {
    if ([INSUFFICIENT_PRIVILEGE, NO_SUCH_ROLE].includes(codeOf(error))) return false
    throw error
  }
}

/** Lets a role read exactly what publicTables names, whatever it could before; does nothing where that is so already. */
export async function grantReads(write: Knex, role: string): Promise<void> {
  await write.transaction(async (transaction) => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [LOCK])
    const granted = await readGrants(transaction, role)
    const wanted = new Set(
      Object.entries(publicTables).flatMap(([table, columns]) =>
        columns === 'all' ? [`${table} SELECT`] : columns.map((column) => `${table}.${column} SELECT`),
      ),
    )
    if (granted.length === wanted.size && granted.every(({ grant }) => wanted.has(grant))) return
    for (const table of new Set(granted.map(({ table }) => table)))
      await transaction.raw('REVOKE ALL ON ?? FROM ??', [table, role])
    for (const [table, columns] of Object.entries(publicTables)) {
      if (columns === 'all') await transaction.raw('GRANT SELECT ON ?? TO ??', [table, role])
      else
        await transaction.raw(`GRANT SELECT (${columns.map(() => '??').join(', ')}) ON ?? TO ??`, [
          ...columns,
          table,
          role,
        ])
    }
  })
}

/** What a role was granted itself in the schema of the store, table by table and column by column. */
async function readGrants(knex: Knex, role: string): Promise<{ table: string; grant: string }[]> {
  const { rows } = await knex.raw<{ rows: { table: string; grant: string }[] }>(
    `WITH relations AS (SELECT oid, relname, relacl FROM pg_class WHERE relnamespace = current_schema()::regnamespace),
       reader AS (SELECT oid FROM pg_roles WHERE rolname = ?)
     SELECT relname AS table, relname || ' ' || x.privilege_type AS grant
       FROM relations, aclexplode(relacl) x WHERE x.grantee = (SELECT oid FROM reader)
     UNION ALL
     SELECT relname, relname || '.' || attname || ' ' || x.privilege_type
       FROM relations JOIN pg_attribute a ON a.attrelid = relations.oid, aclexplode(a.attacl) x
       WHERE x.grantee = (SELECT oid FROM reader)`,
    [role],
  )
  return rows
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code)
