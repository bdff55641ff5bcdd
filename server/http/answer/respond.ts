import type { ErrorRequestHandler, Request, Response } from 'express'
import { Problem, type ProblemDetail } from '../../../core/problem.ts'
import { toError } from '../../../core/to-error.ts'
import { passingFault } from '../../database/connection-fault.ts'
import { diskFull, isDiskFull } from '../../database/disk-full.ts'
import type { Logger } from '../../log.ts'

export type ProblemBody = ProblemDetail & Record<string, unknown>

/** Sends RFC 9457 problem+json. */
export function sendProblem(response: Response, body: ProblemBody): void {
  response
    .status(body.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...body }))
}

/** Statuses that Express, its body parsers and PostgreSQL report for what is a client's or a passing fault. */
function problemOf(error: unknown): ProblemBody | undefined {
  if (error instanceof Problem) {
    return {
      ...error.body,
      ...('faults' in error ? { faults: error.faults } : {}),
      ...('changed' in error ? { changed: error.changed } : {}),
    }
  }
  const { status, type, code } = error as { status?: number; type?: string; code?: string }
  if (type === 'entity.too.large')
    return {
      title: 'Body too large',
      status: 413,
      detail: 'The body is larger than this route takes',
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
  if (isDiskFull(error)) return { ...diskFull }
  const passing = passingFault(toError(error))
  if (passing) return { ...passing }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    // An error of the file system names paths of this machine.
    const detail = code === undefined ? toError(error).message : 'There is no such file'
    return { title: 'Request not understood', status, detail }
  }
  return undefined
}

export type ErrorAnswer = (error: unknown, request: Request, response: Response) => ProblemBody

/**
 * The one place where errors become answers, in problem+json or in a page: what is not a client's fault is logged whole
 * and answered as a 500 without details, and what passes says when to come back.
 */
export function errorAnswer(log: Logger): ErrorAnswer {
  return (error, request, response) => {
    const problem = problemOf(error)
    if (!problem) log.error({ err: error, path: request.path }, 'request failed')
    else if (problem.status >= 500) {
      log.warn({ reason: toError(error).message, path: request.path }, problem.title)
      response.set('Retry-After', '2')
    }
    return (
      problem ?? {
        title: 'Internal error',
        status: 500,
        detail: 'Something failed on our side; it has been logged',
      }
    )
  }
}

/** The last handler of errors: problem+json for whatever no page was made of. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  const answerTo = errorAnswer(log)
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    sendProblem(response, answerTo(error, request, response))
  }
}
