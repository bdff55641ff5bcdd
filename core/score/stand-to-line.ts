import { hurdleOf, type LineRequest } from './draw-line.ts'
import { findLift, type LiftAnswer } from './find-lift.ts'
import type { LiftCriterion } from './levers.ts'

export type LiftState =
  | 'above'
  | 'below'
  | 'out-of-reach'
  | 'over-budget'
  | 'no-cost'
  | 'no-line'
  | 'not-ranked'

export interface Standing {
  readonly state: LiftState
  readonly lift: LiftAnswer
}

export interface StandingRequest extends LineRequest {
  /** Place of each row, 1 the best. */
  readonly rank: Uint32Array
  /** By row, as the method counts: weighted sums, which are whole numbers, or anything else. */
  readonly scores: Uint32Array | Float64Array
}

/** No lift: nothing could raise it above the line, or it is above already. */
export const noLift: LiftAnswer = { deficit: 0, alone: [], smallest: null }

/**
 * Whether a row is above the line, and what would lift it there while all others stay where they are. By methods whose
 * scores are no sums, only what it lacks is said here: what would lift it is to be searched for. `row`: undefined where
 * it is none of those that compete.
 */
export function standToLine(
  request: StandingRequest,
  row: number | undefined,
  own: readonly LiftCriterion[],
): Standing {
  const { rank, scores } = request
  const place = rank[row ?? -1] ?? 0
  if (row === undefined || place === 0) return { state: 'not-ranked', lift: noLift }
  const hurdle = hurdleOf(request, row)
  if (hurdle.kind !== 'row') return { state: hurdle.kind === 'none' ? 'above' : hurdle.kind, lift: noLift }
  if (place < rank[hurdle.row]!) return { state: 'above', lift: noLift }
  const lineScore = scores[hurdle.row]!
  if (scores instanceof Float64Array)
    return { state: 'below', lift: { ...noLift, deficit: lineScore - scores[row]! } }
  return withLift(findLift(own, lineScore, row < hurdle.row, roomIn(request, row)))
}

/** Whether a row of such a sum and cost is paid down the list; undefined where the line is a number of places. */
function roomIn({ order, costs, scores, rule }: StandingRequest, row: number) {
  if ('top' in rule) return undefined
  return (sum: number, costRupiah: number): boolean => {
    let left = rule.budgetRupiah - costRupiah
    for (const other of order) {
      if (left < 0) return false
      if (other === row) continue
      const score = scores[other]!
      if (score < sum || (score === sum && other > row)) break
      left -= costs[other]! || 0
    }
    return left >= 0
  }
}

/** The standing of a row below the line: out of reach when no change of its own values would lift it above. */
export function withLift(lift: LiftAnswer): Standing {
  const canBe = lift.alone.length > 0 || lift.smallest !== null
  return { state: canBe ? 'below' : 'out-of-reach', lift }
}
