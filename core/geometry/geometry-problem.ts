import { Problem, type ProblemDetail } from '../problem.ts'
import { describeGeometryFault, type GeometryFault } from './geometry-fault.ts'

type GeometryProblemDetail = ProblemDetail & {
  readonly fault: GeometryFault['kind']
  /** [lon, lat] */
  readonly at: GeometryFault['at']
}

/** A 400 for a geometry that the judge refuses: the parameter that brought it, what is wrong with it and where. */
export function geometryProblem(
  parameter: string,
  fault: GeometryFault,
  title = 'Parameter not understood',
): Problem {
  const { received, expected } = describeGeometryFault(fault)
  const body: GeometryProblemDetail = {
    title,
    status: 400,
    detail: `${parameter}: expected ${expected}, received ${received}`,
    parameter,
    received,
    expected,
    fault: fault.kind,
    at: fault.at,
  }
  return new Problem(body)
}
