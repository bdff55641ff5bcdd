import type { RequestHandler } from 'express'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../core/problem.ts'

export type SubmissionLimit = RequestHandler

/** At most `points` requests a `seconds` from one address; beyond it 429 with Retry-After. */
export function limitRequests(points: number, seconds: number, what: string): RequestHandler {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (request, response, next) => {
    try {
      await limiter.consume(request.ip ?? 'unknown')
    } catch (refusal) {
      const waitMs = (refusal as RateLimiterRes).msBeforeNext
      if (typeof waitMs !== 'number') throw refusal
      response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
      throw new Problem({
        title: 'Too many requests',
        status: 429,
        detail: `At most ${points} ${what} in ${seconds} s; try again in ${Math.ceil(waitMs / 1000)} s`,
      })
    }
    next()
  }
}
