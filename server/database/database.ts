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
   * For reads of everyone: on PostGIS read-only sessions with a statement timeout, as a role that sees no more than
   * public-tables.ts names; the same session as for writes when embedded.
   */
  readonly read: Knex
  /** The role of reads, where they have one of their own. */
  readonly reader?: string | undefined
  /** Engine and extension versions, for /readyz and the log. */
  readonly versions: string
  /** `onGap` is called when notifications may have been lost (the connection was broken and came back). */
  listen(channel: string, onNotification: (payload: string) => void, onGap: () => void): Promise<void>
  close(): Promise<void>
}

/** The database cannot be used as it is: says what was found, what is needed and how to get there. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable'
}
