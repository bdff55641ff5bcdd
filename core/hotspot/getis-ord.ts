import { badParameter } from '../problem.ts'
import type { Neighbours } from './neighbours.ts'
import { twoSidedNormal } from './normal.ts'

export interface GetisOrd {
  /** Standardised statistic; NaN for a row that cannot be judged (no neighbours, all others alike). */
  readonly z: Float64Array
  /** Two-sided, under normality. */
  readonly p: Float64Array
}

/**
 * Getis–Ord local statistics with binary weights (Ord & Getis 1995, eq. 4 and 5). `star`: Gi*, each place its own
 * neighbour with weight 1, mean and variance of all; else Gi, over the others only. Needs 3 finite values or more.
 */
export function getisOrd(values: Float64Array, neighbours: Neighbours, star: boolean): GetisOrd {
  const n = values.length
  checkValues(values, neighbours)
  const sum = values.reduce((a, b) => a + b, 0)
  const squares = values.reduce((a, b) => a + (b - sum / n) ** 2, 0)
  const z = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let local = star ? values[i]! : 0
    const from = neighbours.starts[i]!
    const to = neighbours.starts[i + 1]!
    for (let k = from; k < to; k++) local += values[neighbours.indices[k]!]!
    const weight = to - from + (star ? 1 : 0)
    const others = star ? n : n - 1
    const mean = (sum - (star ? 0 : values[i]!)) / others
    // Taking one value out of n lowers the sum of squared deviations by n ÷ (n − 1) × its own.
    const spread = star ? squares : squares - (n / (n - 1)) * (values[i]! - sum / n) ** 2
    const deviation = Math.sqrt(Math.max(0, spread) / others)
    const flat = deviation <= 1e-12 * Math.abs(mean)
    const factor = Math.sqrt((others * weight - weight * weight) / (others - 1))
    z[i] = flat || factor === 0 ? Number.NaN : (local - mean * weight) / (deviation * factor)
  }
  return { z, p: z.map(twoSidedNormal) }
}

/** Throws Problem (400) unless there are at least three finite values, one for each place of the neighbours. */
export function checkValues(values: Float64Array, neighbours: Neighbours): void {
  if (values.length < 3) throw badParameter('values', `${values.length} values`, 'at least 3 places')
  if (neighbours.starts.length !== values.length + 1) {
    throw badParameter('neighbours', `${neighbours.starts.length - 1} rows`, `${values.length} rows`)
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong !== -1) {
    throw badParameter(`values[${wrong}]`, values[wrong], 'a finite number: leave places without a value out')
  }
}
