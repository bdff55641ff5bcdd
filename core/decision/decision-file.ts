import type { Bilingual, Criterion } from '../criteria/criterion.ts'
import type { PortfolioProblem } from '../portfolio/portfolio.ts'
import type { RobustnessOptions } from '../portfolio/robustness.ts'
import type { PortfolioAnswer } from '../portfolio/study-portfolio.ts'
import type { WeightUncertainty } from '../random/sample-weights.ts'
import type { RankingMethod } from '../score/rank-by-method.ts'

export const DECISION_FORMAT = 'petausul-decision'
/**
 * The newest form. It rises when a reader of the earlier form would misread the file; what such a reader understands is still
 * written in the earlier one. 2: rankings on raw values, which a reader of 1 would rank by per mille values. 3: portfolios
 * over several years, which a reader of 2 would solve as one.
 */
export const DECISION_FORMAT_VERSION = 3
export const MOST_DECISION_ALTERNATIVES = 100_000

/** A criterion as it was when the decision was taken: definition and scale say how raw values became per mille. */
export interface DecisionCriterion {
  readonly key: string
  readonly version: number | string
  readonly definition: Criterion | null
  /** The frozen scale, as the registry gave it. */
  readonly scale: unknown
}

/** What was ranked or chosen from, so that the file needs no store to be checked. Rows in code order. */
export interface DecisionInputs {
  /** As inputsDigest computes it. */
  readonly digest: string
  readonly codes: readonly string[]
  /** One column of per mille values for each criterion, in the order of `criteria`. */
  readonly values: readonly (readonly number[])[]
  /** Row numbers that a criterion's rule for missing values leaves out, for each criterion. */
  readonly absent: readonly (readonly number[])[]
  /** Rupiah; null when nobody has estimated it. */
  readonly costRupiah: readonly (number | null)[]
  /**
   * What each criterion measured, before its scale, in the order of `criteria`. Files written before raw values were kept have
   * none: of these only the way from per mille values on can be checked.
   */
  readonly raws?: readonly (readonly RawInput[])[]
  /** As digestOfRaws computes it; there where `raws` is. */
  readonly rawDigest?: string
}

/**
 * A raw value: null where there is none, and 'withheld' where it would tell where a household lives (its per mille value is told
 * all the same).
 */
export type RawInput = number | null | 'withheld'

/** What every decision says about where it comes from. */
export interface DecisionOrigin {
  /** Name and version of the product. */
  readonly product: string
  /** ISO 8601, UTC. */
  readonly created: string
  readonly title: string | null
  /** The filter by the names of the URL. */
  readonly filter: Readonly<Record<string, string>>
  readonly model: { readonly id: string; readonly version: number | string } | null
  readonly notice: Bilingual
  readonly criteria: readonly DecisionCriterion[]
  /** Integers 0–100, in the order of the criteria. */
  readonly weights: readonly number[]
  readonly inputs: DecisionInputs
}

interface DecisionHead extends DecisionOrigin {
  readonly format: typeof DECISION_FORMAT
  readonly formatVersion: number
  /** SHA-256 of the canonical JSON of everything else in the file. */
  readonly seal: string
}

export interface RobustnessRecord {
  readonly samples: number
  readonly seed: number
  readonly uncertainty: WeightUncertainty
  readonly line: { readonly top: number } | { readonly budgetRupiah: number }
  readonly first: readonly number[]
  readonly aboveLine: readonly number[]
  readonly meanRank: readonly number[]
  /** SHA-256 of the canonical JSON of the three. */
  readonly digest: string
}

export interface RankingOutcome {
  /** Row numbers from the best down. */
  readonly order: readonly number[]
  /** One a row: weighted sums, closeness or net flows. */
  readonly scores: readonly number[]
  /** SHA-256 of the canonical JSON of order and scores. */
  readonly digest: string
}

export interface RankingDecision extends DecisionHead {
  readonly kind: 'ranking'
  readonly method: RankingMethod
  /** Said where scores are compared in steps (quantise.ts); files from before that compare them bit by bit. */
  readonly ties?: 'quantised'
  readonly result: RankingOutcome
  readonly robustness: RobustnessRecord | null
}

/** What an item's value is of its weighted sum: the sum itself, or the sum ÷ Σ weights (score in per mille). */
export type ValueUnit = 'weighted-sum' | 'score'

export interface PortfolioStudy {
  readonly timeLimitSeconds: number
  readonly alternatives?: number
  readonly tolerance?: number
  readonly mostPrices?: number
  /** Over the columns of the inputs. */
  readonly robustness?: Omit<RobustnessOptions, 'columns'>
}

export interface PortfolioSolver {
  /** Name and version, as PortfolioResult.solver says it. */
  readonly version: string
  /** Options that the answer depends on: gaps, seed, threads. */
  readonly options: Readonly<Record<string, number | string | boolean>>
}

/** Values that JSON cannot hold (NaN of an unknown cost or an answer that was not found) as null. */
export type WithoutNaN<T> = T extends number
  ? number | null
  : T extends Float64Array
    ? readonly (number | null)[]
    : T extends readonly (infer Item)[]
      ? readonly WithoutNaN<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: WithoutNaN<T[Key]> }
        : T

export interface PortfolioDecision extends DecisionHead {
  readonly kind: 'portfolio'
  /** Said when each item's value comes from the weighted sum of its inputs; null when it does not. */
  readonly valueUnit: ValueUnit | null
  readonly problem: WithoutNaN<PortfolioProblem>
  readonly study: PortfolioStudy
  readonly solver: PortfolioSolver
  readonly result: WithoutNaN<PortfolioAnswer>
  /** SHA-256 of the canonical JSON of the result. */
  readonly resultDigest: string
}

export type DecisionFile = RankingDecision | PortfolioDecision

/** What the maker of a portfolio hands over; makePortfolioDecision adds format, digests and seal. */
export interface PortfolioDecisionSource {
  readonly origin: DecisionOrigin
  readonly valueUnit: ValueUnit | null
  readonly problem: PortfolioProblem
  readonly study: PortfolioStudy
  readonly solver: PortfolioSolver
  readonly answer: PortfolioAnswer
}
