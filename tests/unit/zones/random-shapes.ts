import fc from 'fast-check'

export interface Star {
  x: number
  y: number
  radii: number[]
}

/** Star-shaped rings (concave as a rule, never crossing themselves) about a place in a square of 1000. */
export const star: fc.Arbitrary<Star> = fc.record({
  x: fc.integer({ min: 100, max: 900 }),
  y: fc.integer({ min: 100, max: 900 }),
  radii: fc.array(fc.integer({ min: 5, max: 400 }), { minLength: 3, maxLength: 40 }),
})

/** Flat and counter-clockwise. */
export function ringOf({ x, y, radii }: Star): number[] {
  return radii.flatMap((radius, i) => {
    const angle = (2 * Math.PI * (i + 0.123)) / radii.length
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

export function closed(ring: readonly number[]): [number, number][] {
  const positions = Array.from({ length: ring.length / 2 }, (_, i): [number, number] => [
    ring[2 * i] ?? 0,
    ring[2 * i + 1] ?? 0,
  ])
  return [...positions, positions[0] ?? [0, 0]]
}
