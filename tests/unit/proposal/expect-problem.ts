import { expect } from 'vitest'
import { Problem, type ProblemDetail } from '../../../core/problem.ts'

/** That something is refused, by a problem with these members. */
export function expectProblem(work: () => unknown, members: Partial<ProblemDetail>): void {
  let thrown: unknown
  try {
    work()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(Problem)
  expect((thrown as Problem).body).toMatchObject(members)
}
