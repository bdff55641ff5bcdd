import { distance, type Line, type Point } from './frame.ts'

/** Where segment ab meets segment cd, as fractions along each; null if they do not cross. */
export function crossing(
  a: Point,
  b: Point,
  c: Point,
  d: Point,
): { onFirst: number; onSecond: number } | null {
  const rx = b[0] - a[0]
  const ry = b[1] - a[1]
  const sx = d[0] - c[0]
  const sy = d[1] - c[1]
  const det = rx * sy - ry * sx
  if (det === 0) return null
  const onFirst = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
  const onSecond = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
  return onFirst >= 0 && onFirst <= 1 && onSecond >= 0 && onSecond <= 1 ? { onFirst, onSecond } : null
}

export function mix(a: Point, b: Point, t: number): Point {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

/** Chaikin's corner cutting; the two ends stay. */
export function smoothLine(line: Line, rounds: number): Point[] {
  let current = line.slice()
  for (let round = 0; round < rounds && current.length > 2; round++) {
    const next: Point[] = [current[0]!]
    for (let i = 1; i < current.length; i++) {
      const a = current[i - 1]!
      const b = current[i]!
      if (i > 1) next.push(mix(a, b, 0.25))
      if (i < current.length - 1) next.push(mix(a, b, 0.75))
    }
    next.push(current[current.length - 1]!)
    current = next
  }
  return current
}

/** Points at equal steps along the line, its two ends included. */
export function resampleLine(line: Line, stepMetres: number): Point[] {
  const total = line.reduce((sum, p, i) => sum + (i > 0 ? distance(line[i - 1]!, p) : 0), 0)
  const steps = Math.max(1, Math.round(total / stepMetres))
  const out: Point[] = [line[0]!]
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const step = distance(a, b)
    while (out.length < steps && (out.length * total) / steps <= walked + step && step > 0) {
      out.push(mix(a, b, ((out.length * total) / steps - walked) / step))
    }
    walked += step
  }
  out.push(line[line.length - 1]!)
  return out
}

/** The stretch of a line between two distances from its start, in metres. */
export function sliceLine(line: Line, fromMetres: number, toMetres: number): Point[] {
  const out: Point[] = []
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const step = distance(a, b)
    const end = walked + step
    if (step > 0 && end > fromMetres && walked < toMetres) {
      if (out.length === 0) out.push(mix(a, b, Math.max(0, (fromMetres - walked) / step)))
      out.push(mix(a, b, Math.min(1, (toMetres - walked) / step)))
    }
    walked = end
  }
  return out
}

function squaredOffset(p: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
  return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2
}

export function distanceToLine(point: Point, line: Line): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 1; i < line.length; i++) {
    best = Math.min(best, squaredOffset(point, line[i - 1]!, line[i]!))
  }
  return Math.sqrt(best)
}

/** Douglas–Peucker. */
export function simplifyLine(line: Line, toleranceMetres: number): Point[] {
  const keep = new Set<number>([0, line.length - 1])
  const pending: [number, number][] = [[0, line.length - 1]]
  for (let span = pending.pop(); span; span = pending.pop()) {
    let worst = toleranceMetres ** 2
    let at = -1
    for (let i = span[0] + 1; i < span[1]; i++) {
      const offset = squaredOffset(line[i]!, line[span[0]]!, line[span[1]]!)
      if (offset > worst) {
        worst = offset
        at = i
      }
    }
    if (at < 0) continue
    keep.add(at)
    pending.push([span[0], at], [at, span[1]])
  }
  return line.filter((_, i) => keep.has(i))
}

/** [west, south, east, north] in frame metres. */
export function boundsOf(points: readonly Point[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
