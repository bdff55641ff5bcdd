/** Sine of the angle below which a turn back is a spike: a drawn line that returns on itself. */
const SPIKE_SINE = 1e-9

export interface RingFixes {
  closed: number
  duplicates: number
  spikes: number
}

/**
 * A flat ring (x, y …) without its closing vertex, repeated vertices and spikes (a vertex from which the ring goes back
 * where it came from); counts what was removed, and a ring that did not end where it began.
 */
export function tidyRing(ring: readonly number[], fixes: RingFixes): number[] {
  const n = ring.length
  const isClosed = n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1]
  if (!isClosed && n > 0) fixes.closed++
  const out: number[] = []
  for (let i = 0; i < (isClosed ? n - 2 : n); i += 2) push(out, ring[i]!, ring[i + 1]!, fixes)
  return trimEnds(out, fixes)
}

function push(out: number[], x: number, y: number, fixes: RingFixes): void {
  for (;;) {
    const n = out.length
    if (n >= 2 && out[n - 2] === x && out[n - 1] === y) {
      fixes.duplicates++
      return
    }
    if (n < 4 || !isSpike([out[n - 4]!, out[n - 3]!], [out[n - 2]!, out[n - 1]!], [x, y])) break
    out.length = n - 2
    fixes.spikes++
  }
  out.push(x, y)
}

/** Spikes and repetitions where the ring closes. */
function trimEnds(ring: number[], fixes: RingFixes): number[] {
  let start = 0
  let end = ring.length
  const at = (i: number): [number, number] => [ring[i]!, ring[i + 1]!]
  while (end - start >= 6) {
    if (ring[start] === ring[end - 2] && ring[start + 1] === ring[end - 1]) {
      fixes.duplicates++
      end -= 2
    } else if (isSpike(at(end - 4), at(end - 2), at(start))) {
      fixes.spikes++
      end -= 2
    } else if (isSpike(at(end - 2), at(start), at(start + 2))) {
      fixes.spikes++
      start += 2
    } else break
  }
  return ring.slice(start, end)
}

function isSpike([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): boolean {
  const [ux, uy, vx, vy] = [ax - bx, ay - by, cx - bx, cy - by]
  const along = ux * vx + uy * vy
  return along > 0 && Math.abs(ux * vy - uy * vx) <= SPIKE_SINE * along
}

type Point = readonly [number, number]
