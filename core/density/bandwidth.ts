import { badParameter } from '../problem.ts'

export type BandwidthRule = 'scott' | 'silverman'

/**
 * Factor by which the standard deviation (n − 1) is multiplied: Scott (1992) n^(−1/(d+4)); Silverman (1986, eq. 4.14)
 * (n (d + 2) ÷ 4)^(−1/(d+4)). `dimensions` d is 1 or 2.
 */
export function bandwidthFactor(rule: BandwidthRule, count: number, dimensions: 1 | 2): number {
  const base = rule === 'scott' ? count : (count * (dimensions + 2)) / 4
  return base ** (-1 / (dimensions + 4))
}

/** Standard deviation with n − 1. Needs 2 values that differ. */
export function standardDeviation(values: Float64Array): number {
  if (values.length < 2) throw badParameter('values', `${values.length} values`, 'at least 2')
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1))
  if (!(deviation > 0)) throw badParameter('values', values[0], 'finite values that differ')
  return deviation
}
