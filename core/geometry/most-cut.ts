import type { Place } from './geometry-fault.ts'

/**
 * How many edges one line along an axis cuts at most: 2 for a convex ring, a hundred for an archipelago, thousands for what was
 * made to be slow. An engine that looks for edges near a place by their boxes, or counts those beside a point, meets as many
 * in vain. Rings that are not closed lack an edge. Time n log n.
 */
export function mostCut(paths: readonly (readonly Place[])[]): number {
  return Math.max(mostAlong(paths, 0), mostAlong(paths, 1))
}

function mostAlong(paths: readonly (readonly Place[])[], axis: 0 | 1): number {
  const starts: number[] = []
  const ends: number[] = []
  for (const path of paths) {
    for (let i = 1; i < path.length; i++) {
      const [from, to] = [path[i - 1]![axis], path[i]![axis]]
      if (from === to) continue
      starts.push(Math.min(from, to))
      ends.push(Math.max(from, to))
    }
  }
  return mostOpen(Float64Array.from(starts).sort(), Float64Array.from(ends).sort())
}

/** Spans that are open at once; one that ends where another starts is not. */
function mostOpen(starts: Float64Array, ends: Float64Array): number {
  let most = 0
  let ended = 0
  for (let started = 0; started < starts.length; started++) {
    while (ends[ended]! <= starts[started]!) ended++
    most = Math.max(most, started + 1 - ended)
  }
  return most
}
