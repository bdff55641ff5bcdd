import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packBoxes, visitBox, visitZone } from '../../../core/zones/box-tree.ts'
import { commonArea, prepareEdges } from '../../../core/zones/common-area.ts'
import { type PointGiven, PointIndex } from '../../../core/zones/point-index.ts'
import { ringsArea, ringsHold } from '../../../core/zones/rings.ts'
import { ringOf, star } from './random-shapes.ts'

const boxes = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 990 }),
      fc.integer({ min: 0, max: 990 }),
      fc.integer({ min: 1, max: 90 }),
    )
    .map(([x, y, size]) => [x, y, x + size, y + size / 2] as const),
  { maxLength: 200 },
)
const ringOfBox = ([w, s, e, n]: readonly number[]) => [w!, s!, e!, s!, e!, n!, w!, n!]

describe('boxes in a tree', () => {
  it('are told inside, crossed or not at all, as each of them is', () => {
    fc.assert(
      fc.property(boxes, star, (given, shape) => {
        const zone = [ringOf(shape)]
        const tree = packBoxes(Float64Array.from(given.flat()))
        const shares = new Float64Array(given.length)
        visitZone(tree, zone, {
          leaf: 0,
          inside(start, end) {
            for (let place = start; place < end; place++) shares[tree.order[place]!] = 1
          },
          crossed(place, _, part) {
            const own = [ringOfBox(given[tree.order[place]!]!)]
            shares[tree.order[place]!] = commonArea(part, prepareEdges(own)) / ringsArea(own)
          },
        })
        given.forEach((box, i) => {
          const own = [ringOfBox(box)]
          expect(shares[i]).toBeCloseTo(commonArea(zone, prepareEdges(own)) / ringsArea(own), 6)
        })
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  it('are found by a box', () => {
    fc.assert(
      fc.property(boxes, (given) => {
        const found: number[] = []
        visitBox(packBoxes(Float64Array.from(given.flat())), [300, 300, 500, 500], (item) => found.push(item))
        const expected = given.flatMap(([w, s, e, n], i) =>
          w <= 500 && e >= 300 && s <= 500 && n >= 300 ? [i] : [],
        )
        expect(found.sort((a, b) => a - b)).toEqual(expected)
      }),
      { seed: 4, numRuns: 100 },
    )
  })
})

const point = (id: number, x: number, y: number, more: Partial<PointGiven> = {}): PointGiven => ({
  id,
  x,
  y,
  cost: 100 * id,
  group: 'process',
  sector: 'education',
  atVillagePoint: false,
  ...more,
})
const square = [[0, 0, 10, 0, 10, 10, 0, 10]]

describe('proposals by place', () => {
  it('are counted as one by one, also when many stand at one place', () => {
    const places = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
        .map(([i, j]) => [i * 50.1, j * 50.1]),
      { maxLength: 500 },
    )
    fc.assert(
      fc.property(places, star, (given, shape) => {
        const zone = [ringOf(shape)]
        const points = given.map(([x = 0, y = 0], i) => point(i, x, y))
        const index = new PointIndex()
        index.add(points)
        index.pack()
        const inside = points.filter(({ x, y }) => ringsHold(zone, x, y))
        const tally = index.tally(zone)
        expect(tally.count).toBe(inside.length)
        expect(tally.costRupiah).toBe(inside.reduce((sum, { cost }) => sum + cost, 0))
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('follow changes before and after they are packed', () => {
    const index = new PointIndex()
    index.add([point(1, 5, 5), point(2, 6, 6), point(3, 50, 50)])
    index.pack()
    const ids = () => [1, 2, 3, 4].filter((id) => index.tally(square, (one) => one === id).count === 1)
    expect(ids()).toEqual([1, 2])
    index.change([1, 3, 4], [point(3, 1, 1), point(4, 2, 2)])
    expect(ids()).toEqual([2, 3, 4])
    index.change([4], [])
    expect(ids()).toEqual([2, 3])
    index.pack()
    expect(ids()).toEqual([2, 3])
    index.clear()
    expect(ids()).toEqual([])
  })

  it('are summed by status group and sector; one without a cost counts and is told', () => {
    const index = new PointIndex()
    index.change(
      [1, 2, 3],
      [
        point(1, 1, 1, { group: 'done', sector: 'health' }),
        point(2, 2, 2, { cost: Number.NaN, atVillagePoint: true }),
        point(3, 3, 3),
      ],
    )
    expect(index.tally(square)).toEqual({
      count: 3,
      costRupiah: 400,
      withoutCost: 1,
      atVillagePoint: 1,
      byStatusGroup: [
        { group: 'process', count: 2, costRupiah: 300 },
        { group: 'accepted', count: 0, costRupiah: 0 },
        { group: 'done', count: 1, costRupiah: 100 },
        { group: 'returned', count: 0, costRupiah: 0 },
        { group: 'rejected', count: 0, costRupiah: 0 },
      ],
      bySector: [
        { sector: 'education', count: 2, costRupiah: 300 },
        { sector: 'health', count: 1, costRupiah: 100 },
      ],
    })
  })
})
