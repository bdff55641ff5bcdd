import type { Knex } from 'knex'

export interface Notification {
  channel: string
  payload: string
}

/** The store, on either engine. Stages know this and nothing of the engine behind it. */
export interface Database {
  readonly engine: 'postgis' | 'embedded'
  /** Reads and writes. On the embedded engine it is one session: inside a transaction use only that transaction. */
  readonly write: Knex
  /**
   * For public reads. Each statement has a time limit (READ_TIMEOUT_MS, or what SET LOCAL statement_timeout declares) and is
   * cancelled beyond it. On PostGIS: read-only sessions of a role that sees only what public-tables.ts names; on the embedded
   * engine: the session of `write`.
   */
  readonly read: Knex
  /** Role of public reads, where one could be created. */
  readonly reader?: string | undefined
  /** Engine and extension versions, for /readyz and the log. */
  readonly versions: string
  /** `onGap` is called when notifications may have been lost (the connection was broken and came back). */
  listen(channel: string, onNotification: (payload: string) => void, onGap: () => void): Promise<void>
  /** State of the engine for operators, in addition to whether it answers. */
  condition(): DatabaseCondition
  close(): Promise<void>
}

export interface DatabaseCondition {
  state: 'running' | 'restarting' | 'unusable'
  /** How often the embedded engine was started again since the server began. */
  restarts: number
  /** PostgreSQL backends that still run a cancelled statement. */
  lostBackends: number
  /** The last thing that went wrong, in words. */
  fault: string | undefined
}

/** The database cannot be used as it is: says what was found, what is needed and how to get there. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable'
}
