import type { Request } from 'express'
import { badParameter, Problem } from '../../../core/problem.ts'

/** The version that the writer had read, from If-Match; undefined for "*", or where the header is optional and missing. */
export function readIfMatch(
  request: Request,
  what: string,
  need: 'required' | 'optional',
): number | undefined {
  const value = request.get('If-Match')
  if (value === undefined) {
    if (need === 'optional') return undefined
    throw new Problem({
      title: 'Precondition required',
      status: 428,
      detail:
        'If-Match: expected the ETag of the version that is being changed, so that nobody overwrites another',
      parameter: 'If-Match',
      expected: `the ETag of the ${what}, such as "3"`,
    })
  }
  if (value.trim() === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(value.trim())?.[1]
  if (version === undefined) throw badParameter('If-Match', value, `the ETag of the ${what}, such as "3"`)
  return Number(version)
}
