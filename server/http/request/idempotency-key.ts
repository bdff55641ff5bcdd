import type { Request } from 'express'
import { badParameter } from '../../../core/problem.ts'

/** The key under which a request is done once, however often it comes; undefined without one. Throws Problem (400). */
export function readIdempotencyKey(request: Request): string | undefined {
  const key = request.get('Idempotency-Key')
  if (key && !/^[\w-]{8,100}$/.test(key))
    throw badParameter('Idempotency-Key', key, '8 to 100 letters, digits, _ or -')
  return key
}
