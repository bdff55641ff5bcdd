import type { Box, Rings } from './rings.ts'

/**
 * Cuts rings by the half-plane nx·x + ny·y ≤ limit (Sutherland & Hodgman 1974). Parts of a concave ring stay joined
 * by edges along the cut; these run back and forth and enclose nothing, so areas of the result are true.
 */
export function clipToHalfPlane(rings: Rings, nx: number, ny: number, limit: number): number[][] {
  const kept: number[][] = []
  for (const ring of rings) {
    const out = clipRing(ring, nx, ny, limit)
    if (out.length >= 6) kept.push(out)
  }
  return kept
}

function clipRing(ring: Rings[number], nx: number, ny: number, limit: number): number[] {
  const out: number[] = []
  const n = ring.length
  let x1 = ring[n - 2]!
  let y1 = ring[n - 1]!
  let d1 = nx * x1 + ny * y1 - limit
  for (let i = 0; i < n; i += 2) {
    const x2 = ring[i]!
    const y2 = ring[i + 1]!
    const d2 = nx * x2 + ny * y2 - limit
    if (d1 > 0 !== d2 > 0) {
      const along = d1 / (d1 - d2)
      pushPruned(out, x1 + along * (x2 - x1), y1 + along * (y2 - y1))
    }
    if (d2 <= 0) pushPruned(out, x2, y2)
    x1 = x2
    y1 = y2
    d1 = d2
  }
  return out
}

/** Of three vertices on one axis-parallel line the middle one adds no area; without it long runs along a cut stay short. */
function pushPruned(out: number[], x: number, y: number): void {
  const n = out.length
  if (n >= 4) {
    const flatX = out[n - 2] === x && out[n - 4] === x
    const flatY = out[n - 1] === y && out[n - 3] === y
    if (flatX || flatY) out.length = n - 2
  }
  out.push(x, y)
}

/** The part of the rings inside a box. Areas are true, see clipToHalfPlane. */
export function clipToBox(rings: Rings, [west, south, east, north]: Box): Rings {
  const kept: (readonly number[] | Float64Array)[] = []
  for (const ring of rings) {
    const reach = reachOf(ring)
    if (reach[0] >= east || reach[2] <= west || reach[1] >= north || reach[3] <= south) continue
    let part: readonly number[] | Float64Array = ring
    if (reach[0] < west) part = clipX(part, west, -1)
    if (reach[2] > east) part = clipX(part, east, 1)
    if (reach[1] < south) part = clipY(part, south, -1)
    if (reach[3] > north) part = clipY(part, north, 1)
    if (part.length >= 6) kept.push(part)
  }
  return kept
}

function reachOf(ring: Rings[number]): Box {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i]!
    const y = ring[i + 1]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}

/** As clipRing, but the cut vertices lie exactly on the line, so that pruning finds them. `side` 1 keeps x ≤ bound. */
function clipX(ring: Rings[number], bound: number, side: 1 | -1): number[] {
  const out: number[] = []
  const n = ring.length
  if (n === 0) return out
  let x1 = ring[n - 2]!
  let y1 = ring[n - 1]!
  for (let i = 0; i < n; i += 2) {
    const x2 = ring[i]!
    const y2 = ring[i + 1]!
    const in1 = (x1 - bound) * side <= 0
    const in2 = (x2 - bound) * side <= 0
    if (in1 !== in2) pushPruned(out, bound, y1 + ((bound - x1) / (x2 - x1)) * (y2 - y1))
    if (in2) pushPruned(out, x2, y2)
    x1 = x2
    y1 = y2
  }
  return out
}

function clipY(ring: Rings[number], bound: number, side: 1 | -1): number[] {
  const out: number[] = []
  const n = ring.length
  if (n === 0) return out
  let x1 = ring[n - 2]!
  let y1 = ring[n - 1]!
  for (let i = 0; i < n; i += 2) {
    const x2 = ring[i]!
    const y2 = ring[i + 1]!
    const in1 = (y1 - bound) * side <= 0
    const in2 = (y2 - bound) * side <= 0
    if (in1 !== in2) pushPruned(out, x1 + ((bound - y1) / (y2 - y1)) * (x2 - x1), bound)
    if (in2) pushPruned(out, x2, y2)
    x1 = x2
    y1 = y2
  }
  return out
}
