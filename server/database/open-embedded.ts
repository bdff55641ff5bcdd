import knexFactory, { type Knex } from 'knex'
import type { Logger } from '../log.ts'
import { boundQueue } from './bound-queue.ts'
import type { Database, Notification } from './database.ts'
import { EmbeddedEngine } from './embedded-engine.ts'
import { EmbeddedStream } from './embedded-stream.ts'
import type { EmbeddedOptions } from './embedded-worker.ts'
import { lockFolder } from './folder-lock.ts'
import { SessionTurns } from './session-turns.ts'
import { StatementTime } from './statement-time.ts'

export interface OpenEmbeddedOptions extends EmbeddedOptions {
  log?: Logger
}

export interface EmbeddedDatabase extends Database {
  /** The whole store as a gzipped data folder, for tests that begin from the same state. */
  dump(): Promise<Uint8Array>
}

interface Listener {
  onNotification(payload: string): void
  onGap(): void
}

/**
 * Factor on the time limit of public reads: the embedded engine has no timeout of its own and is several times slower than
 * PostgreSQL.
 */
const SLOWER = 1.5
const MOST_WAITING = 500
const CLOSE_GRACE_MS = 10_000
const GAP_RETRY_MS = 1_000

/** One session of PGlite, used by one piece of work after another. */
export async function openEmbedded({
  folder,
  archive,
  cache,
  log,
}: OpenEmbeddedOptions): Promise<EmbeddedDatabase> {
  const release = folder ? lockFolder(folder) : () => {}
  const listeners = new Map<string, Listener>()
  let stream: EmbeddedStream | undefined
  /** Time limit of the running statement in ms; undefined for none. */
  let timeoutMs: number | undefined
  const engine = new EmbeddedEngine(
    { folder, archive, cache },
    {
      onReply: (bytes) => stream?.push(Buffer.from(bytes.buffer)),
      onDown: (error) => stream?.destroy(error),
      onUp: () => describeGap(),
      warn: (message) => log?.warn(message),
    },
  )
  await engine.start().catch((error: unknown) => {
    release()
    throw error
  })
  const turns = new SessionTurns()
  const write = makeKnex({
    turns,
    stream: () => {
      stream = new EmbeddedStream(engine, () => timeoutMs)
      return stream
    },
    notify: ({ channel, payload }) => listeners.get(channel)?.onNotification(payload),
    channels: () => [...listeners.keys()],
  })
  // In memory there is nothing to start again from.
  const read = folder ? turns.apply(makeTimedKnex(write, (time) => (timeoutMs = time))) : write

  async function describeGap(): Promise<void> {
    try {
      await write.raw('SELECT 1')
      for (const { onGap } of listeners.values()) onGap()
    } catch {
      if (engine.state === 'running') setTimeout(describeGap, GAP_RETRY_MS).unref()
    }
  }

  return {
    engine: 'embedded',
    write,
    read,
    versions: 'PGlite (PostgreSQL 18, PostGIS 3.6)',
    condition: () => ({
      state: engine.state === 'starting' ? 'restarting' : engine.state,
      restarts: engine.restarts,
      lostBackends: 0,
      fault: engine.fault,
    }),
    async listen(channel, onNotification, onGap) {
      listeners.set(channel, { onNotification, onGap })
      await write.raw('LISTEN ??', [channel])
    },
    dump: () => engine.dump(),
    async close() {
      await engine.close(await endsWithinGrace(write.destroy()))
      release()
    },
  }
}

interface Connections {
  turns: SessionTurns
  stream(): EmbeddedStream
  notify(notification: Notification): void
  channels(): string[]
}

interface RawConnection {
  on(event: 'notification', listener: (notification: Notification) => void): void
  query(sql: string): Promise<unknown>
  escapeIdentifier(name: string): string
}

function makeKnex({ turns, stream, notify, channels }: Connections): Knex {
  const knex = knexFactory({
    client: 'pg',
    // Otherwise the message of each failed query would contain its values, which may be personal data.
    compileSqlOnError: false,
    version: '18',
    connection: { stream, user: 'postgres', database: 'postgres' } as unknown as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: 1,
      idleTimeoutMillis: 2 ** 31 - 1,
      afterCreate: (connection: RawConnection, done: (error?: Error) => void) => {
        connection.on('notification', notify)
        // A new connection may find the session as the last one left it.
        const begin = ['ROLLBACK', 'DEALLOCATE ALL']
        for (const channel of channels()) begin.push(`LISTEN ${connection.escapeIdentifier(channel)}`)
        connection.query(begin.join(';')).then(() => done(), done)
      },
    },
    acquireConnectionTimeout: 120_000,
    log: { warn: () => {}, error: () => {}, debug: () => {}, deprecate: () => {} },
  })
  return turns.apply(boundQueue(knex, MOST_WAITING))
}

interface Client {
  pool: unknown
  _query(connection: unknown, query: { sql: string }): Promise<unknown>
}

/** The same connection for public reads: statements sent through it have a time limit. */
function makeTimedKnex(knex: Knex, setTimeoutMs: (timeoutMs: number | undefined) => void): Knex {
  const Base = knex.client.constructor as new (config: object) => Client
  const time = new StatementTime()
  class TimedClient extends Base {
    override async _query(connection: unknown, query: { sql: string }): Promise<unknown> {
      setTimeoutMs(time.note(query.sql) * SLOWER)
      try {
        return await super._query(connection, query)
      } finally {
        setTimeoutMs(undefined)
      }
    }
  }
  const timed = knexFactory({
    client: TimedClient as unknown as typeof Knex.Client,
    version: '18',
    connectionPool: knex.client.pool,
  } as Knex.Config)
  return boundQueue(timed, MOST_WAITING)
}

/** Closing does not wait for a statement that never ends. */
async function endsWithinGrace(work: Promise<unknown>): Promise<boolean> {
  let cut: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    cut = setTimeout(resolve, CLOSE_GRACE_MS, false)
  })
  const ended = await Promise.race([work.then(() => true), late])
  clearTimeout(cut)
  return ended
}
