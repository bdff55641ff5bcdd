import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../core/problem.ts'
import { ringArea } from '../../../core/zones/rings.ts'
import { MOST_VERTICES, readZoneShape, shapeToGeoJson } from '../../../core/zones/zone-shape.ts'

const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates })
const square = [
  [111, -2],
  [112, -2],
  [112, -1],
  [111, -1],
  [111, -2],
]
const hole = [
  [111.4, -1.6],
  [111.6, -1.6],
  [111.6, -1.4],
  [111.4, -1.4],
  [111.4, -1.6],
]

function problemOf(value: unknown): Record<string, unknown> {
  try {
    readZoneShape(value)
  } catch (error) {
    if (error instanceof Problem) return { ...error.body }
    throw error
  }
  throw new Error('no problem')
}

describe('reading a zone', () => {
  it('takes polygons with holes and several parts, and turns their rings', () => {
    for (const outer of [square, square.toReversed()])
      for (const inner of [hole, hole.toReversed()]) {
        const { polygons, vertices } = readZoneShape(polygon(outer, inner))
        expect(vertices).toBe(8)
        expect(polygons[0]?.map((ring) => Math.sign(ringArea(ring)))).toEqual([1, -1])
      }
    const two = readZoneShape({ type: 'MultiPolygon', coordinates: [[square, hole], [hole]] })
    expect(two.polygons.map((rings) => rings.length)).toEqual([2, 1])
    expect(shapeToGeoJson(two.polygons).coordinates[0]?.[0]).toHaveLength(5)
  })

  it('closes an open ring and removes repeated vertices, spikes, heights and rings without extent, and tells', () => {
    const messy = [
      [111, -2, 30],
      [112, -2, 31],
      [112, -2, 31],
      [113, -2, 31],
      [112, -2, 31],
      [112, -1, 31],
      [111, -1, 31],
    ]
    const line = [
      [111.1, -1.5],
      [111.2, -1.5],
      [111.3, -1.5],
      [111.1, -1.5],
    ]
    const { polygons, fixes } = readZoneShape(polygon(messy, line))
    expect(polygons).toEqual([[[111, -2, 112, -2, 112, -1, 111, -1]]])
    expect(fixes).toMatchObject({ closed: 1, spikes: 2, lostRings: 1 })
    expect(fixes.duplicates).toBeGreaterThan(0)
  })

  it('finds a spike where the ring closes', () => {
    const ring = [
      [110, -2],
      [112, -2],
      [112, -1],
      [111, -1],
      [111, -2],
      [110, -2],
    ]
    expect(readZoneShape(polygon(ring)).polygons).toEqual([[[112, -2, 112, -1, 111, -1, 111, -2]]])
  })

  it.each([
    [null],
    [undefined],
    [5],
    ['Polygon'],
    [{ type: 'Point', coordinates: [111, -2] }],
    [{ type: 'Polygon' }],
    [{ type: 'Polygon', coordinates: {} }],
    [{ type: 'Polygon', coordinates: [5] }],
    [{ type: 'MultiPolygon', coordinates: [5] }],
    [polygon([['a', 'b'] as never])],
    [polygon([[111], [112], [113]])],
    [polygon([[null, null] as never])],
    [{ type: 'GeometryCollection', geometries: [] }],
  ])('refuses %j as what it is: no polygon', (value) => {
    const { status, parameter, expected } = problemOf(value)
    expect(status).toBe(400)
    expect(parameter).toMatch(/^geometry/)
    expect(expected).toMatch(/\w/)
  })

  it.each([
    [polygon(), 'empty'],
    [polygon([]), 'empty'],
    [{ type: 'MultiPolygon', coordinates: [] }, 'empty'],
    [
      polygon([
        [111, -2],
        [112, -2],
        [111, -2],
      ]),
      'empty',
    ],
    [
      polygon([
        [111, -2],
        [111, -2],
        [111, -2],
        [111, -2],
      ]),
      'empty',
    ],
    [
      polygon([
        [400_000, 9_700_000],
        [410_000, 9_700_000],
        [410_000, 9_710_000],
      ]),
      'off-the-globe',
    ],
    [
      polygon([
        [1e308, 1e308],
        [-1e308, 1e308],
        [0, -1e308],
      ]),
      'off-the-globe',
    ],
    [
      polygon([
        [-2, 111],
        [-2, 112],
        [-1, 112],
      ]),
      'swapped-axes',
    ],
    [polygon(Array.from({ length: 50_000 }, (_, i) => [111 + i / 1e6, -2])), 'too-many-vertices'],
  ])('explains %# in words of its own: %s', (value, fault) => {
    const problem = problemOf(value)
    expect(problem).toMatchObject({ status: 422, parameter: 'geometry', fault })
    expect(String(problem.detail).length).toBeGreaterThan(20)
  })

  it('offers the shape with its axes put right when they are swapped', () => {
    const { repaired } = problemOf(polygon(square.map(([lon = 0, lat = 0]) => [lat, lon])))
    expect(readZoneShape(repaired).polygons).toEqual(readZoneShape(polygon(square)).polygons)
  })

  it('ends in a shape or a problem for anything at all', () => {
    const numbers = fc.oneof(fc.double(), fc.constantFrom(0, 111, -2, 1e308, -1e308))
    const shapes = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'Point'),
      coordinates: fc.oneof(
        fc.array(fc.array(fc.array(numbers, { maxLength: 3 }))),
        fc.array(fc.array(fc.array(fc.array(numbers, { maxLength: 3 })))),
        fc.anything(),
      ),
    })
    fc.assert(
      fc.property(shapes, (value) => {
        try {
          expect(readZoneShape(value).vertices).toBeGreaterThanOrEqual(3)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('says the number of vertices that it would take', () => {
    expect(problemOf(polygon(Array(3 * MOST_VERTICES).fill([111, -2]))).expected).toBe(
      'at most 20000 vertices',
    )
  })
})
