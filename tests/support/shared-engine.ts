import type { Knex } from 'knex'
import type { Database } from '../../server/database/database.ts'
import { describeSchema } from './store-schema.ts'

/**
 * An embedded engine starts in two seconds of a processor. Test files of one process therefore use one after the other: its
 * tables are emptied and filled again from copies of the template's, in a tenth of that time.
 */
const COPY = 'pristine'

interface Table {
  name: string
  columns: string
}

/** Of what our migrations made; generated columns fill themselves. */
const TABLES = `
  SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT EXISTS (
         SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   GROUP BY c.relname ORDER BY c.relname`
const SEQUENCES = `SELECT sequencename AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public'`

/** Keeps beside the rows of a store how it is made, how it is filled again, and copies of its rows. */
export async function keepCopies(write: Knex): Promise<void> {
  const tables = (await write.raw<{ rows: Table[] }>(TABLES)).rows
  const { rows } = await write.raw<{ rows: { name: string; last: string | null }[] }>(SEQUENCES)
  const schema = (await describeSchema(write)).join('\n')
  await write.raw(`CREATE SCHEMA ${COPY}`)
  for (const { name, columns } of tables)
    await write.raw(`CREATE TABLE ${COPY}."${name}" AS SELECT ${columns} FROM public."${name}"`)
  const fill = tables.map(
    ({ name, columns }) =>
      `INSERT INTO public."${name}" (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${COPY}."${name}"`,
  )
  const restart = rows.map(({ name, last }) => `setval('public.${name}', ${last ?? 1}, ${last !== null})`)
  const again = [
    'BEGIN',
    // Neither triggers nor foreign keys: each row is as it was.
    'SET LOCAL session_replication_role = replica',
    `TRUNCATE ${tables.map(({ name }) => `public."${name}"`).join(', ')}`,
    ...fill,
    `SELECT ${restart.join(', ')}`,
    'COMMIT',
  ]
  await write.raw(`CREATE TABLE ${COPY}."how it is made" AS SELECT ?::text AS schema, ?::text AS again`, [
    schema,
    again.join(';\n'),
  ])
}

/** Whether the store is as its template again; not when a test left another table, column, constraint or function. */
async function fillAgain({ write }: Database): Promise<boolean> {
  // Prepared statements stay: the driver believes that they are there.
  for (const what of ['ROLLBACK', 'UNLISTEN *', 'RESET ALL', 'DISCARD TEMP']) await write.raw(what)
  const { rows } = await write.raw<{ rows: { schema: string; again: string }[] }>(
    `SELECT schema, again FROM ${COPY}."how it is made"`,
  )
  const [made] = rows
  if (!made || (await describeSchema(write)).join('\n') !== made.schema) return false
  await write.raw(made.again)
  return true
}

/** Engines of this process that no store uses now. */
const idle: Database[] = []

/** One that was used before, with its template's rows; undefined where there is none. */
export async function takeEngine(): Promise<Database | undefined> {
  for (let engine = idle.pop(); engine; engine = idle.pop()) {
    if (await fillAgain(engine).catch(() => false)) return engine
    await engine.close()
  }
  return undefined
}

interface Pool {
  numUsed(): number
  numPendingAcquires(): number
}

/** For the next file. A process keeps one: each holds some hundred megabytes. */
export async function giveEngine(engine: Database): Promise<void> {
  const { pool } = engine.write.client as { pool: Pool }
  const isAtWork = pool.numUsed() > 0 || pool.numPendingAcquires() > 0
  if (isAtWork || idle.length > 0 || engine.condition().state !== 'running') await engine.close()
  else idle.push(engine)
}
