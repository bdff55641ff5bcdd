import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Box, type NamedPlace, placeNames } from '../../../server/portfolios/sheet/place-names.ts'

const map = { x: 40, y: 60, width: 500, height: 300 }
const widthOf = (name: string, size: number) => name.length * size * 0.55
const square = (x: number, y: number, side: number): NamedPlace['polygons'] => [
  [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
]
const placed = (places: readonly NamedPlace[], marks: readonly Box[] = []) =>
  placeNames(places, { map, marks, widthOf })

it('no name stands over another or beyond the map, and each is placed or said not to be', () => {
  const place = fc.record({
    name: fc.string({ minLength: 1, maxLength: 24 }),
    anchor: fc.tuple(
      fc.double({ min: 0, max: 600, noNaN: true }),
      fc.double({ min: 0, max: 400, noNaN: true }),
    ),
    side: fc.constantFrom(0, 30, 200),
  })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 25 }), (some) => {
      const places = some.map(({ name, anchor, side }) => ({
        ...{ name, anchor },
        polygons: side === 0 ? [] : square(anchor[0] - side / 2, anchor[1] - side / 2, side),
      }))
      const { names, unplaced } = placed(places)
      expect([...names.map(({ at }) => at), ...unplaced].sort((a, b) => a - b)).toEqual([...places.keys()])
      for (const [n, { box }] of names.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(map.x)
        expect(box.right).toBeLessThanOrEqual(map.x + map.width)
        expect(box.top).toBeGreaterThanOrEqual(map.y)
        expect(box.bottom).toBeLessThanOrEqual(map.y + map.height)
        for (const { box: other } of names.slice(n + 1)) {
          const apart =
            box.right <= other.left ||
            other.right <= box.left ||
            box.bottom <= other.top ||
            other.bottom <= box.top
          expect(apart).toBe(true)
        }
      }
    }),
  )
})

it('a name alone stands on its anchor, and beside a mark that lies there, still within what it names', () => {
  const place: NamedPlace = { name: 'Kumai', anchor: [300, 200], polygons: square(230, 130, 140) }
  const middleOf = (marks: readonly Box[]) => {
    const { box } = placed([place], marks).names[0]!
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  }
  expect(middleOf([])).toEqual([300, 200])
  const mark = { left: 295, top: 195, right: 305, bottom: 205 }
  const [x = 0, y = 0] = middleOf([mark])
  expect(Math.abs(y - 200)).toBeGreaterThan(5)
  expect(x).toBeGreaterThan(230)
  expect(x).toBeLessThan(370)
})

it('where there is no room at all only as many are placed as have some', () => {
  const many = Array.from({ length: 40 }, (_, at): NamedPlace => {
    return { name: `Kecamatan ${at}`, anchor: [300, 200], polygons: [] }
  })
  const { names, unplaced } = placed(many)
  expect(names.length).toBeGreaterThan(4)
  expect(unplaced.length).toBe(40 - names.length)
})
