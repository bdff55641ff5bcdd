import { quantileBreaks } from './classify.ts'

export const CLASS_METHODS = ['quantile', 'equal', 'natural'] as const
export type ClassMethod = (typeof CLASS_METHODS)[number]

/**
 * Limits of classes for numbers: at most classes + 1 limits, ascending, the outer ones at or beyond the least and the most
 * value; fewer where values repeat; none for no values. Rounded to `step` where that keeps the classes apart.
 * - quantile: as many values in each (type 7)
 * - equal: as wide each
 * - natural: the least sum of squared differences within classes (W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958; known by
 *   G. F. Jenks), exactly, by dynamic programming
 */
export function classBreaks(
  values: readonly number[],
  classes: number,
  method: ClassMethod,
  step: number,
): number[] {
  if (method === 'quantile') return quantileBreaks(values, classes, step)
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || most === undefined) return []
  const inner = method === 'equal' ? equalLimits(least, most, classes) : naturalLimits(sorted, classes)
  const rounded = [roundTo(least, step, Math.floor), ...inner.map((at) => roundTo(at, step, Math.round))]
  const unique = [...new Set([...rounded, roundTo(most, step, Math.ceil)])].sort((a, b) => a - b)
  return unique.length === 1 ? [unique[0]!, unique[0]! + step] : unique
}

function equalLimits(least: number, most: number, classes: number): number[] {
  return Array.from({ length: classes - 1 }, (_, at) => least + ((most - least) * (at + 1)) / classes)
}

/** Halfway between the last value of a class and the first of the next: rounding then moves no value to a neighbour as long as it can. */
function naturalLimits(sorted: readonly number[], classes: number): number[] {
  const starts = naturalStarts(sorted, Math.min(classes, new Set(sorted).size))
  return starts.map((start) => ((sorted[start - 1] ?? 0) + (sorted[start] ?? 0)) / 2)
}

/**
 * Indexes at which the second and each further class begins. `cost[k][i]`: the least sum of squares of the first i values in k
 * classes. The best last split moves only forwards with i, so that each row is found by divide and conquer: O(k n log n).
 */
export function naturalStarts(sorted: readonly number[], classes: number): number[] {
  const n = sorted.length
  const within = squaresWithin(sorted)
  let cost = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : within(0, to)))
  const splits: Int32Array[] = []
  for (let k = 2; k <= classes; k++) {
    const next = new Float64Array(n + 1).fill(Infinity)
    const split = new Int32Array(n + 1)
    const fill = (low: number, high: number, least: number, most: number): void => {
      if (low > high) return
      const to = (low + high) >> 1
      for (let from = Math.max(k - 1, least); from <= Math.min(to - 1, most); from++) {
        const sum = cost[from]! + within(from, to)
        if (sum < next[to]!) {
          next[to] = sum
          split[to] = from
        }
      }
      fill(low, to - 1, least, split[to]!)
      fill(to + 1, high, split[to]!, most)
    }
    fill(k, n, k - 1, n - 1)
    splits.push(split)
    cost = next
  }
  const starts: number[] = []
  let end = n
  for (const split of splits.reverse()) {
    end = split[end]!
    starts.unshift(end)
  }
  return starts
}

/** The sum of squared deviations from their own mean of the values from one index up to another, not included. */
function squaresWithin(sorted: readonly number[]): (from: number, to: number) => number {
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const sums = new Float64Array(sorted.length + 1)
  const squares = new Float64Array(sorted.length + 1)
  sorted.forEach((value, at) => {
    // About the mean, so that large values lose no digits.
    sums[at + 1] = sums[at]! + (value - mean)
    squares[at + 1] = squares[at]! + (value - mean) ** 2
  })
  return (from, to) =>
    Math.max(0, squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from))
}

function roundTo(value: number, step: number, round: (value: number) => number): number {
  return Number((round(Number((value / step).toPrecision(14))) * step).toPrecision(12))
}

/** A step that reads well and keeps about a hundred steps in the range: 1, 2 or 5 of a power of ten. */
export function readableStep(least: number, most: number): number {
  const rough = (most - least) / 100
  if (!(rough > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [5, 2, 1].find((at) => at * power <= rough) ?? 1
  return factor * power
}
