/** Quantile of values in ascending order, one or more (type 7 of Hyndman & Fan 1996, as R has it): a share of 0.5 is the median. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)]!
  const high = sorted[Math.ceil(at)]!
  return low + (high - low) * (at - Math.floor(at))
}
