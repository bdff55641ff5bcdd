/**
 * Mid-ranks as a share: 0 for the lowest known value, 1 for the highest, ties sharing the mean of their places.
 * NaN stays NaN. With one known value the share is 0. O(n log n).
 */
export function rankShares(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const last = sorted.length - 1
  return values.map((value) => {
    if (Number.isNaN(value) || last < 1) return Number.isNaN(value) ? value : 0
    const first = firstAtLeast(sorted, value)
    const end = firstAbove(sorted, value)
    return (first + end - 1) / 2 / last
  })
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

/** Index of the first of the ascending values that is > the given one; their count when none is. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
