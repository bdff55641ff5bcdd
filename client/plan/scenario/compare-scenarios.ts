import { kendall } from '../../../core/weights/rank-correlation.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { LiveRanking } from '../state/rank-live.ts'

/** One side of a comparison: a ranking, and what of it would be funded. */
export interface Side {
  readonly ranking: LiveRanking
  readonly above: ReadonlySet<string>
}

export type Part = 'onlyA' | 'onlyB' | 'both'

export interface SideFigures {
  readonly count: number
  /** Rupiah of those whose cost is known. */
  readonly cost: number
  readonly villages: number
}

export interface Comparison {
  /** Row numbers, in the order of the ranking of A; of B for what is only in B. */
  readonly rows: Readonly<Record<Part, readonly number[]>>
  readonly figures: readonly [a: SideFigures, b: SideFigures]
  /** Kendall's τ-b of the two rankings over the proposals that both rank; null when it says nothing. */
  readonly tau: number | null
}

export function compareScenarios(alternatives: Alternatives, a: Side, b: Side): Comparison {
  const { codes } = alternatives
  const within = (side: Side) =>
    Array.from(side.ranking.order).filter((row) => side.above.has(codes[row] ?? ''))
  const [inA, inB] = [within(a), within(b)]
  return {
    rows: {
      onlyA: inA.filter((row) => !b.above.has(codes[row] ?? '')),
      onlyB: inB.filter((row) => !a.above.has(codes[row] ?? '')),
      both: inA.filter((row) => b.above.has(codes[row] ?? '')),
    },
    figures: [figuresOf(alternatives, inA), figuresOf(alternatives, inB)],
    tau: likeness(a.ranking, b.ranking),
  }
}

function figuresOf({ costRupiah, villages }: Alternatives, rows: readonly number[]): SideFigures {
  const known = rows.map((row) => costRupiah[row] ?? Number.NaN).filter((cost) => !Number.isNaN(cost))
  const places = new Set(rows.map((row) => villages.index[row] ?? -1))
  places.delete(-1)
  return { count: rows.length, cost: known.reduce((sum, cost) => sum + cost, 0), villages: places.size }
}

function likeness(a: LiveRanking, b: LiveRanking): number | null {
  const rows = Array.from(a.order).filter((row) => (b.rank[row] ?? 0) > 0)
  if (rows.length < 2) return null
  const ranks = ({ rank }: LiveRanking) => Float64Array.from(rows, (row) => rank[row] ?? 0)
  const tau = kendall(ranks(a), ranks(b))
  return Number.isNaN(tau) ? null : tau
}
