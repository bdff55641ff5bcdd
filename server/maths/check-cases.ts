import { type MathsCase, runCase } from '../../core/maths-cases/maths-case.ts'
import { mathsCases } from '../../core/maths-cases/maths-cases.ts'
import { openHighs } from '../prioritise/open-highs.ts'

export interface CheckedCase {
  readonly id: string
  readonly actual: readonly number[]
  readonly passed: boolean
  /** What was thrown, where it did not come to an answer. */
  readonly fault: string | null
}

export interface CheckedMaths {
  readonly cases: readonly CheckedCase[]
  readonly solver: string
  readonly milliseconds: number
}

/** Runs every reference case one after the other; blocks its thread for a few seconds. */
export async function checkCases(onProgress: (done: number, of: number) => void): Promise<CheckedMaths> {
  const began = performance.now()
  const { solve, version } = await openHighs()
  const cases = mathsCases.map((mathsCase, at) => {
    const checked = check(mathsCase)
    onProgress(at + 1, mathsCases.length)
    return checked
  })
  return { cases, solver: version, milliseconds: Math.round(performance.now() - began) }

  function check(mathsCase: MathsCase): CheckedCase {
    try {
      return { id: mathsCase.id, ...runCase(mathsCase, solve), fault: null }
    } catch (error) {
      return { id: mathsCase.id, actual: [], passed: false, fault: String(error) }
    }
  }
}
