import { decodeTile } from './decode-tile.ts'

/** Two vertices in tile units, smaller first as text: `x y – x y`. */
export type Edge = string

/** Edges of all rings without direction, with how often each occurs; edges on the buffer's rim are left out. */
export function edgeCounts(bytes: Uint8Array): Map<Edge, number> {
  const counts = new Map<Edge, number>()
  for (const { parts } of decodeTile(bytes)) {
    for (const part of parts) {
      for (let i = 1; i < part.length; i++) {
        const [a, b] = [part[i - 1]!, part[i]!]
        const onRim = [0, 1].some((axis) => a[axis] === b[axis] && (a[axis] === -128 || a[axis] === 4224))
        if (onRim) continue
        const key = [a.join(' '), b.join(' ')].sort().join(' – ')
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  return counts
}

/** The two ends of an edge in tile units. */
export function endsOf(edge: Edge): [[number, number], [number, number]] {
  const ends = edge.split(' – ').map((end) => end.split(' ').map(Number))
  return ends as [[number, number], [number, number]]
}
