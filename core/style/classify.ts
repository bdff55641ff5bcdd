import { quantile } from '../statistics/quantile.ts'

/**
 * Class limits so that each class holds about as many values (quantiles), made unique and
 * rounded outwards to the given step. Returns at most classes + 1 limits, ascending; fewer when values repeat;
 * none for no values.
 */
export function quantileBreaks(values: readonly number[], classes: number, step: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length === 0) return []
  const limits: number[] = []
  for (let index = 0; index <= classes; index++) {
    const value = quantile(sorted, index / classes)
    const round = index === 0 ? Math.floor : index === classes ? Math.ceil : Math.round
    limits.push(Number((round(value / step) * step).toPrecision(12)))
  }
  const unique = [...new Set(limits)]
  return unique.length === 1 ? [unique[0]!, unique[0]! + step] : unique
}
