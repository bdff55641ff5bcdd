import type { SolveMilp } from '../portfolio/milp.ts'

/** A published or hand-checked answer that our code must reproduce. */
export interface MathsCase {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly expected: readonly number[]
  /** Decimal places that must agree: a miss is a difference of more than half a unit of the last one. */
  readonly digits: number
  run(solve: SolveMilp): ArrayLike<number>
}

export interface CaseOutcome {
  readonly actual: readonly number[]
  readonly passed: boolean
}

/** Runs one case and compares number by number; an answer of another length has failed. */
export function runCase(mathsCase: MathsCase, solve: SolveMilp): CaseOutcome {
  const actual = Array.from(mathsCase.run(solve))
  // A hair over half a unit, since the expected figures are themselves rounded to their digits.
  const tolerance = 0.5000001 * 10 ** -mathsCase.digits
  const passed =
    actual.length === mathsCase.expected.length &&
    actual.every((value, at) => Math.abs(value - mathsCase.expected[at]!) <= tolerance)
  return { actual, passed }
}
