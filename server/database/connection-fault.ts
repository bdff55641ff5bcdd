import type { ProblemDetail } from '../../core/problem.ts'

/** Too many requests wait for the database; the request is refused before any query was sent. */
export class DatabaseBusy extends Error {
  override name = 'DatabaseBusy'
}

/** pg and knex tell a connection that broke under a query in words only, without a code. */
const BROKEN =
  /(Connection (terminated|ended) unexpectedly|Client has encountered a connection error.*|Connection terminated|the embedded engine (died|broke): .*)$/
/** Classes and codes of PostgreSQL (manual, appendix A): connections, operator's intervention. */
const UNREACHABLE = /^(08|57P0|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/
/** insufficient_resources: the disk, memory, connections, a configured limit. */
const FULL = /^53/
/** serialization_failure, deadlock_detected, lock_not_available. */
const CONTENDED = /^(40001|40P01|55P03)$/

export const databaseNotReachable: ProblemDetail = {
  title: 'Database not reachable',
  status: 503,
  detail: 'The database does not answer at the moment; nothing was changed',
}

const databaseBusy: ProblemDetail = {
  title: 'Database busy',
  status: 503,
  detail: 'The database has no connection free at the moment; nothing was changed',
}

const databaseFull: ProblemDetail = {
  title: 'Database full',
  status: 503,
  detail: 'The database has no room left (disk or memory); nothing was changed',
}

const contended: ProblemDetail = {
  title: 'Changed at the same time',
  status: 503,
  detail: 'Another request was changing the same; nothing was changed by this one, try again',
}

/** The problem (always 503) for a temporary error of the database; undefined when the query itself was at fault. */
export function passingFault({ name, code, message }: Error & { code?: string }): ProblemDetail | undefined {
  if (name === 'DatabaseBusy' || name === 'KnexTimeoutError' || code === '53300') return databaseBusy
  if (FULL.test(code ?? '')) return databaseFull
  if (CONTENDED.test(code ?? '')) return contended
  if (UNREACHABLE.test(code ?? '') || BROKEN.test(message)) return databaseNotReachable
  return undefined
}

/** Whether an error means that the database is temporarily unavailable, and not that the query was wrong. */
export function isConnectionFault(error: Error & { code?: string }): boolean {
  return passingFault(error) !== undefined
}
