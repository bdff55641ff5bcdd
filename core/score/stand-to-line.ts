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
  /** Weighted sums by row; without them nothing is said of what would lift it. */
  readonly sums: Uint32Array | null
}

const noLift: LiftAnswer = { deficit: 0, alone: [], smallest: null }

/**
 * Whether a row is above the line, and what would lift it there while all others stay where they are. `row`: undefined
 * where it is none of those that compete.
 */
export function standToLine(
  request: StandingRequest,
  row: number | undefined,
  own: readonly LiftCriterion[],
): Standing {
  const { rank, sums } = request
  const place = rank[row ?? -1] ?? 0
  if (row === undefined || place === 0) return { state: 'not-ranked', lift: noLift }
  const hurdle = hurdleOf(request, row)
  if (hurdle.kind !== 'row') return { state: hurdle.kind === 'none' ? 'above' : hurdle.kind, lift: noLift }
  if (place < rank[hurdle.row]!) return { state: 'above', lift: noLift }
  if (!sums) return { state: 'below', lift: noLift }
  const lift = findLift(own, sums[hurdle.row]!, row < hurdle.row)
  const canBe = lift.alone.length > 0 || lift.smallest !== null
  return { state: canBe ? 'below' : 'out-of-reach', lift }
}
