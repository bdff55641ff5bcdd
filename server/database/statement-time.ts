/** Time limit of one statement on database.read, unless its transaction declares another. */
export const READ_TIMEOUT_MS = 10_000

const DECLARED = /^\s*SET LOCAL statement_timeout = '(\d+)s'\s*;?$/i
const ENDS = /^\s*(BEGIN|COMMIT|ROLLBACK)\b/i

/**
 * The time of each statement of a session: READ_TIMEOUT_MS, or what its transaction declared by SET LOCAL
 * statement_timeout = '300s'. PostgreSQL holds to it itself, except within GEOS; the embedded engine has no timers.
 */
export class StatementTime {
  #declaredMs: number | undefined

  /** Time limit of the next statement. */
  note(sql: string): number {
    if (ENDS.test(sql)) this.#declaredMs = undefined
    const declared = DECLARED.exec(sql)
    if (declared) this.#declaredMs = Number(declared[1]) * 1000
    return this.#declaredMs ?? READ_TIMEOUT_MS
  }
}

/**
 * PostgreSQL's code for a statement that exceeded its timeout (query_canceled); statements that this server cancels are reported
 * the same way.
 */
export function tookTooLong(elapsedMs: number): Error {
  const error = new Error(`canceling statement: it ran for ${Math.round(elapsedMs / 1000)} s`)
  return Object.assign(error, { code: '57014' })
}
