import type { Preference } from './preference.ts'
import type { RankingMethod } from './rank-by-method.ts'

/** Methods by the names of the API, of stored models and of addresses. */
export const RANKING_METHODS = ['weighted-sum', 'topsis', 'promethee'] as const
export type RankingMethodName = (typeof RANKING_METHODS)[number]

const usual: Preference = { kind: 'usual' }

/** A method with the options that hold where none are given: vector normalisation, any difference a full preference. */
export function methodWithDefaults(name: RankingMethodName, criteria: number): RankingMethod {
  switch (name) {
    case 'weighted-sum':
      return { kind: name }
    case 'topsis':
      return { kind: name, normalisation: 'vector' }
    case 'promethee':
      return { kind: name, preferences: Array.from({ length: criteria }, () => usual) }
  }
}
