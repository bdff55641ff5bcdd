import { rankShares } from '../criteria/rank-shares.ts'
import { badParameter } from '../problem.ts'

/** Spearman's ρ: Pearson's correlation of mid-ranks. NaN when either side is constant. */
export function spearman(x: Float64Array, y: Float64Array): number {
  checkPair(x, y)
  const a = rankShares(x)
  const b = rankShares(y)
  const meanA = mean(a)
  const meanB = mean(b)
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const da = a[i]! - meanA
    const db = b[i]! - meanB
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

/** Kendall's τ-b with ties, by Knight's merge sort (1966): O(n log n). NaN when either side is constant. */
export function kendall(x: Float64Array, y: Float64Array): number {
  checkPair(x, y)
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!)
  const n = order.length
  const pairs = (n * (n - 1)) / 2
  const tiedX = tiedPairs(n, (at) => x[order[at]!] === x[order[at - 1]!])
  const tiedBoth = tiedPairs(
    n,
    (at) => x[order[at]!] === x[order[at - 1]!] && y[order[at]!] === y[order[at - 1]!],
  )
  const ys = Float64Array.from(order, (row) => y[row]!)
  const swaps = countInversions(ys)
  const tiedY = tiedPairs(n, (at) => ys[at] === ys[at - 1])
  const agreement = pairs - tiedX - tiedY + tiedBoth - 2 * swaps
  return agreement / Math.sqrt((pairs - tiedX) * (pairs - tiedY))
}

function tiedPairs(n: number, sameAsBefore: (at: number) => boolean): number {
  let pairs = 0
  let run = 0
  for (let at = 1; at < n; at++) {
    run = sameAsBefore(at) ? run + 1 : 0
    pairs += run
  }
  return pairs
}

/** Sorts in place, ascending, and counts the pairs that stood the wrong way round. */
function countInversions(values: Float64Array): number {
  let swaps = 0
  let from = values
  let to: Float64Array = new Float64Array(values.length)
  for (let width = 1; width < values.length; width *= 2) {
    for (let low = 0; low < values.length; low += 2 * width) swaps += mergeRuns(from, to, low, width)
    ;[from, to] = [to, from]
  }
  if (from !== values) values.set(from)
  return swaps
}

function mergeRuns(from: Float64Array, to: Float64Array, low: number, width: number): number {
  const middle = Math.min(low + width, from.length)
  const end = Math.min(low + 2 * width, from.length)
  let swaps = 0
  let left = low
  let right = middle
  for (let at = low; at < end; at++) {
    if (left < middle && (right >= end || from[left]! <= from[right]!)) to[at] = from[left++]!
    else {
      swaps += middle - left
      to[at] = from[right++]!
    }
  }
  return swaps
}

function mean(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

function checkPair(x: Float64Array, y: Float64Array): void {
  if (x.length !== y.length) throw badParameter('y', `${y.length} values`, `${x.length} values, as many as x`)
  if (x.length < 2) throw badParameter('x', `${x.length} values`, 'at least 2 alternatives')
  if (x.some(Number.isNaN) || y.some(Number.isNaN)) throw badParameter('x, y', 'NaN', 'no missing values')
}
