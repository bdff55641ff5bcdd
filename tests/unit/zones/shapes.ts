import { type Position, type Ring, type Shape, signedArea } from '../../../client/plan/zone/shape/shape.ts'

export const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
]

/** A star-shaped ring around a place: never crosses itself, however it is drawn. */
export function star(radii: readonly number[], [lon, lat]: Position = [111.6, -2.7]): Shape {
  const ring = radii.map((radius, step): Position => {
    const turn = (2 * Math.PI * step) / radii.length
    return [lon + radius * Math.cos(turn), lat + radius * Math.sin(turn)]
  })
  return [[ring]]
}

/** Area on the plane of degrees, where an edge stays straight when it is cut: splitting and merging change nothing of it. */
export function degreeArea(shape: Shape): number {
  return shape.flat().reduce((sum, ring) => sum + signedArea(ring), 0)
}
