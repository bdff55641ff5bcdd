import type { ProblemDetail } from '../../core/problem.ts'

/** pg and knex tell a connection that broke under a query in words only, without a code. */
const BROKEN =
  /(Connection (terminated|ended) unexpectedly|Client has encountered a connection error.*|Connection terminated)$/
const UNREACHABLE = /^(08|57P0|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/

/** Whether an error means that the database is away for the moment, rather than that something was wrong with the query. */
export function isConnectionFault({ name, code, message }: Error & { code?: string }): boolean {
  return name === 'KnexTimeoutError' || UNREACHABLE.test(code ?? '') || BROKEN.test(message)
}

export const databaseNotReachable: ProblemDetail = {
  title: 'Database not reachable',
  status: 503,
  detail: 'The database does not answer at the moment; nothing was changed',
}
