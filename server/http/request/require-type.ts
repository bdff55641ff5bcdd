import type { Request } from 'express'
import { Problem } from '../../../core/problem.ts'

/** Refuses a body of another media type than the route takes, before it is read. */
export function requireType(
  request: Request,
  types: string | readonly string[],
  expected: string = [types].flat().join(', '),
): void {
  if (request.is([types].flat())) return
  const received = request.get('Content-Type') ?? '(none)'
  throw new Problem({
    title: 'Media type not understood',
    status: 415,
    detail: `Content-Type: expected ${expected}, received ${received}`,
    parameter: 'Content-Type',
    received,
    expected,
  })
}
