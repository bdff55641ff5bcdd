import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bufferShape } from '../../../client/plan/zone/shape/buffer-shape.ts'
import { cutHole, mergeShapes, subtractShape } from '../../../client/plan/zone/shape/combine-shapes.ts'
import { circleRing, ringShape, thinLine } from '../../../client/plan/zone/shape/draw-shapes.ts'
import { findCrossing } from '../../../client/plan/zone/shape/find-crossing.ts'
import { type Position, type Ring, type Shape, shapeArea } from '../../../client/plan/zone/shape/shape.ts'
import { splitShape } from '../../../client/plan/zone/shape/split-shape.ts'
import { degreeArea, square, star } from './shapes.ts'

const radii = fc.array(fc.double({ min: 0.02, max: 0.3, noNaN: true }), { minLength: 3, maxLength: 30 })

describe('merging', () => {
  it('of two zones is valid and as large as both without what they share', () => {
    fc.assert(
      fc.property(radii, radii, (a, b) => {
        const [one, other] = [star(a), star(b, [111.7, -2.65])]
        const merged = mergeShapes([one, other])
        const left = subtractShape(one, other)
        expect(degreeArea(merged) / (degreeArea(left) + degreeArea(other))).toBeCloseTo(1, 6)
        expect(findCrossing(merged)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })

  it('of the two halves of a split gives the zone back, without a seam', () => {
    const zone = star([0.3, 0.2, 0.25, 0.1, 0.3, 0.28, 0.17])
    const { left, right } = splitShape(zone, [
      [111, -2.9],
      [111.6, -2.71],
      [112.3, -2.5],
    ])
    const merged = mergeShapes([left, right])
    expect(merged.map((rings) => rings.length)).toEqual([1])
    expect(degreeArea(merged) / degreeArea(zone)).toBeCloseTo(1, 9)
  })

  it('of zones apart from each other keeps both parts', () => {
    expect(mergeShapes([[[square(111, -3, 0.1)]], [[square(112, -3, 0.1)]]]).length).toBe(2)
  })
})

describe('a hole', () => {
  it('takes its area away', () => {
    const zone: Shape = [[square(111, -3, 1)]]
    const holed = cutHole(zone, square(111.4, -2.6, 0.2))
    expect(holed[0]?.length).toBe(2)
    expect(shapeArea(zone) - shapeArea(holed)).toBeCloseTo(shapeArea([[square(111.4, -2.6, 0.2)]]), 0)
  })

  it.each([
    ['outside the zone', square(113, -3, 0.2), 'hole-outside'],
    ['over all of it', square(110, -4, 3), 'nothing-left'],
    [
      'crossing itself',
      [
        [111.2, -2.8],
        [111.6, -2.4],
        [111.6, -2.8],
        [111.2, -2.4],
      ],
      'crosses-itself',
    ],
  ] as [string, Ring, string][])('%s is refused', (_, ring, fault) => {
    expect(() => cutHole([[square(111, -3, 1)]], ring)).toThrow(fault)
  })
})

describe('a buffer', () => {
  it('around a circle of 5 km adds the ring of 1 km', () => {
    const circle: Shape = [[circleRing([111.6, -2.7], 5000)]]
    const grown = shapeArea(bufferShape(circle, 1000)) / 1e6
    expect(grown).toBeGreaterThan(Math.PI * 36 * 0.99)
    expect(grown).toBeLessThan(Math.PI * 36 * 1.01)
  })

  it('inwards is valid, lies in the zone and is smaller, as long as anything is left', () => {
    let shrunkSome = 0
    fc.assert(
      fc.property(radii, fc.integer({ min: 50, max: 5000 }), (sizes, metres) => {
        const zone = star(sizes)
        let shrunk: Shape
        try {
          shrunk = bufferShape(zone, -metres)
        } catch (fault) {
          expect(fault).toMatchObject({ fault: 'shrunk-away' })
          return
        }
        shrunkSome++
        expect(findCrossing(shrunk)).toBeNull()
        expect(shapeArea(subtractShape(shrunk, zone))).toBeLessThan(1)
        expect(shapeArea(shrunk)).toBeGreaterThan(0)
        expect(shapeArea(shrunk)).toBeLessThan(shapeArea(zone))
      }),
      { numRuns: 60 },
    )
    expect(shrunkSome).toBeGreaterThan(0)
  })

  it('outwards is valid and holds the zone', () => {
    fc.assert(
      fc.property(radii, fc.integer({ min: 50, max: 5000 }), (sizes, metres) => {
        const zone = star(sizes)
        const grown = bufferShape(zone, metres)
        expect(findCrossing(grown)).toBeNull()
        expect(shapeArea(subtractShape(zone, grown))).toBeLessThan(1)
        expect(shapeArea(grown)).toBeGreaterThan(shapeArea(zone))
      }),
      { numRuns: 60 },
    )
  })

  it('inwards past the middle is refused', () => {
    expect(() => bufferShape([[square(111, -3, 0.01)]], -2000)).toThrow('shrunk-away')
  })
})

describe('a drawn ring', () => {
  it('that crosses itself is refused with the place', () => {
    const bow: Ring = [
      [111, -3],
      [112, -2],
      [112, -3],
      [111, -2],
    ]
    expect(() => ringShape(bow)).toThrow(
      expect.objectContaining({ fault: 'crosses-itself', at: [111.5, -2.5] }),
    )
  })

  it('loses the repeated point of a double click, and is turned counter-clockwise', () => {
    const ring: Ring = [
      [111, -3],
      [111, -2],
      [112, -2],
      [112, -2],
    ]
    expect(shapeArea(ringShape(ring))).toBeGreaterThan(0)
    expect(ringShape(ring)[0]?.[0]?.length).toBe(3)
  })

  it('of fewer than three points is refused', () => {
    expect(() =>
      ringShape([
        [111, -3],
        [112, -2],
        [112, -2],
      ]),
    ).toThrow('too-few-points')
  })

  it('drawn freehand keeps its form with far fewer points', () => {
    const wavy = Array.from(
      { length: 2000 },
      (_, i): Position => [111 + i / 2000, -2.5 + 0.1 * Math.sin(i / 200)],
    )
    const thin = thinLine(wavy, 0.001)
    expect(thin.length).toBeLessThan(60)
    expect(thin[0]).toEqual(wavy[0])
    expect(thin.at(-1)).toEqual(wavy.at(-1))
  })
})

describe('a circle', () => {
  it('has the area of its radius within 0.2 %', () => {
    expect(shapeArea([[circleRing([111.6, -2.7], 20_000)]]) / (Math.PI * 4e8)).toBeGreaterThan(0.998)
    expect(shapeArea([[circleRing([111.6, -2.7], 20_000)]]) / (Math.PI * 4e8)).toBeLessThan(1.002)
  })
})
