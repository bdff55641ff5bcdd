import { badParameter } from '../problem.ts'
import { checkWeights } from './check-weights.ts'

export interface LiftRequest {
  /** The alternative's per mille values. */
  readonly values: ArrayLike<number>
  readonly weights: readonly number[]
  /** Weighted sum of the last alternative above the line. */
  readonly lineSum: number
  /** Whether the alternative's code comes before that of the last one above the line, so that a tie suffices. */
  readonly winsTie: boolean
}

export interface Lift {
  /** Missing weighted sum; 0 when the alternative is above the line already. */
  readonly deficit: number
  /** For each criterion alone: per mille points by which its value must rise, or null when 1000 would not be enough. */
  readonly alone: readonly (number | null)[]
  /** Fewest points over all criteria together: points to add to each. Null when even 1000 everywhere is too little. */
  readonly smallest: readonly number[] | null
}

/**
 * The smallest change that would lift an alternative above the line while all others stay. The fewest points in all
 * are those on the heaviest criteria that have room: each point adds its criterion's weight to the sum, so taking
 * the greatest gains first is exact.
 */
export function liftAboveLine(request: LiftRequest): Lift {
  const { values, weights, lineSum, winsTie } = request
  checkWeights(weights, values.length)
  if (!Number.isInteger(lineSum) || lineSum < 0) {
    throw badParameter('lineSum', lineSum, 'a weighted sum: an integer of 0 or more')
  }
  const sum = weights.reduce((total, weight, c) => total + weight * values[c]!, 0)
  const deficit = Math.max(0, lineSum + (winsTie ? 0 : 1) - sum)
  const alone = weights.map((weight, c) => {
    if (deficit === 0) return 0
    const points = weight === 0 ? Number.POSITIVE_INFINITY : Math.ceil(deficit / weight)
    return points <= 1000 - values[c]! ? points : null
  })
  const rooms = weights.map((_, c) => 1000 - values[c]!)
  return { deficit, alone, smallest: fewestPoints(rooms, weights, deficit) }
}

/**
 * The fewest points that make up for a deficit of a weighted sum, to each criterion no more than it has room for; the
 * first of equally heavy ones goes first. Null when all of them together are too little.
 */
export function fewestPoints(
  rooms: readonly number[],
  weights: readonly number[],
  deficit: number,
): number[] | null {
  const added = weights.map(() => 0)
  let left = deficit
  const heaviestFirst = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b)
  for (const c of heaviestFirst) {
    if (left <= 0 || weights[c] === 0) break
    const points = Math.min(Math.max(0, rooms[c]!), Math.ceil(left / weights[c]!))
    added[c] = points
    left -= points * weights[c]!
  }
  return left <= 0 ? added : null
}
