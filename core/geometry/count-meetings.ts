import { edgeBoxes } from './edge-boxes.ts'
import type { Place } from './geometry-fault.ts'

/** A scribble of 200 positions has as many, which takes PostGIS a tenth of a second to repair; one of 400 nearly a second. */
const MOST_REPAIRED = 10_000
/** Looks at pairs before giving up, for each that may be found. */
const LOOKS = 500

/** Whether a shape that is not simple may be given to an engine for repair. Neighbours on a path always meet, and are not counted. */
export function isRepairable(paths: readonly (readonly Place[])[]): boolean {
  const most = MOST_REPAIRED + 2 * paths.reduce((sum, path) => sum + path.length, 0)
  return countMeetings(paths, most) <= most
}

/**
 * Pairs of edges whose boxes meet: so many an engine tries when it repairs or cuts a shape. Stops beyond `most`, and sooner
 * where finding them would take too long: the answer is larger than `most` then.
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
