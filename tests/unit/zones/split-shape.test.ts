import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCrossing } from '../../../client/plan/zone/shape/find-crossing.ts'
import { type Ring, type Shape, shapeArea } from '../../../client/plan/zone/shape/shape.ts'
import { splitShape } from '../../../client/plan/zone/shape/split-shape.ts'
import { ZoneFaultError } from '../../../client/plan/zone/shape/zone-fault.ts'
import { degreeArea, square, star } from './shapes.ts'

const box: Shape = [[square(111, -3, 1)]]

function faultOf(run: () => unknown): ZoneFaultError {
  try {
    run()
  } catch (error) {
    if (error instanceof ZoneFaultError) return error
  }
  throw new Error('nothing was refused')
}

describe('splitting by a line', () => {
  it('gives the part at its left and the part at its right', () => {
    const { left, right } = splitShape(box, [
      [111.25, -4],
      [111.25, -1],
    ])
    expect(left).toEqual(
      [
        [
          [
            [111.25, -3],
            [111.25, -2],
            [111, -2],
            [111, -3],
          ],
        ],
      ].map((rings) => rings.map((ring) => expect.arrayContaining(ring))),
    )
    expect(shapeArea(right) / shapeArea(box)).toBeCloseTo(0.75, 12)
  })

  it('loses no area and leaves no part that crosses itself, whatever the zone and the line', () => {
    const radius = fc.double({ min: 0.05, max: 0.5, noNaN: true })
    const turn = fc.double({ min: 0, max: Math.PI, noNaN: true })
    fc.assert(
      fc.property(fc.array(radius, { minLength: 3, maxLength: 40 }), turn, radius, (radii, angle, shift) => {
        const zone = star(radii)
        const [dx, dy] = [2 * Math.cos(angle), 2 * Math.sin(angle)]
        const line: Ring = [
          [111.6 - dx, -2.7 - dy],
          [111.6 + shift / 20, -2.7 + shift / 20],
          [111.6 + dx, -2.7 + dy],
        ]
        const { left, right } = splitShape(zone, line)
        expect((degreeArea(left) + degreeArea(right)) / degreeArea(zone)).toBeCloseTo(1, 9)
        expect((shapeArea(left) + shapeArea(right)) / shapeArea(zone)).toBeCloseTo(1, 4)
        expect(Math.min(shapeArea(left), shapeArea(right))).toBeGreaterThan(0)
        for (const part of [left, right]) {
          expect(findCrossing(part.map(([outer]) => [outer ?? []]))).toBeNull()
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps a hole that the line does not touch, and opens one that it crosses', () => {
    const holed: Shape = [
      [square(111, -3, 1), square(111.1, -2.9, 0.1).toReversed(), square(111.5, -2.6, 0.2).toReversed()],
    ]
    const { left, right } = splitShape(holed, [
      [111.6, -4],
      [111.6, -1],
    ])
    expect(left.map((rings) => rings.length)).toEqual([2])
    expect(right.map((rings) => rings.length)).toEqual([1])
    expect((degreeArea(left) + degreeArea(right)) / degreeArea(holed)).toBeCloseTo(1, 12)
  })

  it('cuts through vertices exactly, as snapping makes it', () => {
    const { left, right } = splitShape(box, [
      [111, -3],
      [112, -2],
    ])
    expect([left, right].map((part) => part[0]?.[0]?.length)).toEqual([3, 3])
  })

  it('puts the stretch between two crossings of a bent line on one side', () => {
    const { left, right } = splitShape(box, [
      [111.2, -1],
      [111.2, -4],
      [111.7, -4],
      [111.7, -1],
    ])
    expect(left.length).toBe(1)
    expect(right.length).toBe(2)
    expect(degreeArea(left) / degreeArea(box)).toBeCloseTo(0.5, 12)
  })

  it('sends islands that it does not touch to the side where they lie', () => {
    const islands: Shape = [[square(111, -3, 1)], [square(110.5, -3, 0.2)], [square(112.5, -3, 0.2)]]
    const { left, right } = splitShape(islands, [
      [111.5, -4],
      [111.5, -1],
    ])
    expect([left.length, right.length]).toEqual([2, 2])
  })

  it('cuts a zone of 20,000 vertices in under a second', () => {
    const zone = star(Array.from({ length: 20_000 }, (_, i) => 0.3 + 0.05 * Math.sin(i / 7)))
    const { left, right } = splitShape(zone, [
      [111, -2.71],
      [112.3, -2.68],
    ])
    expect((degreeArea(left) + degreeArea(right)) / degreeArea(zone)).toBeCloseTo(1, 9)
  })

  it.each([
    [
      'beside the zone',
      [
        [110, -3],
        [110, -2],
      ],
      'line-misses',
    ],
    [
      'that ends inside',
      [
        [110, -2.5],
        [111.5, -2.5],
      ],
      'line-ends-inside',
    ],
    [
      'that crosses itself',
      [
        [110, -2.5],
        [112.5, -2.5],
        [112.5, -2.2],
        [111.5, -2.9],
      ],
      'line-crosses-itself',
    ],
    ['of one point', [[111.5, -2.5]], 'too-few-points'],
    [
      'along the border',
      [
        [111, -3],
        [112, -3],
      ],
      'line-misses',
    ],
  ] as [string, Ring, string][])('refuses a line %s, and says where', (_, line, fault) => {
    const error = faultOf(() => splitShape(box, line))
    expect(error.fault).toBe(fault)
    expect(error.at).not.toBeNull()
  })
})
