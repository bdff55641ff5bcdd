/**
 * How raw values of one criterion become 0–1000, frozen: nothing but the value itself is needed to read it. `lines` runs
 * straight between (knot, mark) and level beyond the ends; `steps` holds one mark more than knots, the first for values
 * below all knots. Values outside low…high, and missing ones, get `fill`; null leaves the alternative out.
 */
export interface Scale {
  readonly kind: 'lines' | 'steps'
  readonly low: number
  readonly high: number
  /** Ascending, each greater than the one before; at least one. */
  readonly knots: readonly number[]
  /** 0–1000, not rounded. */
  readonly marks: readonly number[]
  readonly fill: number | null
}

/** What has no range of its own: differences and quotients of such values stay within a double. */
export const WIDEST_RANGE = [-1e100, 1e100] as const

/**
 * The per mille value of a raw value, rounded half up: the same operations in the same order as the SQL functions
 * per_mille_lines and per_mille_steps, hence the same integer.
 */
export function perMilleOf(scale: Scale, raw: number | null): number | null {
  const { kind, low, high, knots, marks, fill } = scale
  if (raw === null || !(raw >= low && raw <= high)) return fill
  const bucket = countUpTo(knots, raw)
  // Not Math.round, which differs from floor(x + ½) in the last bit below ½.
  if (kind === 'steps') return Math.floor(0.5 + marks[bucket]!)
  if (bucket === 0) return Math.floor(0.5 + marks[0]!)
  if (bucket === knots.length) return Math.floor(0.5 + marks[bucket - 1]!)
  const [from, to] = [knots[bucket - 1]!, knots[bucket]!]
  const [markFrom, markTo] = [marks[bucket - 1]!, marks[bucket]!]
  return Math.floor(0.5 + (markFrom + (markTo - markFrom) * ((raw - from) / (to - from))))
}

/** How many of the ascending knots are ≤ the value (PostgreSQL's width_bucket). */
function countUpTo(knots: readonly number[], value: number): number {
  let low = 0
  let high = knots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (knots[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A raw value at which the scale gives at least so many per mille, as near to that as the scale allows: the inverse, for
 * saying what would have to change. Null when the scale never gives so much.
 */
export function rawAtPerMille(scale: Scale, perMille: number): number | null {
  const reaches = (raw: number) => (perMilleOf(scale, raw) ?? -1) >= perMille
  const found = scale.kind === 'steps' ? atStep(scale, perMille) : onLine(scale, perMille)
  if (found === null) return null
  const raw = Math.min(scale.high, Math.max(scale.low, found))
  return reaches(raw) ? raw : null
}

function atStep({ knots, marks }: Scale, perMille: number): number | null {
  const enough = marks
    .map((mark, at) => ({ mark, at }))
    .filter(({ mark }) => Math.floor(0.5 + mark) >= perMille)
  const least = enough.sort((a, b) => a.mark - b.mark)[0]
  if (!least) return null
  return least.at === 0 ? justBelow(knots[0]!) : knots[least.at - 1]!
}

function onLine({ knots, marks }: Scale, perMille: number): number | null {
  const level = (mark: number) => Math.floor(0.5 + mark)
  const at = marks.findIndex(
    (mark, i) => i > 0 && level(marks[i - 1]!) >= perMille !== level(mark) >= perMille,
  )
  if (at === -1) return level(marks[0] ?? -1) >= perMille ? knots[0]! : null
  const [from, to] = [knots[at - 1]!, knots[at]!]
  const [markFrom, markTo] = [marks[at - 1]!, marks[at]!]
  const [end, share] =
    markFrom < markTo
      ? [to, (perMille - markFrom) / (markTo - markFrom)]
      : [from, (perMille - markFrom) / (markTo - markFrom)]
  const raw = from + (to - from) * Math.min(1, Math.max(0, share))
  // The quotient may have lost the last bit, and a mark may end a little below the level that it is rounded to.
  return Number.isFinite(raw) &&
    level(markFrom + (markTo - markFrom) * ((raw - from) / (to - from))) >= perMille
    ? raw
    : end
}

/** The next double below. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  const bits = new BigInt64Array(1)
  const number = new Float64Array(bits.buffer)
  number[0] = value
  bits[0] = bits[0]! + (value > 0 ? -1n : 1n)
  return number[0]
}
