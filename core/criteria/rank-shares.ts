/**
 * Mid-ranks as a share: 0 for the lowest known value, 1 for the highest, ties sharing the mean of their places.
 * NaN stays NaN. With one known value the share is 0. O(n log n).
 */
export function rankShares(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const last = sorted.length - 1
  if (last < 1) return values.map((value) => (Number.isNaN(value) ? value : 0))
  const shares = sharesOfRuns(sorted)
  return values.map((value) => (Number.isNaN(value) ? value : shares[firstAtLeast(sorted, value)]!))
}

/** At the first place of each run of equal values: the run's middle place as a share of the last place. */
function sharesOfRuns(sorted: Float64Array): Float64Array {
  const shares = new Float64Array(sorted.length)
  for (let first = 0; first < sorted.length; ) {
    let end = first + 1
    while (end < sorted.length && sorted[end] === sorted[first]) end++
    shares[first] = (first + end - 1) / 2 / (sorted.length - 1)
    first = end
  }
  return shares
}

/** Index of the first of the ascending values that is ≥ the given one; their count when none is. */
export function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
