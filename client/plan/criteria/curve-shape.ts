import type { Distribution } from '../../../core/api/criterion.ts'
import type { Scale } from '../../../core/criteria/scale.ts'

/** The picture's inside in its own units: raw values run right, 0–1000 runs up. */
export const PLOT = { left: 44, right: 388, top: 12, bottom: 168, width: 400, height: 196 } as const

export interface CurveAxis {
  readonly from: number
  readonly to: number
  /** The least and the greatest raw value that means something; the rest is room. */
  readonly ticks: readonly [number, number]
}

/** Raw values that the picture spans: the data and the knots, with some room where all are one. */
export function axisOf(scale: Scale | null, distribution: Distribution | null): CurveAxis {
  const knots = scale?.knots.filter((knot) => Math.abs(knot) < 1e15) ?? []
  const data = [distribution?.least, distribution?.greatest].filter((value) => value != null)
  const all = [...knots, ...data]
  if (all.length === 0) return { from: 0, to: 1, ticks: [0, 1] }
  const [from, to] = [Math.min(...all), Math.max(...all)]
  if (from === to) return { from: from - 1, to: to + 1, ticks: [from, to] }
  // Steps and level ends show that they go on.
  const room = scale && (scale.kind === 'steps' || knots.length > 2) ? (to - from) * 0.04 : 0
  return { from: from - room, to: to + room, ticks: [from, to] }
}

export function xOf(raw: number, { from, to }: Pick<CurveAxis, 'from' | 'to'>): number {
  return PLOT.left + ((raw - from) / (to - from)) * (PLOT.right - PLOT.left)
}

export function yOf(perMille: number): number {
  return PLOT.bottom - (perMille / 1000) * (PLOT.bottom - PLOT.top)
}

/** The inverse of xOf and yOf. */
export function placeOf(x: number, y: number, { from, to }: CurveAxis): { raw: number; perMille: number } {
  const raw = from + ((x - PLOT.left) / (PLOT.right - PLOT.left)) * (to - from)
  const perMille = ((PLOT.bottom - y) / (PLOT.bottom - PLOT.top)) * 1000
  return { raw, perMille: Math.min(1000, Math.max(0, Math.round(perMille / 10) * 10)) }
}

/** The scale as an SVG path over the axis. */
export function curvePath(scale: Scale, axis: CurveAxis): string {
  const at = (raw: number, mark: number) => `${xOf(raw, axis).toFixed(1)} ${yOf(mark).toFixed(1)}`
  const { knots, marks } = scale
  if (scale.kind === 'steps') {
    const steps = knots.flatMap((knot, i) => {
      const inside = knot > axis.from && knot < axis.to
      return inside ? [at(knot, marks[i] ?? 0), at(knot, marks[i + 1] ?? 0)] : []
    })
    const first = marks[knots.filter((knot) => knot <= axis.from).length] ?? 0
    const last = marks[knots.filter((knot) => knot < axis.to).length] ?? 0
    return `M${[at(axis.from, first), ...steps, at(axis.to, last)].join('L')}`
  }
  const points = knots.map((knot, i) => at(knot, marks[i] ?? 0))
  return `M${[at(axis.from, marks[0] ?? 0), ...points, at(axis.to, marks.at(-1) ?? 0)].join('L')}`
}

export interface Bar {
  readonly x: number
  readonly width: number
  readonly height: number
  readonly held: number
}

/** Bars of the histogram, the fullest 70 % of the picture's height; a bin that holds few is still seen. */
export function barsOf({ histogram, least, greatest }: Distribution, axis: CurveAxis): Bar[] {
  if (least === null || greatest === null || histogram.length === 0) return []
  const most = Math.max(...histogram)
  const left = xOf(least, axis)
  const width = (xOf(greatest, axis) - left) / histogram.length
  return histogram.map((held, at) => ({
    x: left + at * width,
    width,
    height: held === 0 ? 0 : Math.max(2, (held / most) * 0.7 * (PLOT.bottom - PLOT.top)),
    held,
  }))
}
