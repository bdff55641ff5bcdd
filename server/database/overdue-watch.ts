import pg from 'pg'
import { toError } from '../../core/to-error.ts'
import type { Logger } from '../log.ts'
import { READ_TIMEOUT_MS, StatementTime, tookTooLong } from './statement-time.ts'

export interface OverdueOptions {
  url: string
  log: Logger
}

/** PostgreSQL's own timeout comes first; GEOS looks at no interrupt while it runs. */
const CANCEL_AFTER_MS = 1_000
const GIVE_UP_AFTER_MS = 2_000
const SCAN_MS = 500
const LOST_SCAN_MS = 2_000
const CONNECT_TIMEOUT_MS = 3_000

/** Members of a pg client that its types do not declare. */
interface RawConnection {
  processID: number
  connection: {
    stream: { destroy(error: Error): void }
    parse: (...parameters: unknown[]) => void
    query: (...parameters: unknown[]) => void
    execute: (...parameters: unknown[]) => void
    on(event: 'readyForQuery' | 'portalSuspended', listener: () => void): void
  }
}

interface Watched {
  /** When the server was last asked for something that it has not answered; undefined while it is not asked. */
  since: number | undefined
  /** Time limit of the running statement. */
  timeoutMs: number
  sql: string
  cancelled: boolean
}

/**
 * Ends what PostgreSQL's statement_timeout does not: cancels, then terminates the backend, and in any case closes the
 * connection, so that the requester has an answer and the pool its slot. A backend within GEOS heeds neither and computes
 * on; such lost backends are counted until they are gone.
 */
export class OverdueWatch {
  readonly #options: OverdueOptions
  readonly #watched = new Map<RawConnection, Watched>()
  readonly #lost = new Set<number>()
  readonly #scan: NodeJS.Timeout
  #lostScan: NodeJS.Timeout | undefined
  #fault: string | undefined
  #closed = false

  constructor(options: OverdueOptions) {
    this.#options = options
    this.#scan = setInterval(() => this.#endOverdue(), SCAN_MS)
    this.#scan.unref()
  }

  get lost(): number {
    return this.#lost.size
  }

  /** As many lost backends as the pool has connections are enough; what is open and idle may still be used. */
  mayConnect(pool: number): boolean {
    return this.#lost.size < pool || [...this.#watched.values()].some(({ since }) => since === undefined)
  }

  get fault(): string | undefined {
    return this.#fault
  }

  /** Notes each statement of a new connection. */
  watch(client: pg.Client): void {
    const raw = client as unknown as RawConnection
    const time = new StatementTime()
    const watched: Watched = { since: undefined, timeoutMs: READ_TIMEOUT_MS, sql: '', cancelled: false }
    this.#watched.set(raw, watched)
    const { connection } = raw
    const begin = (sql: string | undefined) => {
      watched.since = performance.now()
      if (sql === undefined) return
      watched.timeoutMs = time.note(sql)
      watched.sql = sql
    }
    const { parse, query, execute } = connection
    connection.query = (...parameters) => {
      begin(String(parameters[0]))
      query.apply(connection, parameters)
    }
    connection.parse = (...parameters) => {
      begin((parameters[0] as { text?: string }).text)
      parse.apply(connection, parameters)
    }
    connection.execute = (...parameters) => {
      begin(undefined)
      execute.apply(connection, parameters)
    }
    const rest = () => {
      watched.since = undefined
      watched.cancelled = false
    }
    connection.on('readyForQuery', rest)
    connection.on('portalSuspended', rest)
    client.on('end', () => this.#watched.delete(raw))
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#scan)
    clearTimeout(this.#lostScan)
  }

  #endOverdue(): void {
    for (const [raw, watched] of this.#watched) {
      if (watched.since === undefined) continue
      const elapsedMs = performance.now() - watched.since
      const beyondMs = elapsedMs - watched.timeoutMs
      if (beyondMs > GIVE_UP_AFTER_MS && watched.cancelled) this.#giveUp(raw, watched, elapsedMs)
      else if (beyondMs > CANCEL_AFTER_MS && !watched.cancelled) {
        watched.cancelled = true
        void this.#signal('pg_cancel_backend', raw.processID)
      }
    }
  }

  #giveUp(raw: RawConnection, { sql }: Watched, elapsedMs: number): void {
    const error = tookTooLong(elapsedMs)
    this.#fault = error.message
    this.#options.log.warn(
      { reason: error.message, backend: raw.processID, statement: sql.slice(0, 300) },
      'a statement did not heed its timeout; its connection is closed',
    )
    this.#watched.delete(raw)
    this.#lost.add(raw.processID)
    void this.#signal('pg_terminate_backend', raw.processID).then(() => this.#watchLost())
    raw.connection.stream.destroy(error)
  }

  async #signal(name: 'pg_cancel_backend' | 'pg_terminate_backend', backend: number): Promise<void> {
    await this.#ask(`SELECT ${name}($1)`, [backend])
  }

  #watchLost(): void {
    clearTimeout(this.#lostScan)
    if (this.#closed || this.#lost.size === 0) return
    this.#lostScan = setTimeout(async () => {
      const rows = await this.#ask('SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1::int[])', [
        [...this.#lost],
      ])
      const alive = rows && new Set(rows.map(({ pid }) => pid))
      if (alive) for (const backend of this.#lost) if (!alive.has(backend)) this.#lost.delete(backend)
      this.#watchLost()
    }, LOST_SCAN_MS)
    this.#lostScan.unref()
  }

  /** On a connection of its own: the pool may have none left. Undefined when the database cannot be asked. */
  async #ask(sql: string, values: unknown[]): Promise<{ pid: number }[] | undefined> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'petausul-watch',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query<{ pid: number }>(sql, values)).rows
    } catch (error) {
      this.#options.log.warn({ reason: toError(error).message }, `${sql} failed`)
      return undefined
    } finally {
      await client.end().catch(() => {})
    }
  }
}
