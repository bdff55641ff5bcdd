import { describeGeometryFault, type GeometryFault, showPlace } from '../geometry/geometry-fault.ts'
import { Problem, type ProblemDetail } from '../problem.ts'

/** Why a drawn area cannot be a zone; screens have words of their own for each. */
export type ZoneFault =
  | 'not-a-polygon'
  | 'empty'
  | 'too-many-vertices'
  | 'off-the-globe'
  | 'too-wide'
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
export function zoneProblem(
  fault: ZoneFault,
  detail: string,
  more: ZoneProblemMore = {},
  status = 422,
): Problem {
  const body: ZoneProblemDetail = {
    title: 'Not usable as a zone',
    status,
    detail: `geometry: ${detail}`,
    parameter: 'geometry',
    fault,
    ...more,
  }
  return new Problem(body)
}

/**
 * What the judge of geometries refuses, in a zone's words: 422 for an outline that is not simple, 400 for one without
 * a course on the globe.
 */
export function crossingProblem(fault: GeometryFault, repaired?: unknown): Problem {
  const { received, expected } = describeGeometryFault(fault)
  const more = { at: fault.at, received, expected }
  if (fault.kind === 'edge-too-long')
    return zoneProblem(
      'too-wide',
      `an edge goes half around the globe from ${showPlace(fault.at)}`,
      more,
      400,
    )
  return zoneProblem('crosses-itself', `the outline crosses or touches itself: ${received}`, {
    ...more,
    ...(repaired === undefined ? {} : { repaired }),
  })
}
