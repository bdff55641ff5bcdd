import type { Knex } from 'knex'
import type { Bilingual } from '../../../core/criteria/criterion.ts'
import type { DecisionCriterion } from '../../../core/decision/decision-file.ts'
import type { CriterionColumns } from '../../criteria/columns/criterion-columns.ts'

/** How proposals are scored: the criteria in use, how their per mille values are read, and the weights. */
export interface Scoring {
  /** Weights of all criteria below. */
  readonly columns: CriterionColumns | null
  readonly criteria: readonly DecisionCriterion[]
  /** Integers 0–100, in the order of the criteria. */
  readonly weights: readonly number[]
  readonly model: { readonly id: string; readonly version: number } | null
  readonly notice: Bilingual
}

export interface ScoringChoice {
  readonly weights?: Readonly<Record<string, number>> | undefined
  readonly model?: string | { readonly id: string; readonly version?: number | undefined } | undefined
}

/** Reads the criteria and weights of the request, or those of the default model. Throws on unknown names. */
export type ReadScoring = (knex: Knex, request: ScoringChoice) => Promise<Scoring>
