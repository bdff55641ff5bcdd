/** Squared distance of vertex i from the segment between vertices a and b. */
function squaredDistance(coords: Float64Array, i: number, a: number, b: number): number {
  const ax = coords[2 * a]!
  const ay = coords[2 * a + 1]!
  let dx = coords[2 * b]! - ax
  let dy = coords[2 * b + 1]! - ay
  const px = coords[2 * i]! - ax
  const py = coords[2 * i + 1]! - ay
  const length = dx * dx + dy * dy
  const along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0
  dx = px - along * dx
  dy = py - along * dy
  return dx * dx + dy * dy
}

interface Farthest {
  index: number
  squared: number
}

function farthestFrom(coords: Float64Array, [a, b, from, to]: [number, number, number, number]): Farthest {
  let index = -1
  let squared = -1
  for (let i = from; i < to; i++) {
    const distance = squaredDistance(coords, i, a, b)
    if (distance > squared) {
      squared = distance
      index = i
    }
  }
  return { index, squared }
}

/** Marks what Douglas and Peucker (1973) keep between two kept vertices; iterative, so depth is no limit. */
function markBetween(
  coords: Float64Array,
  keep: Uint8Array,
  [first, last]: [number, number],
  squared: number,
) {
  const stack = [first, last]
  while (stack.length > 0) {
    const b = stack.pop()!
    const a = stack.pop()!
    if (b - a < 2) continue
    const found = farthestFrom(coords, [a, b, a + 1, b])
    if (found.squared <= squared) continue
    keep[found.index] = 1
    stack.push(a, found.index, found.index, b)
  }
}

/** The last arc of a ring runs back to vertex `start`, so it is walked on a copy that repeats that vertex. */
function markLastArc(
  coords: Float64Array,
  keep: Uint8Array,
  [from, start, end]: [number, number, number],
  squared: number,
) {
  const arc = new Float64Array((end - from + 1) * 2)
  arc.set(coords.subarray(2 * from, 2 * end))
  arc[arc.length - 2] = coords[2 * start]!
  arc[arc.length - 1] = coords[2 * start + 1]!
  const kept = new Uint8Array(end - from + 1)
  markBetween(arc, kept, [0, end - from], squared)
  for (let i = 1; i < end - from; i++) if (kept[i]) keep[from + i] = 1
}

/**
 * Marks in `keep` the vertices from start to end (exclusive) of a line that stay within the tolerance.
 * Both ends stay, so lines that met at an end still do. Coordinates flat x, y; tolerance in their unit.
 */
export function simplifyLine(
  coords: Float64Array,
  keep: Uint8Array,
  [start, end]: [number, number],
  tolerance: number,
) {
  keep[start] = 1
  keep[end - 1] = 1
  markBetween(coords, keep, [start, end - 1], tolerance * tolerance)
}

/**
 * As simplifyLine for an unclosed ring: its first vertex, the one farthest from it and the one farthest
 * from their chord always stay, so a ring never falls below a triangle.
 */
export function simplifyRing(
  coords: Float64Array,
  keep: Uint8Array,
  [start, end]: [number, number],
  tolerance: number,
) {
  const squared = tolerance * tolerance
  const opposite = farthestFrom(coords, [start, start, start + 1, end]).index
  let third = farthestFrom(coords, [start, opposite, start + 1, opposite])
  const after = farthestFrom(coords, [start, opposite, opposite + 1, end])
  if (after.squared > third.squared) third = after
  const anchors = [start, opposite, third.index].sort((a, b) => a - b)
  for (const anchor of anchors) keep[anchor] = 1
  markBetween(coords, keep, [anchors[0]!, anchors[1]!], squared)
  markBetween(coords, keep, [anchors[1]!, anchors[2]!], squared)
  markLastArc(coords, keep, [anchors[2]!, start, end], squared)
}
