/** What stands in a cell: '' or NaN where it is not known. */
export type CellValue = string | number

/** Bins of equal width from `least` to `end`; the last holds all above too, where `greatest` lies beyond. */
export interface Histogram {
  readonly least: number
  readonly end: number
  readonly greatest: number
  readonly counts: readonly number[]
  /** Values that are not known, which are in no bin. */
  readonly unknown: number
}

export interface ValueCount {
  readonly value: string
  readonly count: number
}

const BINS = 24
/** A few giants would leave all others in one bin: beyond this share of the values they are put together. */
const SHOWN_SHARE = 0.98

/** How the known numbers lie; null where there is none. One value of all, or whole numbers of few, get a bin each. */
export function histogramOf(values: Iterable<CellValue>): Histogram | null {
  const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))
  // NaN sorts behind every number.
  const all = numbers.toSorted()
  const sorted = all.subarray(0, knownIn(all))
  const unknown = all.length - sorted.length
  if (sorted.length === 0) return null
  const least = sorted[0] ?? 0
  const greatest = sorted.at(-1) ?? 0
  const high = sorted[Math.ceil(SHOWN_SHARE * sorted.length) - 1] ?? greatest
  // Only where it helps: an even spread is shown to its end.
  const end = greatest - least > 2 * (high - least) && high > least ? high : greatest
  const bins = end > least ? BINS : 1
  const counts = Array.from({ length: bins }, () => 0)
  for (const number of sorted) {
    const at = end > least ? Math.floor((bins * (number - least)) / (end - least)) : 0
    const bin = Math.min(bins - 1, at)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { least, end, greatest, counts, unknown }
}

/** How many rows have each value, the most first; those not known ('') at the end. */
export function countValues(values: Iterable<CellValue>): ValueCount[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  return inOrder([...counts].map(([value, count]) => ({ value, count })))
}

export function inOrder(counts: readonly ValueCount[]): ValueCount[] {
  return counts.toSorted(
    (a, b) =>
      Number(a.value === '') - Number(b.value === '') || b.count - a.count || (a.value < b.value ? -1 : 1),
  )
}

function knownIn(sorted: Float64Array): number {
  let known = sorted.length
  while (known > 0 && Number.isNaN(sorted[known - 1])) known--
  return known
}
