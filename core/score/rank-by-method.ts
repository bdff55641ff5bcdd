import { badParameter } from '../problem.ts'
import { checkColumns, checkWeights } from './check-weights.ts'
import type { Preference } from './preference.ts'
import { prometheeNetFlows } from './promethee.ts'
import { quantise } from './quantise.ts'
import { type Ranking, rankAlternatives, rankScores } from './rank-alternatives.ts'
import type { RankingMemory } from './ranking-memory.ts'
import { topsis } from './topsis.ts'
import { weightedSum } from './weighted-sum.ts'

/**
 * How per mille values become an order. All three judge the same figures, in which direction, valid range and missing
 * rule are applied already, so every column is to be maximised and thresholds are in per mille points. TOPSIS was
 * published for raw values, and takes those where its scale says so (raw-columns.ts): on per mille values, which begin
 * at the worst of each criterion, its vector normalisation gives another order.
 */
export type RankingMethod =
  | { readonly kind: 'weighted-sum' }
  | {
      readonly kind: 'topsis'
      readonly normalisation: 'vector' | 'min-max'
      /** Per mille where none is said. */
      readonly scale?: 'raw'
    }
  /** One preference function a criterion, in the order of the columns. */
  | { readonly kind: 'promethee'; readonly preferences: readonly Preference[] }

export interface MethodRequest {
  /** One column of per mille values a criterion, rows in code order: that settles ties. */
  readonly columns: readonly Uint16Array[]
  /** The same criteria's raw values as preferredRaws gives them, for a method on these. */
  readonly raws?: readonly Float64Array[]
  /** Integers 0–100, as checkWeights takes them. */
  readonly weights: readonly number[]
  readonly method: RankingMethod
  /** 1 for each row that takes no part. */
  readonly excluded?: Uint8Array
  /** Where a weighted sum is written; it holds until the next one there. */
  readonly memory?: RankingMemory
  /**
   * `unequal` takes scores for different that differ in their last bits, as decision files did before those were passed
   * over.
   */
  readonly ties?: 'quantised' | 'unequal'
}

export interface MethodRanking {
  /** Weighted sums (whole numbers), closeness 0…1 or net flows −1…1; 0 for rows that take no part. */
  readonly scores: Uint32Array | Float64Array
  /** Row numbers from the best down, without those excluded. */
  readonly order: Uint32Array
  /** Place of each row, 1 the best; 0 when excluded. */
  readonly rank: Uint32Array
}

/** Scores and ranks alternatives by a method. The same bits in, the same bits out, on every machine. */
export function rankByMethod(request: MethodRequest): MethodRanking {
  const { columns, weights, method, excluded, memory, ties } = request
  checkWeights(weights, columns.length)
  if (method.kind === 'weighted-sum') {
    const scores = weightedSum(columns, weights, memory)
    return {
      scores,
      ...rankAlternatives(scores, { ...(excluded && { excluded }), ...(memory && { memory }) }),
    }
  }
  const count = checkColumns(columns)
  const rows = excluded && rowsTakingPart(count, excluded)
  const taking = valuesTakingPart(columnsOf(request), rows)
  const own = scoreByMethod(taking, weights, method)
  const ranked = ties === 'unequal' ? rankScores(own) : rankAlternatives(quantise(own))
  return rows ? spread(own, ranked, rows, count) : { scores: own, ...ranked }
}

/** What the method judges: per mille values, or raw ones. */
function columnsOf({ columns, raws, method }: MethodRequest): readonly (Uint16Array | Float64Array)[] {
  if (!isOnRaws(method)) return columns
  if (raws?.length !== columns.length) {
    throw badParameter('raws', raws?.length ?? 'none', `${columns.length} columns of raw values`)
  }
  return raws
}

export function isOnRaws(method: RankingMethod): boolean {
  return method.kind === 'topsis' && method.scale === 'raw'
}

/** Closeness or net flows of all rows of the columns. */
export function scoreByMethod(
  columns: readonly Float64Array[],
  weights: readonly number[],
  method: Exclude<RankingMethod, { kind: 'weighted-sum' }>,
): Float64Array {
  return method.kind === 'topsis' ? closeness(columns, weights, method) : netFlows(columns, weights, method)
}

/** Columns as floats, of the given rows alone. */
export function valuesTakingPart(
  columns: readonly (Uint16Array | Float64Array)[],
  rows?: Uint32Array,
): Float64Array[] {
  return columns.map((column) => {
    if (!rows) return new Float64Array(column)
    const values = new Float64Array(rows.length)
    for (let at = 0; at < rows.length; at++) values[at] = column[rows[at]!]!
    return values
  })
}

function closeness(
  columns: readonly Float64Array[],
  weights: readonly number[],
  { normalisation }: Extract<RankingMethod, { kind: 'topsis' }>,
): Float64Array {
  return topsis(columns, { weights, directions: columns.map(() => 'maximise'), normalisation })
}

function netFlows(
  columns: readonly Float64Array[],
  weights: readonly number[],
  { preferences }: Extract<RankingMethod, { kind: 'promethee' }>,
): Float64Array {
  if (preferences.length !== columns.length) {
    throw badParameter('preferences', preferences.length, `${columns.length} of them, one a criterion`)
  }
  return prometheeNetFlows(
    columns.map((values, c) => ({
      values,
      direction: 'maximise',
      weight: weights[c]!,
      preference: preferences[c]!,
    })),
  )
}

/** From the rows that take part back to all rows. */
function spread(own: Float64Array, ranked: Ranking, rows: Uint32Array, count: number): MethodRanking {
  const scores = new Float64Array(count)
  const rank = new Uint32Array(count)
  own.forEach((score, at) => {
    scores[rows[at]!] = score
  })
  const order = ranked.order.map((at) => rows[at]!)
  order.forEach((row, at) => {
    rank[row] = at + 1
  })
  return { scores, order, rank }
}

/** Row numbers that are not excluded, ascending. */
export function rowsTakingPart(count: number, excluded?: Uint8Array): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, row) => row)
  return excluded ? rows.filter((row) => excluded[row] === 0) : rows
}
