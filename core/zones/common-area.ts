import type { Rings } from './rings.ts'

/** Below so many pairs of edges, trying all is quicker than searching. */
const TRY_ALL = 2000

/** The edges of an area that are not upright, sorted by where they begin. */
export interface Edges {
  /** x1, y1, x2, y2 with x1 < x2, relative to the origin. */
  readonly flat: Float64Array
  /** -1 for an edge that the ring runs through eastwards (the area lies above it), 1 for the others. */
  readonly signs: Int8Array
  /** How far east the edges up to this one reach. */
  readonly reach: Float64Array
  readonly x0: number
  readonly y0: number
}

/** The edges of an area prepared for commonArea; rings in an equal-area plane, oriented as Rings are. */
export function prepareEdges(rings: Rings): Edges {
  const x0 = rings[0]?.[0] ?? 0
  const y0 = rings[0]?.[1] ?? 0
  const raw = rawEdges(rings, x0, y0)
  const count = raw.length / 5
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((i, j) => raw[5 * i]! - raw[5 * j]!)
  const flat = new Float64Array(count * 4)
  const signs = new Int8Array(count)
  const reach = new Float64Array(count)
  let farthest = -Infinity
  for (let k = 0; k < count; k++) {
    const i = 5 * order[k]!
    for (let c = 0; c < 4; c++) flat[4 * k + c] = raw[i + c]!
    signs[k] = raw[i + 4]!
    farthest = Math.max(farthest, raw[i + 2]!)
    reach[k] = farthest
  }
  return { flat, signs, reach, x0, y0 }
}

function rawEdges(rings: Rings, x0: number, y0: number): number[] {
  const raw: number[] = []
  for (const ring of rings) {
    const n = ring.length
    let x1 = ring[n - 2]! - x0
    let y1 = ring[n - 1]! - y0
    for (let i = 0; i < n; i += 2) {
      const x2 = ring[i]! - x0
      const y2 = ring[i + 1]! - y0
      if (x1 < x2) raw.push(x1, y1, x2, y2, -1)
      else if (x1 > x2) raw.push(x2, y2, x1, y1, 1)
      x1 = x2
      y1 = y2
    }
  }
  return raw
}

/**
 * Area common to two polygonal areas, in the square of their unit. An area is the signed sum of what lies under its
 * edges, so the common area is the sum over all pairs of edges of ±∫ min(y_a, y_b) dx over the x that both span. No
 * overlay is built, therefore none can fail: shared edges, touching corners and slivers are nothing special. Exact up
 * to rounding for areas whose rings do not cross.
 */
export function commonArea(zone: Rings, { flat, signs, reach, x0, y0 }: Edges): number {
  const own = rawEdges(zone, x0, y0)
  const all = (own.length / 5) * signs.length <= TRY_ALL
  let sum = 0
  for (let i = 0; i < own.length; i += 5) {
    const begin = own[i]!
    const end = own[i + 2]!
    for (let k = all ? 0 : firstAbove(reach, begin); k < signs.length; k++) {
      if (flat[4 * k]! >= end) break
      if (flat[4 * k + 2]! > begin) sum += own[i + 4]! * signs[k]! * under(own, i, flat, 4 * k)
    }
  }
  return sum
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

/** The area under both edges, over the x that both span. */
function under(a: readonly number[], p: number, b: Float64Array, q: number): number {
  const from = Math.max(a[p]!, b[q]!)
  const width = Math.min(a[p + 2]!, b[q + 2]!) - from
  const slopeA = (a[p + 3]! - a[p + 1]!) / (a[p + 2]! - a[p]!)
  const slopeB = (b[q + 3]! - b[q + 1]!) / (b[q + 2]! - b[q]!)
  const a1 = a[p + 1]! + slopeA * (from - a[p]!)
  const b1 = b[q + 1]! + slopeB * (from - b[q]!)
  const a2 = a1 + slopeA * width
  const b2 = b1 + slopeB * width
  const d1 = a1 - b1
  const d2 = a2 - b2
  if (d1 <= 0 && d2 <= 0) return (width * (a1 + a2)) / 2
  if (d1 >= 0 && d2 >= 0) return (width * (b1 + b2)) / 2
  const along = d1 / (d1 - d2)
  const y = a1 + along * (a2 - a1)
  return (width * (along * (Math.min(a1, b1) + y) + (1 - along) * (y + Math.min(a2, b2)))) / 2
}
