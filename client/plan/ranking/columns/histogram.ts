import type { CellValue } from './column.ts'

/** Bins of equal width from `least` to `end`; the last holds all above too, where `greatest` lies beyond. */
export interface Histogram {
  readonly least: number
  readonly end: number
  readonly greatest: number
  readonly counts: readonly number[]
  /** Values that are not known, which are in no bin. */
  readonly unknown: number
}

const BINS = 24
/** A few giants would leave all others in one bin: beyond this share of the values they are put together. */
const SHOWN_SHARE = 0.98

/** How the known numbers lie; null where there is none. One value of all, or whole numbers of few, get a bin each. */
export function histogramOf(values: Iterable<CellValue>): Histogram | null {
  const known: number[] = []
  let unknown = 0
  for (const value of values) {
    const number = typeof value === 'number' ? value : Number.NaN
    if (Number.isNaN(number)) unknown++
    else known.push(number)
  }
  if (known.length === 0) return null
  const sorted = Float64Array.from(known).sort()
  const least = sorted[0] ?? 0
  const greatest = sorted.at(-1) ?? 0
  const high = sorted[Math.ceil(SHOWN_SHARE * sorted.length) - 1] ?? greatest
  // Only where it helps: an even spread is shown to its end.
  const end = greatest - least > 2 * (high - least) && high > least ? high : greatest
  const bins = end > least ? BINS : 1
  const counts = Array.from({ length: bins }, () => 0)
  for (const number of known) {
    const at = end > least ? Math.floor((bins * (number - least)) / (end - least)) : 0
    const bin = Math.min(bins - 1, at)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { least, end, greatest, counts, unknown }
}

/** Where a bin begins and ends; the last one ends with the greatest value. */
export function edgesOf({ least, end, greatest, counts }: Histogram, bin: number): [number, number] {
  const width = (end - least) / counts.length
  return [least + bin * width, bin === counts.length - 1 ? greatest : least + (bin + 1) * width]
}
