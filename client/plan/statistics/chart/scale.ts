/** Round numbers over a range, and where each value lies between two edges of a picture. */
export interface Scale {
  readonly ticks: readonly number[]
  readonly decimals: number
  readonly at: (value: number) => number
}

/**
 * A linear scale over `values` (and 0 when `fromZero`), widened to round steps of 1, 2 or 5 × a power of ten.
 * `from` and `to` are the pixels of its low and high end. Values that are no numbers are passed over.
 */
export function linearScale(
  values: readonly number[],
  { from, to, fromZero }: { from: number; to: number; fromZero: boolean },
): Scale {
  let low = fromZero ? 0 : Number.POSITIVE_INFINITY
  let high = fromZero ? 0 : Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = [0, 1]
  if (low === high) high = low + 1
  const step = roundStep((high - low) / 4)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  const span = (last - first) * step
  return {
    ticks,
    decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
    at: (value) => from + ((value - first * step) / span) * (to - from),
  }
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10
  return factor * power
}
