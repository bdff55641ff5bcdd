import { valuesTakingPart } from '../../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../../core/score/ranking-methods.ts'
import { type ColumnScale, scaleOfColumn } from '../../../core/score/topsis.ts'
import { unicriterionFlows } from '../../../core/score/unicriterion-flow.ts'
import type { LiveRanking } from '../state/rank-live.ts'

/** What a method needs to know of all alternatives to score a single value; no weight changes it. */
export interface MethodFrame {
  /** TOPSIS: extremes and norm of each column, in the order of the ranking's keys. */
  readonly scales: readonly ColumnScale[]
  /** PROMETHEE II: for each criterion's key and per mille value 0–1000 its net flow, 0–1000 for −1…1. */
  readonly flows: ReadonlyMap<string, Uint16Array>
}

/** Of the weighted sum, which needs none. */
export const noFrame: MethodFrame = { scales: [], flows: new Map() }

/** Keeps the frame for as long as the alternatives that take part are the same, so that no slider computes it. */
export class FrameCache {
  #frame = noFrame
  #for: LiveRanking | null = null

  of(ranking: LiveRanking | null): MethodFrame {
    if (!ranking || ranking.method === 'weighted-sum') return noFrame
    if (!this.#for || !isSame(this.#for, ranking)) this.#frame = frameOf(ranking)
    this.#for = ranking
    return this.#frame
  }
}

function isSame(a: LiveRanking, b: LiveRanking): boolean {
  return (
    a.method === b.method &&
    a.columns.length === b.columns.length &&
    a.columns.every((column, c) => column === b.columns[c]) &&
    a.excludedCount === b.excludedCount &&
    a.excluded.every((flag, row) => flag === b.excluded[row])
  )
}

function frameOf({ method, columns, keys, order, excludedCount }: LiveRanking): MethodFrame {
  const values = valuesTakingPart(columns, excludedCount > 0 ? order.slice().sort() : undefined)
  const used = methodWithDefaults(method, columns.length)
  if (used.kind === 'topsis')
    return { ...noFrame, scales: values.map((column) => scaleOfColumn(column, used.normalisation)) }
  if (used.kind !== 'promethee') return noFrame
  const tables = values.map((column, c) => flowsPerMille(unicriterionFlows(column, used.preferences[c]!)))
  return { ...noFrame, flows: new Map(keys.map((key, c) => [key, tables[c]!])) }
}

/** A value between two of the alternatives' (the mean of several points) has a flow between theirs. */
function flowsPerMille({ values, flows }: ReturnType<typeof unicriterionFlows>): Uint16Array {
  let at = 0
  return Uint16Array.from({ length: 1001 }, (_, value) => {
    while (at < values.length - 1 && values[at + 1]! <= value) at++
    const [from = 0, to = from] = [values[at], values[at + 1]]
    const share = to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0
    const flow = (flows[at] ?? 0) + share * ((flows[at + 1] ?? flows[at] ?? 0) - (flows[at] ?? 0))
    return Math.round(500 * (flow + 1))
  })
}
