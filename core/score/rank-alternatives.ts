import { badParameter } from '../problem.ts'
import { radixOrder, radixOrderOfFloats } from './radix-order.ts'
import type { RankingMemory } from './ranking-memory.ts'

export interface Ranking {
  /** Row numbers from the best down; excluded rows are not in it. */
  readonly order: Uint32Array
  /** Place of each row, 1 the best; 0 when excluded. Every place is taken once: ties are settled by code. */
  readonly rank: Uint32Array
}

export interface RankOptions {
  /** Row numbers in the order of the alternatives' codes, which settles ties. Without it rows must be in that order. */
  readonly byCode?: Uint32Array
  /** 1 for each row that takes no part. */
  readonly excluded?: Uint8Array
  /** Where the ranking is written; it holds until the next one there. */
  readonly memory?: RankingMemory
}

/** Ranks whole-number scores (as weightedSum gives them), the greatest first, ties by code. O(n). */
export function rankAlternatives(sums: Uint32Array, options: RankOptions = {}): Ranking {
  checkLengths(sums, options)
  const { excluded, byCode, memory } = options
  const among = excluded ? takingPart(excluded, byCode, memory) : byCode
  const order = radixOrder(sums, among, memory)
  const rank = memory?.take('rank', sums.length) ?? new Uint32Array(sums.length)
  if (order.length < rank.length) rank.fill(0)
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at + 1
  return { order, rank }
}

/** Ranks finite scores of any kind (TOPSIS, PROMETHEE), the greatest first, ties by row. O(n). */
export function rankScores(scores: Float64Array): Ranking {
  const wrong = scores.findIndex((score) => !Number.isFinite(score))
  if (wrong !== -1) throw badParameter(`scores[${wrong}]`, scores[wrong], 'a finite number')
  const order = radixOrderOfFloats(scores)
  const rank = new Uint32Array(scores.length)
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at + 1
  return { order, rank }
}

function takingPart(
  excluded: Uint8Array,
  byCode: Uint32Array | undefined,
  memory: RankingMemory | undefined,
): Uint32Array {
  const rows = memory?.take('rows', excluded.length) ?? new Uint32Array(excluded.length)
  let taking = 0
  for (let at = 0; at < excluded.length; at++) {
    const row = byCode ? byCode[at]! : at
    if (excluded[row] === 0) rows[taking++] = row
  }
  return rows.subarray(0, taking)
}

function checkLengths(sums: Uint32Array, { byCode, excluded }: RankOptions): void {
  if (byCode && byCode.length !== sums.length) {
    throw badParameter('byCode', byCode.length, `${sums.length} row numbers`)
  }
  if (excluded && excluded.length !== sums.length) {
    throw badParameter('excluded', excluded.length, `${sums.length} flags`)
  }
}
