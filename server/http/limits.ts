import type { Request, RequestHandler, Response } from 'express'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../core/problem.ts'

export type SubmissionLimit = RequestHandler

export interface AttemptLimit {
  /** Counts an attempt of the request's address, or throws a 429 and sets Retry-After. */
  admit(request: Request, response: Response): Promise<void>
  /** Takes the attempt back: it was a rightful one. */
  forgive(request: Request): Promise<void>
}

/** At most `points` attempts in `seconds` from one address; those that are forgiven do not count. */
export function limitAttempts(points: number, seconds: number, what: string): AttemptLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  const addressOf = (request: Request) => request.ip ?? 'unknown'
  return {
    async admit(request, response) {
      try {
        await limiter.consume(addressOf(request))
      } catch (refusal) {
        const waitMs = (refusal as RateLimiterRes).msBeforeNext
        if (typeof waitMs !== 'number') throw refusal
        const wait = Math.max(1, Math.ceil(waitMs / 1000))
        response.set('Retry-After', String(wait))
        throw new Problem({
          title: 'Too many requests',
          status: 429,
          detail: `At most ${points} ${what} in ${seconds} s; try again in ${wait} s`,
        })
      }
    },
    async forgive(request) {
      await limiter.reward(addressOf(request))
    },
  }
}

/** At most `points` requests in `seconds` from one address; beyond it 429 with Retry-After. */
export function limitRequests(points: number, seconds: number, what: string): RequestHandler {
  const limit = limitAttempts(points, seconds, what)
  return async (request, response, next) => {
    await limit.admit(request, response)
    next()
  }
}
