import type { ShapeLevel } from '../snapshot/snapshot.ts'

/**
 * A place inside a polygon for its name, in EPSG:3857: the middle of the longest stretch inside, on the line half way up the
 * largest of its rings. It is that of the whole polygon, whatever part of it a picture shows.
 */
export function innerPlace(level: ShapeLevel, shape: number): [x: number, y: number] {
  const rings = range(level.ringsOf[shape]!, level.ringsOf[shape + 1]!)
  const largest = rings.reduce((a, b) => (area(level, b) > area(level, a) ? b : a))
  const [low, high] = heights(level, largest)
  const y = (low + high) / 2
  const crossings = rings.flatMap((ring) => crossingsOf(level, ring, y)).sort((a, b) => a - b)
  let [best, x] = [-1, level.coords[2 * level.ringStart[largest]!]!]
  for (let i = 1; i < crossings.length; i += 2) {
    const [from, to] = [crossings[i - 1]!, crossings[i]!]
    if (to - from <= best) continue
    best = to - from
    x = (from + to) / 2
  }
  return [x, y]
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i)
}

function area({ coords, ringStart }: ShapeLevel, ring: number): number {
  let twice = 0
  const [first, end] = [ringStart[ring]!, ringStart[ring + 1]!]
  for (let i = first, j = end - 1; i < end; j = i++) {
    twice += coords[2 * j]! * coords[2 * i + 1]! - coords[2 * i]! * coords[2 * j + 1]!
  }
  return Math.abs(twice)
}

function heights({ coords, ringStart }: ShapeLevel, ring: number): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (let i = ringStart[ring]!; i < ringStart[ring + 1]!; i++) {
    low = Math.min(low, coords[2 * i + 1]!)
    high = Math.max(high, coords[2 * i + 1]!)
  }
  return [low, high]
}

function crossingsOf({ coords, ringStart }: ShapeLevel, ring: number, y: number): number[] {
  const found: number[] = []
  const [first, end] = [ringStart[ring]!, ringStart[ring + 1]!]
  for (let i = first, j = end - 1; i < end; j = i++) {
    const [yi, yj] = [coords[2 * i + 1]!, coords[2 * j + 1]!]
    if (yi > y === yj > y) continue
    found.push(coords[2 * j]! + ((y - yj) / (yi - yj)) * (coords[2 * i]! - coords[2 * j]!))
  }
  return found
}
