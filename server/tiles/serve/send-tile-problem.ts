import type { ServerResponse } from 'node:http'
import { errorCode } from '../../../core/error-code.ts'
import { notFound, Problem, type ProblemDetail } from '../../../core/problem.ts'
import { passingFault } from '../../database/connection-fault.ts'
import {
  LayerLoadingError,
  LayerTooLargeError,
  QueueFullError,
  StreamedLayerError,
  UnknownLayerError,
} from '../tile-errors.ts'

const RETRY_AFTER_SECONDS = 1

const tookTooLong: ProblemDetail = {
  title: 'Took too long',
  status: 503,
  detail:
    'The database took longer over this tile than it may; ask for a deeper zoom or narrow it by area or year',
}

/** PostgreSQL's code for a statement beyond its timeout (query_canceled). */
function isCancelled(error: unknown): boolean {
  return errorCode(error) === '57014'
}

/** The problem for an error of the engine; 500 for errors that are not the client's fault. */
export function tileProblemOf(error: unknown): ProblemDetail {
  if (error instanceof Problem) return error.body
  if (error instanceof UnknownLayerError) {
    return {
      ...notFound('layer', error.layer).body,
      parameter: 'layers',
      expected: 'ids of layers in /api/layers',
    }
  }
  if (error instanceof LayerTooLargeError) {
    const detail = `Layer ${error.layer} is larger than the server's memory for it (LAYER_MEMORY_MB) and is left out`
    return { title: 'Layer too large', status: 404, detail, parameter: 'layers', received: error.layer }
  }
  if (error instanceof StreamedLayerError) {
    const { message, layer } = error
    return { title: 'No such picture', status: 404, detail: message, parameter: 'layer', received: layer }
  }
  if (error instanceof LayerLoadingError)
    return { title: 'Still loading', status: 503, detail: error.message }
  if (isCancelled(error)) return tookTooLong
  const passing = error instanceof Error && passingFault(error)
  if (passing) return passing
  if (error instanceof QueueFullError) return { title: 'Too busy', status: 503, detail: error.message }
  return { title: 'The tile could not be made', status: 500, detail: 'The fault was logged' }
}

/** Answers an error as problem+json (RFC 9457); returns the status, so that the caller can log what is ours. */
export function sendTileProblem(response: ServerResponse, error: unknown): number {
  const problem = tileProblemOf(error)
  const body = JSON.stringify({ type: 'about:blank', ...problem })
  const headers: Record<string, string | number> = {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  }
  if (problem.status === 503) headers['Retry-After'] = RETRY_AFTER_SECONDS
  response.writeHead(problem.status, headers)
  response.end(body)
  return problem.status
}
