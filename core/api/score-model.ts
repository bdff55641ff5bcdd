import type { Label } from '../proposal/label.ts'
import type { RankingMethodName } from '../score/ranking-methods.ts'

/** Whole numbers 0–100 by criterion key; one that is not named weighs 0. */
export type Weights = Readonly<Record<string, number>>

export interface ScoreModelDefinition {
  readonly title: Label
  readonly notice: Label
  readonly method: RankingMethodName
  readonly weights: Weights
}

/** A named and versioned choice of weights and of the method that ranks by them (GET and POST /api/score-models). */
export interface ScoreModel extends ScoreModelDefinition {
  readonly id: string
  readonly version: number
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

/** The model that weights came from. */
export type UsedModel = Pick<ScoreModel, 'id' | 'version' | 'title' | 'notice' | 'method'>
