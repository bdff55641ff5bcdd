import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import type { Logger } from '../log.ts'
import { methodsAt } from './methods-at.ts'

/** Sends RFC 9457 problem+json. */
export function sendProblem(response: Response, body: ProblemDetail & Record<string, unknown>): void {
  response
    .status(body.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...body }))
}

/** The last handler: a door that is there but not for this method is a 405, anything else a 404. */
export const noSuchPath: RequestHandler = (request, response) => {
  const methods = methodsAt(request.path)
  if (methods.length > 0 && !methods.includes(request.method)) {
    const expected = methods.join(', ')
    response.set('Allow', expected)
    sendProblem(response, {
      title: 'Method not allowed',
      status: 405,
      detail: `method: expected ${expected}, received ${request.method}`,
      parameter: 'method',
      received: request.method,
      expected,
    })
    return
  }
  sendProblem(response, {
    title: 'Not found',
    status: 404,
    detail: `Nothing is served at ${request.path.slice(0, 200)}`,
  })
}

/** Statuses that Express, its body parsers and PostgreSQL report for what is a client's or a passing fault. */
function problemOf(error: unknown): (ProblemDetail & Record<string, unknown>) | undefined {
  if (error instanceof Problem) {
    return { ...error.body, ...('faults' in error ? { faults: error.faults } : {}) }
  }
  const { status, type, code } = error as { status?: number; type?: string; code?: string }
  if (type === 'entity.too.large')
    return {
      title: 'Body too large',
      status: 413,
      detail: 'The body is larger than this door takes',
      parameter: 'body',
    }
  if (type === 'entity.parse.failed')
    return {
      title: 'Body not understood',
      status: 400,
      detail: 'body: expected valid JSON',
      parameter: 'body',
      expected: 'valid JSON',
    }
  if (code === '57014')
    return {
      title: 'Took too long',
      status: 503,
      detail: 'The question took longer than allowed; narrow it by area or year',
    }
  if (isConnectionFault(error as Error & { code?: string })) {
    return {
      title: 'Database not reachable',
      status: 503,
      detail: 'The database does not answer at the moment; nothing was changed',
    }
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    // An error of the file system names paths of this machine.
    const detail = code === undefined ? (error as Error).message : 'There is no such file'
    return { title: 'Request not understood', status, detail }
  }
  return undefined
}

/** pg and knex tell a connection that broke under a query in words only, without a code. */
const BROKEN =
  /(Connection (terminated|ended) unexpectedly|Client has encountered a connection error.*|Connection terminated)$/
const UNREACHABLE = /^(08|57P0|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/

function isConnectionFault({ name, code, message }: Error & { code?: string }): boolean {
  return name === 'KnexTimeoutError' || UNREACHABLE.test(code ?? '') || BROKEN.test(message)
}

/** The one place where errors become answers. What is not a client's fault is logged whole and told as a 500 without details. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const problem = problemOf(error)
    if (!problem) log.error({ err: error, path: request.path }, 'request failed')
    else if (problem.status >= 500) {
      log.warn({ reason: (error as Error).message, path: request.path }, problem.title)
      response.set('Retry-After', '2')
    }
    sendProblem(
      response,
      problem ?? {
        title: 'Internal error',
        status: 500,
        detail: 'Something failed on our side; it has been logged',
      },
    )
  }
}
