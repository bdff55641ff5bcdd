import type { TemporalOperator } from './filter-tree.ts'

/** First and last millisecond since 1970, both included; null for an open end. */
export type TimeSpan = readonly [number | null, number | null]

const TIME =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[-+]\d{2}:\d{2})?)?)?)?$/

/** The span of a year, month, day or moment as ISO 8601 writes it (without a zone: UTC); null for any other text. */
export function timeSpanOf(text: string): TimeSpan | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [, year = '', month, day, hour, minute = '00', second, , zone = 'Z'] = match
  const start = Date.parse(
    `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute}:${second ?? '00'}${hour ? zone : 'Z'}`,
  )
  if (Number.isNaN(start) || (day && Number(day) > daysOf(Number(year), Number(month)))) return null
  if (hour) {
    const fraction = Number(`0.${match[7] ?? '0'}`) * 1000
    return [start + Math.trunc(fraction), start + Math.trunc(fraction)]
  }
  const next = day ? start + 86_400_000 : Date.UTC(Number(year), month ? Number(month) : 12, 1)
  return [start, next - 1]
}

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Relations of two spans (OGC 21-065r2, table 9); ends that are open lie beyond every moment. */
export function compareTimes(operator: TemporalOperator, left: TimeSpan, right: TimeSpan): boolean {
  const low = Number.NEGATIVE_INFINITY
  const high = Number.POSITIVE_INFINITY
  const [a, b] = [left[0] ?? low, left[1] ?? high]
  const [c, d] = [right[0] ?? low, right[1] ?? high]
  switch (operator) {
    case 't_after':
      return a > d
    case 't_before':
      return b < c
    case 't_contains':
      return a < c && b > d
    case 't_disjoint':
      return b < c || a > d
    case 't_during':
      return a > c && b < d
    case 't_equals':
      return a === c && b === d
    case 't_finishedBy':
      return a < c && b === d
    case 't_finishes':
      return a > c && b === d
    case 't_intersects':
      return a <= d && b >= c
    case 't_meets':
      return b === c
    case 't_metBy':
      return a === d
    case 't_overlappedBy':
      return a > c && a < d && b > d
    case 't_overlaps':
      return a < c && b > c && b < d
    case 't_startedBy':
      return a === c && b > d
    case 't_starts':
      return a === c && b < d
  }
}
