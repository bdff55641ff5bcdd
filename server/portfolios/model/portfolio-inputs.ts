import type { Bilingual } from '../../../core/criteria/criterion.ts'
import { canonicalJson } from '../../../core/decision/canonical-json.ts'
import type {
  DecisionCriterion,
  PortfolioStudy,
  RawInput,
  WithoutNaN,
} from '../../../core/decision/decision-file.ts'
import { sha256 } from '../../../core/decision/sha256.ts'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import type { PortfolioAnswer } from '../../../core/portfolio/study-portfolio.ts'
import { toldRaw } from '../../criteria/columns/withheld-raws.ts'
import { writtenFilter } from '../../prioritise/alternative-filter.ts'
import type { PortfolioBody } from './portfolio-request.ts'
import { type PreparedPortfolio, unitOf } from './prepare-portfolio.ts'
import type { Scoring } from './scoring.ts'

/** Inputs of a portfolio, stored with it: enough to repeat it and to answer further questions about it. */
export interface PortfolioInputs {
  readonly problem: WithoutNaN<PortfolioProblem>
  readonly study: PortfolioStudy
  /** Points or people that one unit of the problem's worth stands for. */
  readonly unit: number
  readonly filter: Readonly<Record<string, string>>
  readonly criteria: readonly DecisionCriterion[]
  readonly weights: readonly number[]
  readonly model: Scoring['model']
  readonly notice: Bilingual
  /** Per mille of each criterion, rows as the items; 0 where a criterion of weight 0 leaves the row out. */
  readonly values: readonly (readonly number[])[]
  /** Raw values of each criterion, rows as the items; portfolios from before they were kept have none. */
  readonly raws?: readonly (readonly RawInput[])[]
}

export type StoredAnswer = WithoutNaN<PortfolioAnswer> & { readonly solver: string }

/** What every study computes beyond the optimum. */
const STUDY = { alternatives: 3, tolerance: 0.01, mostPrices: 30 }

/** The inputs that are stored with a portfolio, from its request and what was read for it. */
export function inputsOf(request: PortfolioBody, prepared: PreparedPortfolio): PortfolioInputs {
  const { problem, scoring, candidates } = prepared
  const { timeLimitSeconds, robustness } = request
  const uncertainty = { kind: 'around', weights: scoring.weights, spread: robustness?.spread ?? 0 } as const
  return {
    problem: problem as WithoutNaN<PortfolioProblem>,
    study: {
      timeLimitSeconds,
      ...STUDY,
      ...(robustness && {
        robustness: { samples: robustness.samples, seed: robustness.seed, uncertainty },
      }),
    },
    unit: unitOf(prepared),
    filter: writtenFilter(prepared.filter),
    criteria: scoring.criteria,
    weights: scoring.weights,
    model: scoring.model,
    notice: scoring.notice,
    values: scoring.criteria.map((_, c) => candidates.map(({ perMille }) => perMille[c] ?? 0)),
    raws: scoring.criteria.map(({ definition }, c) =>
      candidates.map(({ raws, household }) => toldRaw(raws[c] ?? null, { household, definition })),
    ),
  }
}

/** The inputs as JSON with their SHA-256: portfolios over equal data and requests have equal digests. */
export async function writeInputs(inputs: PortfolioInputs): Promise<{ json: string; digest: string }> {
  const json = canonicalJson(inputs)
  return { json, digest: await sha256(json) }
}

/** The problem as the solver takes it: unknown costs are NaN again. */
export function problemOf({ problem }: PortfolioInputs): PortfolioProblem {
  const items = problem.items.map((item) => ({ ...item, costRupiah: item.costRupiah ?? Number.NaN }))
  return { ...problem, items } as PortfolioProblem
}
