import { brokenConstraints, costOf, worthOf } from '../portfolio/judge-choice.ts'
import type { SolveMilp } from '../portfolio/milp.ts'
import { columnsOf, overYears } from '../portfolio/over-years.ts'
import type { PortfolioProblem } from '../portfolio/portfolio.ts'
import { type PortfolioAnswer, studyPortfolio } from '../portfolio/study-portfolio.ts'
import { weightedSum } from '../score/weighted-sum.ts'
import { canonicalJson } from './canonical-json.ts'
import { decidedInputs } from './decided-inputs.ts'
import { compare, type DecisionCheck } from './decision-check.ts'
import type { PortfolioDecision } from './decision-file.ts'
import { digestOf } from './make-decision.ts'

export interface Replay {
  readonly solve: SolveMilp
  /** Name and version of the solver at hand. */
  readonly version: string
  readonly nowSeconds: () => number
}

/** Time limit of the second computation at least, so that it can prove what the first one found. */
const LEAST_SECONDS = 600

/**
 * Checks a portfolio from its own items and then solves it again. A proven optimum is compared bit for bit, with its
 * prices, alternatives and robustness; one that a time limit ended is checked for its limits, worth and bound.
 */
export async function* checkPortfolioDecision(
  file: PortfolioDecision,
  replay: Replay,
): AsyncGenerator<DecisionCheck> {
  const problem = problemOf(file)
  yield compare('digest of the result', file.resultDigest, await digestOf(file.result))
  yield* checkItems(file, problem)
  yield* checkChoice(file, problem)
  yield compare('solver', file.solver.version, replay.version)
  yield* checkSolution(file, problem, replay)
}

function problemOf({ problem }: PortfolioDecision): PortfolioProblem {
  const items = problem.items.map((item) => ({ ...item, costRupiah: item.costRupiah ?? Number.NaN }))
  return { ...problem, items } as PortfolioProblem
}

/** Checks that the items follow from the inputs: same codes, same costs, values computed from weights and per mille values. */
function* checkItems(file: PortfolioDecision, { items }: PortfolioProblem): Generator<DecisionCheck> {
  const rowOf = new Map(file.inputs.codes.map((code, row) => [code, row]))
  const unknown = items.find(({ code }) => !rowOf.has(code))
  yield compare('proposals that the inputs do not hold', 'none', unknown?.code ?? 'none')
  const { columns, costs } = decidedInputs(file)
  const dear = items.find(({ code, costRupiah }) => !Object.is(costs[rowOf.get(code) ?? -1], costRupiah))
  yield compare('proposals whose cost is not that of the inputs', 'none', dear?.code ?? 'none')
  if (file.valueUnit === null) return
  const sums = weightedSum(columns, file.weights)
  const divisor = file.valueUnit === 'score' ? file.weights.reduce((a, b) => a + b, 0) : 1
  const odd = items.find(({ code, value }) => value !== sums[rowOf.get(code) ?? -1]! / divisor)
  yield compare('proposals whose value is not their weighted sum', 'none', odd?.code ?? 'none')
}

function* checkChoice({ result }: PortfolioDecision, asked: PortfolioProblem): Generator<DecisionCheck> {
  if (result.worth === null) return
  const problem = overYears(asked)
  const years = result.years?.map((year) => year ?? Number.NaN)
  const chosen = columnsOf(problem, result.chosen, years)
  const count = chosen.filter((is) => is).length
  yield compare('chosen proposals that are in the list', result.chosen.length, count)
  const broken = brokenConstraints(problem, chosen).map(({ id }) => id)
  yield compare('limits that the choice breaks', 'none', broken.join(', ') || 'none')
  yield compare('worth of the choice', result.worth, worthOf(problem, chosen))
  yield compare('cost of the choice', result.costRupiah, costOf(problem, chosen))
}

function* checkSolution(
  file: PortfolioDecision,
  problem: PortfolioProblem,
  replay: Replay,
): Generator<DecisionCheck> {
  const { result } = file
  const proven = result.status !== 'time-limit' && result.status !== 'failed'
  const answer = solveAgain(file, problem, replay, proven && !result.early)
  yield asJson('funding down the list', codesOf(result.downTheList), codesOf(answer.downTheList))
  if (!proven) {
    yield* withinBounds(file, answer)
    return
  }
  yield compare('status', result.status, answer.status)
  // What was proven once by counted steps is proven again; files from before say nothing of it.
  if (result.proof === 'exact') yield compare('proof', result.proof, answer.proof)
  if (result.early) {
    // Choices that are worth as much are as good: with more time the solver may end at another.
    yield compare('worth', result.worth, answer.worth)
    return
  }
  yield asJson('chosen proposals', planOf(result.chosen, result.years), planOf(answer.chosen, answer.years))
  for (const figure of ['worth', 'bound', 'gap', 'costRupiah'] as const) {
    yield asJson(figure, result[figure], answer[figure])
  }
  const prices = result.prices.filter((price) => price.proven)
  const again = new Map(answer.prices.map(({ id, price }) => [id, price]))
  yield asJson(
    'prices of limits',
    prices.map(({ id, price }) => [id, price]),
    prices.map(({ id }) => [id, again.get(id)]),
  )
  yield asJson('near-optimal alternatives', provenAlternatives(file), answer.alternatives)
  if (result.robustness) yield asJson('robustness', result.robustness, answer.robustness)
}

/** Each code, with its year where there are several. */
function planOf(chosen: readonly string[], years?: readonly (number | null)[]): string[] {
  return chosen.map((code, at) => (years ? `${code} ${years[at]}` : code)).sort()
}

/**
 * The alternatives up to the first that a time limit cut short: each one depends on those before it, so later ones need not come
 * out alike.
 */
function provenAlternatives({ result: { alternatives } }: PortfolioDecision) {
  const cut = alternatives.findIndex(({ proven }) => !proven)
  return cut === -1 ? alternatives : alternatives.slice(0, cut)
}

/**
 * Solves again with more time than the first computation had, and studies no more alternatives and prices than the first one
 * completed.
 */
function solveAgain(
  file: PortfolioDecision,
  problem: PortfolioProblem,
  { solve, nowSeconds }: Replay,
  proven: boolean,
): PortfolioAnswer {
  const { result, study } = file
  const samples = result.robustness?.samples ?? 0
  return studyPortfolio(problem, {
    solve,
    nowSeconds,
    timeLimitSeconds: Math.max(LEAST_SECONDS, 4 * study.timeLimitSeconds),
    alternatives: proven ? provenAlternatives(file).length : 0,
    mostPrices: proven ? (study.mostPrices ?? result.prices.length) : 0,
    ...(study.tolerance !== undefined && { tolerance: study.tolerance }),
    ...(proven &&
      study.robustness &&
      samples > 0 && { robustness: { ...study.robustness, samples, columns: decidedInputs(file).columns } }),
  })
}

function asJson(what: string, expected: unknown, actual: unknown): DecisionCheck {
  return compare(what, canonicalJson(expected), canonicalJson(actual))
}

function codesOf(lists: readonly { readonly codes: readonly string[] }[]): readonly (readonly string[])[] {
  return lists.map(({ codes }) => codes)
}

/** Compares two runs that were not proven: they solve one problem, so neither run's worth may exceed the other run's bound. */
function* withinBounds(
  { result }: PortfolioDecision,
  answer: { worth: number; bound: number },
): Generator<DecisionCheck> {
  const slack = (bound: number) => bound + 1e-9 * Math.abs(bound)
  const held = (worth: number | null, bound: number | null) =>
    worth === null || bound === null || Number.isNaN(worth) || Number.isNaN(bound) || worth <= slack(bound)
  yield compare('worth within the bound found now', true, held(result.worth, answer.bound))
  yield compare('worth found now within the bound', true, held(answer.worth, result.bound))
}
