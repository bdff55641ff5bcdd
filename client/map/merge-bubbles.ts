/** A place in EPSG:3857 metres that stands for `count` proposals. */
export type Bubble = { x: number; y: number; count: number }

/**
 * Joins bubbles that would cover each other, largest first: each joins the nearest one within `reachMetres`
 * (EPSG:3857) or stays by itself. Joined bubbles stand at their weighted mean. Sums are kept. The largest come
 * last, to be drawn on top.
 */
export function mergeBubbles(bubbles: Iterable<Bubble>, reachMetres: number): Bubble[] {
  const merged: Bubble[] = []
  for (const bubble of [...bubbles].sort((a, b) => b.count - a.count)) {
    const near = nearest(merged, bubble, reachMetres)
    if (near) join(near, bubble)
    else merged.push({ ...bubble })
  }
  return merged.sort((a, b) => a.count - b.count)
}

function nearest(merged: readonly Bubble[], { x, y }: Bubble, reach: number): Bubble | undefined {
  let best: Bubble | undefined
  let distance = reach
  for (const other of merged) {
    const away = Math.hypot(other.x - x, other.y - y)
    if (away < distance) {
      best = other
      distance = away
    }
  }
  return best
}

function join(into: Bubble, { x, y, count }: Bubble): void {
  const total = into.count + count
  into.x = (into.x * into.count + x * count) / total
  into.y = (into.y * into.count + y * count) / total
  into.count = total
}
