import type { GeometryFaultKind } from '../../../core/geometry/geometry-fault.ts'
import type { JudgedGeometry } from '../../../core/geometry/judge-geometry.ts'

type Position = [number, number]

const polygon = (...coordinates: Position[][]): JudgedGeometry => ({ type: 'Polygon', coordinates })
const times = <Made>(count: number, make: (i: number) => Made): Made[] =>
  Array.from({ length: Math.floor(count) }, (_, i) => make(i))
/** The same numbers in every run (Park and Miller 1988). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Teeth side by side: every line across cuts them all. `slant` makes their boxes overlap. */
export function comb(positions: number, slant = 0): JudgedGeometry {
  const teeth = times(positions / 4, (i): Position[] => {
    const x = 4 * i
    return [
      [x, 0],
      [x + slant, 1000],
      [x + slant + 2, 1000],
      [x + 2, 0],
    ]
  }).flat()
  return polygon([...teeth, [positions, -10], [-10, -10]])
}

/** One ring that winds inwards. */
function spiral(positions: number): JudgedGeometry {
  const turn = (i: number, off: number): Position => {
    const far = 10 + i / 10 + off
    return [far * Math.cos(i / 9), far * Math.sin(i / 9)]
  }
  const out = times(positions / 2, (i) => turn(i, 0))
  return polygon([...out, ...out.map((_, i) => turn(out.length - 1 - i, 2))])
}

/** Random positions in turn: a million crossings. */
export function scribble(positions: number): JudgedGeometry {
  const next = random(9)
  return polygon(times(positions, (): Position => [next() * 100, next() * 100]))
}

/** Rings within rings: a hole, a part in it, and so on. */
function nested(positions: number): JudgedGeometry {
  const square = (r: number): Position[] => [
    [-r, -r],
    [r, -r],
    [r, r],
    [-r, r],
  ]
  const coordinates = times(positions / 8, (i) => [square(positions - 2 * i), square(positions - 2 * i - 1)])
  return { type: 'MultiPolygon', coordinates }
}

function holes(positions: number): JudgedGeometry {
  const side = Math.ceil(Math.sqrt(positions / 4)) * 2 + 4
  const small = times(positions / 4, (i): Position[] => {
    const [x, y] = [1 + 2 * (i % (side / 2 - 2)), 1 + 2 * Math.floor(i / (side / 2 - 2))]
    return [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ]
  })
  return polygon(
    [
      [0, 0],
      [side + 9, 0],
      [side + 9, side + 9],
      [0, side + 9],
    ],
    ...small,
  )
}

/** Squares of a chess board, each touching four others in a corner. */
function chess(positions: number): JudgedGeometry {
  const side = Math.floor(Math.sqrt(positions / 2))
  const squares = times(side * side, (i): Position[][] => {
    const [x, y] = [i % side, Math.floor(i / side)]
    return [
      [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
      ],
    ]
  })
  return {
    type: 'MultiPolygon',
    coordinates: squares.filter((_, i) => ((i % side) + Math.floor(i / side)) % 2 === 0),
  }
}

/** Edges of one line that lie on each other. */
const collinear = (positions: number) =>
  polygon(times(positions, (i): Position => [(i * 7919) % positions, 0]))
const vertical = (positions: number): JudgedGeometry => ({
  type: 'MultiLineString',
  coordinates: times(positions / 2, (i): Position[] => [
    [i % 100, Math.floor(i / 100)],
    [i % 100, Math.floor(i / 100) + 1],
  ]),
})
/** Spokes from one middle. */
export const star = (spokes: number): JudgedGeometry => ({
  type: 'MultiLineString',
  coordinates: times(2 * spokes, (i): Position[] => [
    [0, 0],
    [Math.cos(i), Math.sin(i)],
  ]),
})
const one = (positions: number) => polygon(times(positions, (): Position => [3, 4]))
const stairs = (positions: number) =>
  polygon([...times(positions - 1, (i): Position => [Math.ceil(i / 2), Math.floor(i / 2)]), [0, positions]])

export const shapes: [string, (positions: number) => JudgedGeometry, GeometryFaultKind | undefined][] = [
  ['a comb', comb, undefined],
  ['a comb of slanted teeth', (positions) => comb(positions, positions), undefined],
  ['a spiral', spiral, undefined],
  ['rings in rings', nested, undefined],
  ['thousands of holes', holes, undefined],
  ['a chess board', chess, undefined],
  ['edges one above the other', vertical, undefined],
  ['stairs', stairs, undefined],
  ['a scribble', scribble, 'crosses-itself'],
  ['edges on each other', collinear, 'runs-over-itself'],
  ['a star', (positions) => star(positions / 4), 'too-many-meet'],
  ['one position', one, 'too-few-positions'],
]
