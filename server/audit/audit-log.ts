import type { Knex } from 'knex'
import { bound, run, sql } from '../database/sql-fragment.ts'

/** Something that an account asked for, or that was done at the terminal. */
export interface AuditedRequest {
  /** Null: the terminal. */
  readonly account: number | null
  /** What it needs a grant for; `accounts` where being signed in is enough. */
  readonly action: string
  readonly method: string
  /** Of the route, with the names of its parameters: /api/zones/{id}. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

const LONGEST_PARAM = 200

/**
 * Writes what accounts ask for, before it is done: nothing is done of which nothing is known. `write` is not the transaction of
 * what is asked for, since what was refused and taken back is recorded, too.
 */
export class AuditLog {
  readonly #write: Knex

  constructor(write: Knex) {
    this.#write = write
  }

  async asked(request: AuditedRequest): Promise<void> {
    await this.#add(request, null)
  }

  /** With the HTTP status of the refusal. */
  async refused(request: AuditedRequest, status: number): Promise<void> {
    await this.#add(request, status)
  }

  async #add(
    { account, action, method, path, params }: AuditedRequest,
    status: number | null,
  ): Promise<void> {
    const said = Object.entries(params).map(([name, value]) => [
      name,
      // PostgreSQL's texts hold no NUL, which a hostile name may.
      value.slice(0, LONGEST_PARAM).replaceAll('\0', '\uFFFD'),
    ])
    await run(
      this.#write,
      sql`INSERT INTO audit_entries (account_id, action, method, path, params, outcome, status)
          VALUES (${bound(account, 'int')}, ${bound(action, 'text')}, ${bound(method, 'text')}, ${bound(path, 'text')},
            ${bound(JSON.stringify(Object.fromEntries(said)), 'jsonb')}, ${bound(status === null ? 'asked' : 'refused', 'text')},
            ${bound(status, 'int')})`,
    )
  }
}
