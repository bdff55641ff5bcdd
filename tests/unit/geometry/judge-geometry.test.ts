import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GeometryFaultKind } from '../../../core/geometry/geometry-fault.ts'
import { type JudgedGeometry, judgeGeometry } from '../../../core/geometry/judge-geometry.ts'
import * as hostile from './hostile-shapes.ts'

type Position = [number, number]

const polygon = (...coordinates: Position[][]): JudgedGeometry => ({ type: 'Polygon', coordinates })
const square = (x: number, y: number, side: number): Position[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

describe('what is wrong with a geometry, and where', () => {
  it.each<[string, JudgedGeometry, GeometryFaultKind, Position | undefined]>([
    [
      'a bow tie',
      polygon([
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
      'crosses-itself',
      [1, 1],
    ],
    [
      'a spike',
      polygon([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 6],
        [4, 4],
        [0, 4],
        [0, 0],
      ]),
      'runs-over-itself',
      [4, 4],
    ],
    [
      'no area',
      polygon([
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ]),
      'runs-over-itself',
      [0, 0],
    ],
    [
      'one position',
      polygon([
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      'too-few-positions',
      [1, 2],
    ],
    [
      'two positions',
      polygon([
        [1, 2],
        [3, 4],
        [3, 4],
        [1, 2],
      ]),
      'too-few-positions',
      [1, 2],
    ],
    ['a ring twice', polygon(square(0, 0, 4), square(0, 0, 4)), 'runs-over-itself', [0, 0]],
    [
      'an eight',
      polygon([
        [0, 0],
        [1, 1],
        [2, 0],
        [2, 2],
        [1, 1],
        [0, 2],
        [0, 0],
      ]),
      'touches-itself',
      [1, 1],
    ],
    ['a hole across', polygon(square(0, 0, 4), square(3, 1, 2)), 'crosses-itself', [4, 1]],
    ['a hole outside', polygon(square(0, 0, 4), square(5, 1, 2)), 'hole-outside', [5, 1]],
    ['a hole in a hole', polygon(square(0, 0, 9), square(1, 1, 6), square(2, 2, 2)), 'hole-outside', [2, 2]],
    [
      'a hole from wall to wall',
      polygon(square(0, 0, 2), [
        [0, 0],
        [1, 0.5],
        [2, 2],
        [0, 0],
      ]),
      'interior-parted',
      [2, 2],
    ],
    [
      'a part in a part',
      { type: 'MultiPolygon', coordinates: [[square(0, 0, 4)], [square(1, 1, 1)]] },
      'parts-overlap',
      [1, 1],
    ],
    [
      'a line across itself',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
        ],
      },
      'crosses-itself',
      [1, 1],
    ],
    [
      'a line there and back',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [2, 2],
          [0, 0],
        ],
      },
      'runs-over-itself',
      [0, 0],
    ],
    [
      'a line of one position',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, 0],
        ],
      },
      'too-few-positions',
      [0, 0],
    ],
    ['a star of lines', hostile.star(60), 'too-many-meet', [0, 0]],
    ['not a number', { type: 'Point', coordinates: [Number.NaN, 0] }, 'not-finite', undefined],
    ['next to zero', { type: 'Point', coordinates: [5e-324, 0] }, 'not-finite', [5e-324, 0]],
    [
      'metres',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [500_000, 9_700_000],
        ],
      },
      'off-the-globe',
      [500_000, 9_700_000],
    ],
    [
      'a collection with a bow tie',
      {
        type: 'GeometryCollection',
        geometries: [
          polygon(square(0, 0, 1)),
          polygon([
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 2],
          ]),
        ],
      },
      'crosses-itself',
      [1, 1],
    ],
  ])('%s', (_, geometry, kind, at) => {
    const fault = judgeGeometry(geometry)
    expect(fault?.kind).toBe(kind)
    if (at) expect(fault?.at).toEqual(at)
  })

  it('is nothing for areas that touch in single positions, and lines that meet in their own', () => {
    const corner = polygon(square(0, 0, 2), [
      [0, 0],
      [1, 0.5],
      [0.5, 1],
      [0, 0],
    ])
    const island = {
      type: 'MultiPolygon',
      coordinates: [[square(0, 0, 9), square(1, 1, 6)], [square(2, 2, 2)]],
    } as const
    const chess = { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(1, 1, 1)]] } as const
    const roads = {
      type: 'MultiLineString',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
        [
          [0, 2],
          [1, 1],
          [2, 0],
        ],
      ],
    } as const
    for (const fine of [corner, island, chess, roads, polygon(square(0, 0, 1).slice(0, 4))])
      expect(judgeGeometry(fine as JudgedGeometry)).toBeUndefined()
  })

  it('is an edge without a course on a globe only where that is asked', () => {
    const world = polygon([
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ])
    expect(judgeGeometry(world)).toBeUndefined()
    expect(judgeGeometry(world, { isOnGlobe: true })?.kind).toBe('edge-too-long')
    const poles = polygon([
      [0, -90],
      [10, 90],
      [20, 0],
      [0, -90],
    ])
    expect(judgeGeometry(poles, { isOnGlobe: true })?.kind).toBe('edge-too-long')
    const half = polygon([
      [0, -10],
      [90, -10],
      [180, 10],
      [90, 20],
      [0, -10],
    ])
    expect(judgeGeometry(half, { isOnGlobe: true })).toBeUndefined()
  })
})

describe('lines', () => {
  const lines = fc.array(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 2,
      maxLength: 6,
    }),
    { minLength: 1, maxLength: 3 },
  )

  it('may meet in a position of their own, and not otherwise: as all pairs of edges tell', () => {
    fc.assert(
      fc.property(lines, (coordinates) => {
        const edges = coordinates.flatMap(edgesOf)
        if (coordinates.some((line) => edgesOf(line).length === 0)) return
        const clash = edges.some((a, i) => edges.slice(0, i).some((b) => clashes(a, b)))
        const fault = judgeGeometry({ type: 'MultiLineString', coordinates })
        expect(fault !== undefined, `${JSON.stringify(coordinates)} ${fault?.kind}`).toBe(clash)
      }),
      { seed: 7, numRuns: 20_000 },
    )
  })

  type Edge = [Position, Position]
  const edgesOf = (line: Position[]): Edge[] =>
    line.slice(1).flatMap((to, i): Edge[] => {
      const from = line[i] as Position
      return from.join() === to.join() ? [] : [[from, to]]
    })
  const side = ([[ax, ay], [bx, by]]: Edge, [x, y]: Position) =>
    Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
  /** Edges that share a place inside both: on a grid products are exact. */
  function clashes(a: Edge, b: Edge): boolean {
    if (side(a, b[0]) === 0 && side(a, b[1]) === 0) {
      const axis = a[0][0] === a[1][0] ? 1 : 0
      const low = (edge: Edge) => Math.min(edge[0][axis], edge[1][axis])
      const high = (edge: Edge) => Math.max(edge[0][axis], edge[1][axis])
      return Math.max(low(a), low(b)) < Math.min(high(a), high(b))
    }
    return side(a, b[0]) * side(a, b[1]) < 0 && side(b, a[0]) * side(b, a[1]) < 0
  }
})

describe('the work of judging', () => {
  /** Steps for each position and doubling of their number. */
  const share = (geometry: JudgedGeometry, positions: number) => {
    const cost = { steps: 0 }
    const fault = judgeGeometry(geometry, { cost, reach: [1e9, 1e9] })
    return { fault: fault?.kind, share: cost.steps / (positions * Math.log2(positions)) }
  }

  it.each(hostile.shapes)('grows no faster than n log n: %s', (_, make, verdict) => {
    const few = share(make(500), 500)
    const many = share(make(32_000), 32_000)
    expect([few.fault, many.fault]).toEqual([verdict, verdict])
    expect(many.share).toBeLessThan(12)
  })
})
