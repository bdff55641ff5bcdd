import type { RankingMethod } from '../../core/score/rank-by-method.ts'
import { CRITERION_COLUMN } from '../../core/score/ranking-columns.ts'
import { scoreOfSum, weightedSum } from '../../core/score/weighted-sum.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { KNOWN } from './alternatives.ts'
import type { Ranked } from './ranking-context.ts'
import { shownScore } from './shown-score.ts'
import type { StudyColumns } from './study-columns.ts'
import type { UsedWeights } from './weights-of.ts'

/** Alternatives, and what they were ranked by. */
export interface ListedRanking {
  readonly set: AlternativeSet
  readonly ranked: Ranked
  readonly used: UsedWeights
  readonly method: RankingMethod
  /** Where a request names one. */
  readonly study: StudyColumns | null
}

/** The numbers of a column by row, as its cells show them; NaN where there is none. */
export function numbersOf(
  { set, ranked: { ranking }, used: { weights }, study }: ListedRanking,
  column: string,
): Float64Array {
  const { alternatives, criteria } = set
  if (column === 'interval' && study) return study.low
  if (column === 'rank') return Float64Array.from(ranking.rank)
  if (column === 'cost') return alternatives.costs
  if (column === 'contributions')
    return Float64Array.from(weightedSum(alternatives.columns, weights), (sum) => scoreOfSum(sum, weights))
  if (column === 'score') {
    if (!(ranking.scores instanceof Uint32Array)) return ranking.scores
    return Float64Array.from(ranking.scores, (sum) => shownScore(sum, weights))
  }
  const c = criteria.findIndex(({ key }) => CRITERION_COLUMN + key === column)
  const [values, states] = [alternatives.columns[c], alternatives.states[c]]
  if (!values || !states) throw new RangeError(`no column ${column}`)
  return Float64Array.from(values, (value, row) => (states[row] === KNOWN ? value : Number.NaN))
}
