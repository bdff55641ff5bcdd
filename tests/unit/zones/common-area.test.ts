import { featureCollection, intersect, polygon } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipToBox } from '../../../core/zones/clip-rings.ts'
import { commonArea, prepareEdges } from '../../../core/zones/common-area.ts'
import { type Box, ringArea, ringsArea } from '../../../core/zones/rings.ts'
import { closed, ringOf, star } from './random-shapes.ts'

/** Planar area of an overlay by an independent library (Martinez's algorithm), in the shapes' unit. */
function overlayArea(a: readonly number[], b: readonly number[]): number {
  // In thousandths of a degree, where the library's plane is as flat as ours.
  const small = (ring: readonly number[]) => polygon([closed(ring).map(([x, y]) => [x / 1000, y / 1000])])
  const common = intersect(featureCollection([small(a), small(b)]))
  if (!common) return 0
  const parts =
    common.geometry.type === 'Polygon' ? [common.geometry.coordinates] : common.geometry.coordinates
  const areaOf = (ring: number[][]) => Math.abs(ringArea(ring.slice(0, -1).flat()))
  return (
    1e6 *
    parts.reduce(
      (sum, [outer = [], ...holes]) => sum + areaOf(outer) - holes.reduce((s, h) => s + areaOf(h), 0),
      0,
    )
  )
}

describe('the common area of two shapes', () => {
  it('is the area of their overlay', () => {
    fc.assert(
      fc.property(star, star, (a, b) => {
        const [left, right] = [ringOf(a), ringOf(b)]
        expect(commonArea([left], prepareEdges([right]))).toBeCloseTo(overlayArea(left, right), 3)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('is the same whichever comes first, and a shape has all of itself in common', () => {
    fc.assert(
      fc.property(star, star, (a, b) => {
        const [left, right] = [[ringOf(a)], [ringOf(b)]]
        expect(commonArea(left, prepareEdges(right))).toBeCloseTo(commonArea(right, prepareEdges(left)), 6)
        expect(commonArea(left, prepareEdges(left))).toBeCloseTo(ringsArea(left), 6)
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  it('leaves out holes, also where many edges are searched instead of tried', () => {
    const around = (radius: number, n: number) => ringOf({ x: 500, y: 500, radii: Array(n).fill(radius) })
    const ring = [
      around(300, 400),
      around(200, 400)
        .reverse()
        .flatMap((_, i, all) => (i % 2 ? [] : [all[i + 1]!, all[i]!])),
    ]
    expect(ringsArea(ring)).toBeCloseTo(ringsArea([around(300, 400)]) - ringsArea([around(200, 400)]), 6)
    expect(commonArea([around(200, 400)], prepareEdges(ring))).toBeCloseTo(0, 6)
    expect(commonArea([around(250, 400)], prepareEdges(ring))).toBeCloseTo(
      ringsArea([around(250, 400)]) - ringsArea([around(200, 400)]),
      6,
    )
  })

  it('of neighbours that share a border is nothing, however crooked it is', () => {
    const border = Array.from({ length: 50 }, (_, i): [number, number] => [500 + 40 * Math.sin(i), i * 20])
    const left = [...border.flat(), 0, 980, 0, 0]
    const right = [1000, 0, 1000, 980, ...border.toReversed().flat()]
    expect(commonArea([right], prepareEdges([left]))).toBeCloseTo(0, 6)
    expect(commonArea([[0, 0, 1000, 0, 1000, 980, 0, 980]], prepareEdges([left]))).toBeCloseTo(
      ringArea(left),
      6,
    )
  })
})

describe('a shape cut by boxes', () => {
  it('has in every box the area that it has in common with it, and in all of them its own', () => {
    fc.assert(
      fc.property(star, fc.integer({ min: 1, max: 7 }), (given, n) => {
        const shape = [ringOf(given)]
        const step = 1800 / n
        let sum = 0
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const [west, south] = [-400 + i * step, -400 + j * step]
            const box: Box = [west, south, west + step, south + step]
            const part = ringsArea(clipToBox(shape, box))
            const corners = [west, south, west + step, south, west + step, south + step, west, south + step]
            expect(part).toBeCloseTo(commonArea(shape, prepareEdges([corners])), 5)
            sum += part
          }
        }
        expect(sum).toBeCloseTo(ringsArea(shape), 5)
      }),
      { seed: 9, numRuns: 100 },
    )
  })
})
