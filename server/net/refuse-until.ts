import type { ServerResponse } from 'node:http'
import { Problem } from '../../core/problem.ts'

/** The refusal of one who asks too often, with when to come back. */
export function refuseUntil(response: ServerResponse, seconds: number, what: string): Problem {
  response.setHeader('Retry-After', String(seconds))
  return new Problem({
    title: 'Too many requests',
    status: 429,
    detail: `${what}; try again in ${seconds} s`,
  })
}
