import type { Point } from './frame.ts'

export type Ring = Point[]
/** Outer ring anticlockwise, holes clockwise, none closed. */
export type Polygon = Ring[]

/** Twice the signed area, m²; positive when anticlockwise. */
export function signedArea2(ring: readonly Point[]): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum
}

/** Even-odd test; the ring may be open or closed. */
export function ringContains(ring: readonly Point[], point: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > point[1] === b[1] > point[1]) continue
    if (point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

export function polygonsContain(polygons: readonly Polygon[], point: Point): boolean {
  return polygons.some((rings) => rings.reduce((odd, ring) => odd !== ringContains(ring, point), false))
}

export function areaKm2(polygons: readonly Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + signedArea2(ring), 0) / 2e6
}

/** Sorts rings into polygons: each hole goes to the smallest outer ring around it. */
export function nestRings(rings: readonly Ring[]): Polygon[] {
  const outer = rings.filter((ring) => signedArea2(ring) > 0).sort((a, b) => signedArea2(b) - signedArea2(a))
  const polygons = outer.map((ring): Polygon => [ring])
  for (const hole of rings.filter((ring) => signedArea2(ring) < 0)) {
    const home = polygons.findLast((polygon) => ringContains(polygon[0]!, hole[0]!))
    home?.push(hole)
  }
  return polygons
}
