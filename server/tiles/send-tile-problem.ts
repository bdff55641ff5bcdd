import type { ServerResponse } from 'node:http'
import { notFound, Problem, type ProblemDetail } from '../../core/problem.ts'
import { QueueFullError, UnknownLayerError } from './tile-errors.ts'

const retryAfterSeconds = 1

function problemOf(error: unknown): ProblemDetail {
  if (error instanceof Problem) return error.body
  if (error instanceof UnknownLayerError) {
    return {
      ...notFound('layer', error.layer).body,
      parameter: 'layers',
      expected: 'ids of layers in /api/layers',
    }
  }
  if (error instanceof QueueFullError) return { title: 'Too busy', status: 503, detail: error.message }
  return { title: 'The tile could not be made', status: 500, detail: 'The fault was logged' }
}

/** Answers an error as problem+json (RFC 9457); returns the status, so that the caller can log what is ours. */
export function sendTileProblem(response: ServerResponse, error: unknown): number {
  const problem = problemOf(error)
  const body = JSON.stringify({ type: 'about:blank', ...problem })
  const headers: Record<string, string | number> = {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  }
  if (problem.status === 503) headers['Retry-After'] = retryAfterSeconds
  response.writeHead(problem.status, headers)
  response.end(body)
  return problem.status
}
