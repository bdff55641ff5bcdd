import { edgeBoxes } from './edge-boxes.ts'
import type { Place } from './geometry-fault.ts'

/**
 * How many edges one line along an axis cuts at most: 2 for a convex ring, a hundred for an archipelago, thousands for what was
 * made to be slow. An engine that looks for edges near a place by their boxes, or counts those beside a point, meets as many
 * in vain. Rings that are not closed lack an edge. Time n log n.
 */
export function mostCut(paths: readonly (readonly Place[])[]): number {
  const { west, south, east, north } = edgeBoxes(paths)
  return Math.max(mostOpen(west, east), mostOpen(south, north))
}

/**
 * Greatest number of spans that overlap at one value. A span that ends where another starts does not overlap it, and spans
 * without length do not count.
 */
function mostOpen(from: Float64Array, to: Float64Array): number {
  const starts = from.filter((start, edge) => start < to[edge]!).sort()
  const ends = to.filter((end, edge) => from[edge]! < end).sort()
  let most = 0
  let ended = 0
  for (let started = 0; started < starts.length; started++) {
    while (ends[ended]! <= starts[started]!) ended++
    most = Math.max(most, started + 1 - ended)
  }
  return most
}
