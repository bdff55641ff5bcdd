import { Problem, type ProblemDetail } from '../problem.ts'

/** Why a drawn area cannot be a zone; screens have words of their own for each. */
export type ZoneFault =
  | 'not-a-polygon'
  | 'empty'
  | 'too-many-vertices'
  | 'off-the-globe'
  | 'swapped-axes'
  | 'outside-the-district'
  | 'crosses-itself'
  | 'too-small'
  | 'no-villages'

export interface ZoneProblemMore {
  readonly received?: string
  readonly expected?: string
  /** Where the fault is, [lon, lat]. */
  readonly at?: readonly [number, number]
  /** What may have been meant, as GeoJSON: offered, never taken silently. */
  readonly repaired?: unknown
}

type ZoneProblemDetail = ProblemDetail & ZoneProblemMore & { readonly fault: ZoneFault }

/** A 422: well-formed GeoJSON that is no usable zone, with what is wrong, where, and a repair where there is one. */
export function zoneProblem(fault: ZoneFault, detail: string, more: ZoneProblemMore = {}): Problem {
  const body: ZoneProblemDetail = {
    title: 'Not usable as a zone',
    status: 422,
    detail: `geometry: ${detail}`,
    parameter: 'geometry',
    fault,
    ...more,
  }
  return new Problem(body)
}
