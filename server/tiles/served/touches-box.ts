import type { Envelope } from '../../../core/geo/tile.ts'
import type { ParsedGeometry } from '../snapshot/read-wkb.ts'
import type { SearchBox } from '../snapshot/search-points.ts'

const envelopes = new WeakMap<ParsedGeometry, Envelope>()

/** Envelope of all parts in EPSG:3857; remembered, since tile after tile asks for it. */
export function geometryEnvelope(geometry: ParsedGeometry): Envelope {
  const known = envelopes.get(geometry)
  if (known) return known
  const envelope: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  for (const coords of [geometry.points, geometry.lines, geometry.rings]) {
    for (let i = 0; i < coords.length; i += 2) {
      envelope[0] = Math.min(envelope[0], coords[i]!)
      envelope[1] = Math.min(envelope[1], coords[i + 1]!)
      envelope[2] = Math.max(envelope[2], coords[i]!)
      envelope[3] = Math.max(envelope[3], coords[i + 1]!)
    }
  }
  envelopes.set(geometry, envelope)
  return envelope
}

/** Whether a segment meets a box, by the parameters at which it passes the box's sides. */
function segmentMeetsBox(coords: readonly number[], [a, b]: [number, number], box: SearchBox): boolean {
  let from = 0
  let to = 1
  for (let axis = 0; axis < 2; axis++) {
    const low = axis === 0 ? box.minX : box.minY
    const high = axis === 0 ? box.maxX : box.maxY
    const start = coords[a + axis]!
    const delta = coords[b + axis]! - start
    if (delta === 0) {
      if (start < low || start > high) return false
      continue
    }
    const one = (low - start) / delta
    const two = (high - start) / delta
    from = Math.max(from, Math.min(one, two))
    to = Math.min(to, Math.max(one, two))
  }
  return from <= to
}

function pathMeetsBox(coords: readonly number[], [start, end]: [number, number], box: SearchBox): boolean {
  for (let i = start + 1; i < end; i++) if (segmentMeetsBox(coords, [2 * i - 2, 2 * i], box)) return true
  return false
}

/** Even-odd rule over all rings at once, so that holes count as outside. */
function ringsHold({ rings, ringEnds }: ParsedGeometry, x: number, y: number): boolean {
  let inside = false
  let start = 0
  for (const end of ringEnds) {
    for (let i = start, j = end - 1; i < end; j = i++) {
      const yi = rings[2 * i + 1]!
      const yj = rings[2 * j + 1]!
      if (yi > y === yj > y) continue
      if (x < ((rings[2 * j]! - rings[2 * i]!) * (y - yi)) / (yj - yi) + rings[2 * i]!) inside = !inside
    }
    start = end
  }
  return inside
}

/** Whether any part of a geometry meets a box; both in EPSG:3857, edges included. */
export function touchesBox(geometry: ParsedGeometry, box: SearchBox): boolean {
  const { points, lines, lineEnds, rings, ringEnds } = geometry
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!
    const y = points[i + 1]!
    if (x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY) return true
  }
  let start = 0
  for (const end of lineEnds) {
    if (pathMeetsBox(lines, [start, end], box)) return true
    start = end
  }
  start = 0
  for (const end of ringEnds) {
    if (pathMeetsBox(rings, [start, end], box)) return true
    if (segmentMeetsBox(rings, [2 * end - 2, 2 * start], box)) return true
    start = end
  }
  return ringsHold(geometry, (box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
}
