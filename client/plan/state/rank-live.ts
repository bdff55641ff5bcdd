import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import { type MethodRanking, rankByMethod } from '../../../core/score/rank-by-method.ts'
import type { RankingMemory } from '../../../core/score/ranking-memory.ts'
import { methodWithDefaults, type RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { weightedSum } from '../../../core/score/weighted-sum.ts'
import type { Alternatives } from './alternatives.ts'

/** The ranking of all alternatives under some weights, as the server would rank them. */
export interface LiveRanking extends MethodRanking {
  readonly method: RankingMethodName
  /** Criteria with their weights, in the order of the columns used. */
  readonly keys: readonly string[]
  readonly weights: readonly number[]
  /** Their per mille values. */
  readonly columns: readonly Uint16Array[]
  readonly weightSum: number
  /** Σ weight × per mille by row, whatever the method; ÷ weightSum it is the weighted score. */
  readonly sums: Uint32Array
  /** 1 for each row that takes no part; empty when all do. */
  readonly excluded: Uint8Array
  readonly excludedCount: number
}

/**
 * Ranks in the browser with the server's own arithmetic. Null while all weights are 0: then nothing can be
 * ranked. Rows that lack a value that must be there take no part. With `memory` it holds until the next one there.
 */
export function rankLive(
  alternatives: Alternatives,
  criteria: readonly CriterionInfo[],
  chosen: Weights,
  { method = 'weighted-sum', memory }: { method?: RankingMethodName; memory?: RankingMemory } = {},
): LiveRanking | null {
  const used = criteria.filter(({ key }) => alternatives.columns.has(key))
  const weights = used.map(({ key }) => chosen[key] ?? 0)
  const weightSum = weights.reduce((a, b) => a + b, 0)
  if (weightSum === 0) return null
  const columns = used.map(({ key }) => alternatives.columns.get(key)!)
  const { excluded, excludedCount } = excludedRows(alternatives, chosen)
  const ranking = rankByMethod({
    columns,
    weights,
    method: methodWithDefaults(method, columns.length),
    ...(excludedCount > 0 && { excluded }),
    ...(memory && { memory }),
  })
  const { scores } = ranking
  return {
    ...ranking,
    method,
    keys: used.map(({ key }) => key),
    weights,
    columns,
    weightSum,
    sums: scores instanceof Uint32Array ? scores : weightedSum(columns, weights),
    excluded,
    excludedCount,
  }
}

/** A row's score as its method counts: per mille, closeness 0–1 or net flow −1…1. */
export function scoreOf({ method, scores, weightSum }: LiveRanking, row: number | undefined): number {
  const score = scores[row ?? -1] ?? 0
  return method === 'weighted-sum' ? score / weightSum : score
}

interface ExcludedRows {
  readonly excluded: Uint8Array
  readonly excludedCount: number
}

const none: ExcludedRows = { excluded: new Uint8Array(0), excludedCount: 0 }
/** The latest of some alternatives: it is another only when a weight comes to 0 or from it. */
const known = new WeakMap<Alternatives, { keys: string; rows: ExcludedRows }>()

/** Flags of the rows that a criterion of some weight leaves out; empty when no criterion leaves out any. */
export function excludedRows(alternatives: Alternatives, weights: Weights): ExcludedRows {
  const { leftOut, count } = alternatives
  if (leftOut.size === 0) return none
  const weighted = [...leftOut.keys()].filter((key) => weights[key])
  const keys = weighted.join()
  const before = known.get(alternatives)
  if (before?.keys === keys) return before.rows
  const excluded = new Uint8Array(count)
  for (const key of weighted) for (const row of leftOut.get(key) ?? []) excluded[row] = 1
  const rows = { excluded, excludedCount: excluded.reduce((sum, flag) => sum + flag, 0) }
  known.set(alternatives, { keys, rows })
  return rows
}
