import { edgeBoxes } from './edge-boxes.ts'
import type { Place } from './geometry-fault.ts'

/**
 * Most crossings of a shape that is given to an engine for repair: a scribble of 200 positions has as many, which takes PostGIS a
 * tenth of a second; one of 400 takes nearly a second.
 */
const MOST_REPAIRED = 10_000
/** Pairs that are compared before giving up, as a multiple of the crossings that may be found. */
const LOOKS = 500

/** Whether a shape that is not simple may be given to an engine for repair. Neighbours on a path always meet, and are not counted. */
export function isRepairable(paths: readonly (readonly Place[])[]): boolean {
  const most = MOST_REPAIRED + 2 * paths.reduce((sum, path) => sum + path.length, 0)
  return countMeetings(paths, most) <= most
}

/**
 * Number of pairs of edges whose boxes meet: an engine that repairs or cuts the shape tries as many. Stops as soon as the number
 * exceeds `most`, or when counting takes too long; the result is then larger than `most`.
 */
export function countMeetings(paths: readonly (readonly Place[])[], most: number): number {
  const { west, south, east, north } = edgeBoxes(paths)
  const order = Uint32Array.from(west, (_, edge) => edge).sort((a, b) => west[a]! - west[b]!)
  const open: number[] = []
  let meetings = 0
  let looks = 0
  for (const edge of order) {
    let kept = 0
    for (const other of open) {
      if (east[other]! < west[edge]!) continue
      open[kept++] = other
      if (south[other]! <= north[edge]! && north[other]! >= south[edge]!) meetings++
    }
    looks += open.length
    open.length = kept
    open.push(edge)
    if (meetings > most || looks > LOOKS * most) return most + 1
  }
  return meetings
}
