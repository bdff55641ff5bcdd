import type { Knex } from 'knex'
import type { UsedModel } from '../../core/api/score-model.ts'
import { badParameter } from '../../core/problem.ts'
import type { Preference } from '../../core/score/preference.ts'
import type { RankingMethod } from '../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../core/score/ranking-methods.ts'
import { DEFAULT_MODEL, readScoreModel } from '../criteria/columns/score-model-store.ts'
import type { MethodChoice, WeightsChoice } from './ranking-request.ts'

export interface UsedWeights {
  /** Integers 0–100 in the order of the criteria. */
  readonly weights: readonly number[]
  /** The model that they come from; null for weights that came with the request. */
  readonly model: UsedModel | null
}

type Keyed = readonly { readonly key: string }[]

/** Weights of the request, of the model that it names, or of the default model. Throws when all are 0 or a key is unknown. */
export async function usedWeights(knex: Knex, choice: WeightsChoice, criteria: Keyed): Promise<UsedWeights> {
  if (choice.model && choice.weights)
    throw badParameter('weights', 'model and weights', 'either model or weights')
  if (choice.weights) return { weights: weightsInOrder(choice.weights, criteria), model: null }
  const { id, version } =
    typeof choice.model === 'object'
      ? choice.model
      : { id: choice.model ?? DEFAULT_MODEL, version: undefined }
  const model = await readScoreModel(knex, id, version)
  if (!model) {
    throw badParameter(
      'model',
      version ? `${id} version ${version}` : id,
      'a score model of /api/score-models',
    )
  }
  // Criteria that were deleted since are left out; new ones weigh nothing.
  const weights = criteria.map(({ key }) => model.weights[key] ?? 0)
  refuseAllZero(weights, 'model')
  return {
    weights,
    model: {
      id: model.id,
      version: model.version,
      title: model.title,
      notice: model.notice,
      method: model.method,
    },
  }
}

/** Weights by key as integers in the order of the criteria; those not named are 0. */
export function weightsInOrder(
  weights: Readonly<Record<string, number>>,
  criteria: Keyed,
  parameter = 'weights',
): number[] {
  const keys = criteria.map(({ key }) => key)
  const unknown = Object.keys(weights).find((key) => !keys.includes(key))
  if (unknown !== undefined)
    throw badParameter(`${parameter}.${unknown}`, unknown, `one of ${keys.join(', ')}`)
  const ordered = keys.map((key) => (Object.hasOwn(weights, key) ? (weights[key] ?? 0) : 0))
  refuseAllZero(ordered, parameter)
  return ordered
}

function refuseAllZero(weights: readonly number[], parameter: string): void {
  if (weights.every((weight) => weight === 0)) {
    throw badParameter(
      parameter,
      'all 0',
      'at least one weight above 0: without any, all proposals are equal',
    )
  }
}

/**
 * The method of the request, else of the model that the weights come from, else the weighted sum; with its options, one
 * preference function a criterion: `usual` where none is given. Throws on options that the method would not look at,
 * and on another method than that of the model that the request names: then it would no longer be that model.
 */
export function usedMethod(
  choice: Omit<MethodChoice, 'filter'>,
  { model }: UsedWeights,
  criteria: Keyed,
): RankingMethod {
  const { normalisation, preferences, scale } = choice
  const name = choice.method ?? model?.method ?? 'weighted-sum'
  if (choice.model && model && name !== model.method) {
    const expected = `${model.method}, by which score model ${model.id} version ${model.version} ranks; or its weights instead of the model`
    throw badParameter('method', name, expected)
  }
  if (normalisation && name !== 'topsis')
    throw badParameter('normalisation', normalisation, `none with ${name}: only topsis takes one`)
  if (scale === 'raw' && name !== 'topsis')
    throw badParameter('scale', scale, `per-mille with ${name}: only topsis ranks by raw values`)
  if (preferences && name !== 'promethee') throw badParameter('preferences', name, 'the method promethee')
  const method = methodWithDefaults(name, criteria.length)
  if (method.kind === 'topsis') {
    return { ...method, ...(normalisation && { normalisation }), ...(scale === 'raw' && { scale }) }
  }
  if (method.kind === 'promethee' && preferences)
    return { ...method, preferences: inOrder(preferences, criteria, method.preferences) }
  return method
}

function inOrder(
  given: Readonly<Record<string, Preference>>,
  criteria: Keyed,
  fallback: readonly Preference[],
): Preference[] {
  const keys = criteria.map(({ key }) => key)
  const unknown = Object.keys(given).find((key) => !keys.includes(key))
  if (unknown !== undefined)
    throw badParameter(`preferences.${unknown}`, unknown, `one of ${keys.join(', ')}`)
  return keys.map((key, c) => (Object.hasOwn(given, key) ? given[key] : undefined) ?? fallback[c]!)
}

/** For uses that only a weighted sum serves: scores on maps, worth of portfolios. Throws when the model ranks by another method. */
export function requireWeightedSum(model: UsedModel | null): void {
  if (!model || model.method === 'weighted-sum') return
  const expected = 'a score model whose method is weighted-sum: only its points can be added up'
  throw badParameter('model', `${model.id}, which ranks by ${model.method}`, expected)
}
