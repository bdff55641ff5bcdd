/**
 * A polygonal area as flat rings (x, y, x, y …), none of them closed. Outer rings run counter-clockwise and holes
 * clockwise, so that signed areas add up; which hole belongs to which outer ring does not matter for that.
 */
export type Rings = readonly (readonly number[] | Float64Array)[]

/** West, south, east, north in the unit of the rings. */
export type Box = readonly [number, number, number, number]

/** Signed area: counter-clockwise counts positive. Relative to the ring's first vertex, so that far-off origins cost no digits. */
export function ringArea(ring: Rings[number]): number {
  const n = ring.length
  if (n < 6) return 0
  const x0 = ring[0]!
  const y0 = ring[1]!
  let twice = 0
  for (let i = 2; i + 3 < n; i += 2) {
    twice += (ring[i]! - x0) * (ring[i + 3]! - y0) - (ring[i + 2]! - x0) * (ring[i + 1]! - y0)
  }
  return twice / 2
}

/** Signed area of all rings together, in the square of their unit: holes count off. */
export function ringsArea(rings: Rings): number {
  let area = 0
  for (const ring of rings) area += ringArea(ring)
  return area
}

/** Smallest box around the rings; inverted (west above east) when there is none. */
export function ringsBox(rings: Rings): Box {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i]!
      const y = ring[i + 1]!
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return [west, south, east, north]
}

/** True for a point inside by the even-odd rule; on an edge it may fall to either side. */
export function ringsHold(rings: Rings, x: number, y: number): boolean {
  let inside = false
  for (const ring of rings) {
    const n = ring.length
    let x1 = ring[n - 2]!
    let y1 = ring[n - 1]!
    for (let i = 0; i < n; i += 2) {
      const x2 = ring[i]!
      const y2 = ring[i + 1]!
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
      x1 = x2
      y1 = y2
    }
  }
  return inside
}
