import { badParameter } from '../problem.ts'
import { createRandom } from '../random/random.ts'
import { checkUncertainty, sampleWeights, type WeightUncertainty } from '../random/sample-weights.ts'
import type { SolveMilp } from './milp.ts'
import { overYears } from './over-years.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { solveBest } from './solve-best.ts'
import { solveAndCheck } from './solve-exactly.ts'

export interface RobustnessOptions {
  /** Per mille values: one column a criterion, rows as the items. */
  readonly columns: readonly Uint16Array[]
  readonly uncertainty: WeightUncertainty
  readonly samples: number
  readonly seed: number
}

export interface Robustness {
  /** Weight samples that were solved to the optimum; fewer than asked when time ran out. */
  readonly samples: number
  /** Share of them in which each item is funded, in the order of the items. */
  readonly funded: Float64Array
  /** Funded in all, in some, in none. */
  readonly core: readonly string[]
  readonly swing: readonly string[]
  readonly never: readonly string[]
}

/**
 * Portfolios under uncertain weights (robust portfolio modelling, Liesiö, Mild & Salo 2007, by sampling). Over several
 * years one is funded in whatever year; `problem` holds each item once.
 */
export function studyRobustness(
  problem: PortfolioProblem,
  options: RobustnessOptions,
  {
    solve,
    onProgress,
  }: { solve: SolveMilp; onProgress?: (step: { step: 'robustness'; done: number; of: number }) => void },
  secondsLeft: () => number,
): Robustness {
  check(problem, options)
  const random = createRandom(options.seed)
  const weights = new Float64Array(options.columns.length)
  const counts = new Float64Array(problem.items.length)
  let samples = 0
  onProgress?.({ step: 'robustness', done: 0, of: options.samples })
  while (samples < options.samples && secondsLeft() > 0.01) {
    sampleWeights(random, options.uncertainty, weights)
    const items = problem.items.map((item, i) => ({
      ...item,
      value: options.columns.reduce((sum, column, c) => sum + weights[c]! * column[i]!, 0),
    }))
    const funded = fundedIn({ ...problem, items }, solve, secondsLeft)
    if (funded === null) break
    problem.items.forEach(({ code }, i) => {
      if (funded.has(code)) counts[i] = counts[i]! + 1
    })
    samples++
    onProgress?.({ step: 'robustness', done: samples, of: options.samples })
  }
  const named = (test: (count: number) => boolean) =>
    samples === 0 ? [] : problem.items.filter((_, i) => test(counts[i]!)).map(({ code }) => code)
  return {
    samples,
    funded: counts.map((count) => count / Math.max(1, samples)),
    core: named((count) => count === samples),
    swing: named((count) => count > 0 && count < samples),
    never: named((count) => count === 0),
  }
}

/** Codes of the best choice; null where that was not found. */
function fundedIn(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
): ReadonlySet<string> | null {
  const weighed = overYears(problem)
  const { status, chosen } = problem.plan
    ? solveBest(weighed, solve, secondsLeft)
    : solveAndCheck(weighed, solve, secondsLeft, {})
  if (status !== 'optimal' || chosen === null) return null
  return new Set(weighed.items.filter((_, i) => chosen[i]).map(({ code }) => code))
}

function check(problem: PortfolioProblem, { columns, samples, uncertainty }: RobustnessOptions): void {
  if (problem.objective.kind !== 'score') {
    throw badParameter('objective', problem.objective.kind, 'score: weights do not change the people served')
  }
  if (!Number.isInteger(samples) || samples < 1 || samples > 1000) {
    throw badParameter('samples', samples, 'an integer from 1 to 1000')
  }
  checkUncertainty(uncertainty, columns.length)
  const odd = columns.find((column) => column.length !== problem.items.length)
  if (odd) throw badParameter('columns', odd.length, `${problem.items.length} values, one a proposal`)
}
