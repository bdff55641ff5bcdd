import knexFactory, { type Knex } from 'knex'
import pg from 'pg'
import type { Logger } from '../log.ts'
import { boundQueue } from './bound-queue.ts'
import { type Database, DatabaseUnusable } from './database.ts'
import { OverdueWatch } from './overdue-watch.ts'
import { ensureReaderRole, readerRoleOf } from './reader-role.ts'
import { READ_TIMEOUT_MS } from './statement-time.ts'

export interface PostgisOptions {
  url: string
  pool: number
  log: Logger
  /** A login of their own for reads; without it they run as a role that this login makes and becomes. */
  readUrl?: string | undefined
  /** Name of that role, unless it is to be derived from the database's name. */
  readRole?: string
}

/** Callers that may wait, for each connection of the pool. */
const WAITING_PER_CONNECTION = 50
const LONGEST_RECONNECT_MS = 5_000

/** A pool for writes, a read-only pool for public routes as a role of its own, and one connection for notifications. */
export async function openPostgis(options: PostgisOptions): Promise<Database> {
  const watch = new OverdueWatch({ url: options.readUrl ?? options.url, log: options.log })
  const write = makePool(options, '')
  let read: Knex | undefined
  try {
    const versions = await requirePostgis(write, options.url)
    await warm(write, warmOf(options.pool))
    const { pool, reader } = await openReads(options, write, watch)
    read = pool
    const listener = makeListener(options)
    return {
      engine: 'postgis',
      write,
      read: pool,
      reader,
      versions,
      listen: listener.listen,
      condition: () => ({ state: 'running', restarts: 0, lostBackends: watch.lost, fault: watch.fault }),
      async close() {
        watch.close()
        await listener.close()
        await pool.destroy()
        await write.destroy()
      },
    }
  } catch (error) {
    watch.close()
    await Promise.allSettled([read?.destroy(), write.destroy()])
    throw error
  }
}

/** Reads, and the role that they have: set at the start of each session, so that RESET ROLE leads back to it. */
async function openReads(options: PostgisOptions, write: Knex, watch: OverdueWatch) {
  const { url, readUrl, readRole, log } = options
  const writer = await identify(write)
  const wanted = readRole ?? readerRoleOf(writer.database)
  const role = readUrl ? undefined : await ensureReaderRole(write, wanted, log)
  const pool = makePool(
    { ...options, url: readUrl ?? url },
    `-c default_transaction_read_only=on -c statement_timeout=${READ_TIMEOUT_MS} ${role ? `-c role=${role}` : ''}`,
    watch,
  )
  try {
    const reader = await identify(pool)
    if (readUrl) requireOther(reader, writer)
    else if (role && reader.login !== role)
      log.warn(
        `Reads run with all rights of the login ${reader.login}: something between here and PostgreSQL (a pooler?) drops startup options. Set DATABASE_READ_URL to a login of its own.`,
      )
    return { pool, reader: reader.login === writer.login ? undefined : reader.login }
  } catch (error) {
    await pool.destroy()
    if (!readUrl) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnusable(
      `Cannot read from the database at ${describeTarget(readUrl)}: ${reason}. Check DATABASE_READ_URL.`,
      { cause: error },
    )
  }
}

interface Identity {
  login: string
  database: string
}

async function identify(knex: Knex): Promise<Identity> {
  const { rows } = await knex.raw<{ rows: [Identity] }>(
    'SELECT current_user::text AS login, current_database()::text AS database',
  )
  return rows[0]
}

function requireOther(reader: Identity, writer: Identity): void {
  if (reader.login === writer.login)
    throw new Error(`it is the login ${writer.login} of DATABASE_URL; expected another one, for reads`)
  if (reader.database !== writer.database)
    throw new Error(
      `received the database ${reader.database}, expected ${writer.database} as in DATABASE_URL`,
    )
}

function makePool({ url, pool, log }: PostgisOptions, settings: string, watch?: OverdueWatch): Knex {
  const options = `-c TimeZone=UTC -c jit=off ${settings}`.trim()
  const knex = knexFactory({
    client: 'pg',
    // Otherwise the message of each failed query would contain its values, which may be personal data.
    compileSqlOnError: false,
    connection: { connectionString: url, options, application_name: 'petausul', keepAlive: true },
    pool: {
      min: warmOf(pool),
      max: pool,
      afterCreate: (connection: pg.Client, done: () => void) => {
        watch?.watch(connection)
        done()
      },
    },
    acquireConnectionTimeout: 15_000,
    log: {
      warn: (message) => log.warn({ reason: String(message) }, 'knex'),
      error: (message) => log.warn({ reason: String(message) }, 'knex'),
      debug: () => {},
      deprecate: (message) => log.warn({ reason: String(message) }, 'knex'),
    },
  })
  const mayConnect = () => watch?.mayConnect(pool) ?? true
  return boundQueue(knex, pool * WAITING_PER_CONNECTION, mayConnect)
}

/** Connections that stay open: to make one and load PostGIS into it takes 100 ms and more on a busy machine. */
const warmOf = (pool: number) => Math.min(4, pool >> 1)

/** Best effort: the server starts without them too. */
async function warm(knex: Knex, connections: number): Promise<void> {
  const load = () => knex.raw(`SELECT ST_PointOnSurface(ST_GeomFromText('POINT(0 0)'))`)
  await Promise.allSettled(Array.from({ length: connections }, load))
}

async function requirePostgis(knex: Knex, url: string): Promise<string> {
  const where = describeTarget(url)
  const server = await knex
    .raw<{ rows: { number: number; text: string }[] }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
    )
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new DatabaseUnusable(
        `Cannot use the database at ${where}: ${reason}. Check DATABASE_URL and that the server runs.`,
        { cause: error },
      )
    })
  const { number = 0, text = '?' } = server.rows[0] ?? {}
  if (number < 150000) {
    throw new DatabaseUnusable(`PostgreSQL ${text} at ${where} is too old: 15 or later is needed.`)
  }
  for (const extension of ['postgis', 'pg_trgm']) await requireExtension(knex, extension, where)
  const postgis = await knex.raw<{ rows: { version: string }[] }>('SELECT postgis_lib_version() AS version')
  const version = postgis.rows[0]?.version ?? '0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 3 || (major === 3 && minor < 4)) {
    throw new DatabaseUnusable(
      `PostGIS ${version} at ${where} is too old: 3.4 or later is needed (ALTER EXTENSION postgis UPDATE).`,
    )
  }
  return `PostgreSQL ${text}, PostGIS ${version}`
}

async function requireExtension(knex: Knex, extension: string, where: string): Promise<void> {
  try {
    await knex.raw('CREATE EXTENSION IF NOT EXISTS ??', [extension])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnusable(
      `The extension ${extension} is missing at ${where} and could not be created (${reason}). Install it (Debian: postgresql-17-postgis-3) and run, as a superuser: CREATE EXTENSION ${extension};`,
      { cause: error },
    )
  }
}

/** Host, port and database only: a connection string may hold a password. */
function describeTarget(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'the local socket'}:${port || 5432}${pathname}`
}

/** Listens on one connection, and comes back after a restart of the database, telling that there was a gap. */
function makeListener({ url, log }: PostgisOptions) {
  const channels = new Map<string, { onNotification: (payload: string) => void; onGap: () => void }>()
  let client: pg.Client | undefined
  let closed = false
  let waitMs = 100
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'petausul-listen',
      keepAlive: true,
    })
    next.on('notification', ({ channel, payload }) => channels.get(channel)?.onNotification(payload ?? ''))
    next.on('error', (error) => log.warn({ reason: error.message }, 'the notification connection broke'))
    next.on('end', () => {
      if (client === next) reconnectLater()
    })
    await next.connect()
    for (const channel of channels.keys()) await next.query(`LISTEN ${next.escapeIdentifier(channel)}`)
    client = next
    waitMs = 100
  }

  function reconnectLater(): void {
    client = undefined
    if (closed) return
    retry = setTimeout(async () => {
      try {
        await connect()
        for (const { onGap } of channels.values()) onGap()
      } catch {
        waitMs = Math.min(waitMs * 2, LONGEST_RECONNECT_MS)
        reconnectLater()
      }
    }, waitMs)
  }

  return {
    async listen(channel: string, onNotification: (payload: string) => void, onGap: () => void) {
      channels.set(channel, { onNotification, onGap })
      if (client) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
      else await connect()
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
