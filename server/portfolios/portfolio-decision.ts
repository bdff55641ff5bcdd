import { digestOfRaws } from '../../core/decision/check-raws.ts'
import type { PortfolioDecision } from '../../core/decision/decision-file.ts'
import { inputsDigest } from '../../core/decision/inputs-digest.ts'
import { makePortfolioDecision } from '../../core/decision/make-decision.ts'
import type { PortfolioAnswer } from '../../core/portfolio/study-portfolio.ts'
import { type PortfolioInputs, problemOf, type StoredAnswer } from './model/portfolio-inputs.ts'

export interface DecisionOf {
  readonly title: string
  readonly finishedAt: Date
  readonly inputs: PortfolioInputs
  readonly answer: StoredAnswer
}

/** Options of the solver that every solve is run with, as its opener sets them. */
export type SolverOptions = Readonly<Record<string, number | string | boolean>>

/** The file by which anybody can repeat this portfolio without our store. The same portfolio gives the same bytes. */
export async function portfolioDecision(
  { title, finishedAt, inputs, answer }: DecisionOf,
  product: string,
  options: SolverOptions,
): Promise<PortfolioDecision> {
  const { solver, ...result } = answer
  const problem = problemOf(inputs)
  const costs = problem.items.map(({ costRupiah }) => costRupiah)
  return makePortfolioDecision({
    origin: {
      product,
      created: finishedAt.toISOString(),
      title: title || null,
      filter: inputs.filter,
      model: inputs.model,
      notice: inputs.notice,
      criteria: inputs.criteria,
      weights: inputs.weights,
      inputs: {
        digest: await digestInputs(inputs, costs),
        codes: problem.items.map(({ code }) => code),
        values: inputs.values,
        absent: inputs.criteria.map(() => []),
        costRupiah: inputs.problem.items.map(({ costRupiah }) => costRupiah),
        ...(inputs.raws && {
          raws: inputs.raws,
          rawDigest: await digestOfRaws(inputs.criteria, inputs.raws),
        }),
      },
    },
    valueUnit: problem.objective.kind === 'score' ? 'weighted-sum' : null,
    problem,
    study: inputs.study,
    solver: { version: solver, options },
    answer: result as unknown as PortfolioAnswer,
  })
}

async function digestInputs(
  { criteria, values, problem }: PortfolioInputs,
  costs: readonly number[],
): Promise<string> {
  const encoder = new TextEncoder()
  const codes = problem.items.map(({ code }) => encoder.encode(code))
  return inputsDigest({
    criteria,
    codeBytes: new Uint8Array(Buffer.concat(codes)),
    codeLengths: Uint16Array.from(codes, ({ length }) => length),
    columns: values.map((column) => Uint16Array.from(column)),
    absent: values.map(() => null),
    costs: Float64Array.from(costs),
  })
}
