import { expect, test } from 'vitest'
import { gridHotspots, hotAcrossGrids, type StudyArea } from '../../../core/hotspot/hot-across-grids.ts'
import { judgeSpots, type SpotTest } from '../../../core/hotspot/judge-spots.ts'
import { neighboursFromLists } from '../../../core/hotspot/neighbours.ts'
import { getisPermutations, permuteGetisOrd } from '../../../core/hotspot/permute-getis-ord.ts'
import { enumerateGetis } from '../../../core/maths-cases/enumerate-subsets.ts'
import { createRandom, type Random } from '../../../core/random/random.ts'

const SIDE = 12
const ALPHA = 0.05

/** The eight cells around each of a square of cells. */
const queenLists = Array.from({ length: SIDE * SIDE }, (_, cell) => {
  const [row, column] = [Math.floor(cell / SIDE), cell % SIDE]
  return Array.from({ length: SIDE * SIDE }, (_, other) => other).filter(
    (other) =>
      other !== cell &&
      Math.abs(Math.floor(other / SIDE) - row) <= 1 &&
      Math.abs((other % SIDE) - column) <= 1,
  )
})
const queen = neighboursFromLists(queenLists)

/** Amounts as skewed as rupiah of proposals: lognormal, σ = 2. */
function lognormal(random: Random): Float64Array {
  return Float64Array.from(queenLists, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit())
    return 1e8 * Math.exp(2 * normal)
  })
}

const isFound = (values: Float64Array, by: SpotTest) =>
  judgeSpots(values, queen, { alpha: ALPHA, test: by }).sign.some((sign) => sign !== 0)

test('of 200 maps of chance amounts 5 % or so have a spot, where the normal p finds one in most', () => {
  const random = createRandom(15)
  const maps = Array.from({ length: 200 }, () => lognormal(random))
  const share = (by: SpotTest) => maps.filter((values) => isFound(values, by)).length / maps.length
  expect(share('normal')).toBeGreaterThan(0.6)
  // 5 % and two standard errors of 200 maps.
  expect(share('permutations')).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / 200))
})

test('a block of cells with more than others is found among chance amounts; one find in twenty is beyond its edge', () => {
  const block = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => (4 + row) * SIDE + 5 + column))
  const random = createRandom(16)
  const maps = Array.from({ length: 100 }, () => {
    const values = lognormal(random)
    for (const cell of block) values[cell] = 5e10 + values[cell]!
    const { sign } = judgeSpots(values, queen, { alpha: ALPHA, test: 'permutations' })
    const finds = [...sign.keys()].filter((cell) => sign[cell] !== 0)
    const astray = finds.filter(
      (cell) => Math.max(Math.abs(Math.floor(cell / SIDE) - 5), Math.abs((cell % SIDE) - 6)) > 2,
    )
    return { isFound: sign[5 * SIDE + 6] === 1, astray: astray.length / Math.max(1, finds.length) }
  })
  expect(maps.filter((map) => map.isFound).length).toBeGreaterThan(97)
  // FDR is the mean share of false finds; two standard errors of 100 maps are 0.02.
  expect(maps.reduce((sum, { astray }) => sum + astray, 0) / maps.length).toBeLessThanOrEqual(ALPHA + 0.02)
})

test('permutations agree with enumeration of all neighbourhoods, and repeat', () => {
  const values = Float64Array.of(4, 0, 0, 9, 2, 2, 7, 1)
  const lists = [[1], [0, 2, 3], [1, 3, 4, 5, 6, 7, 0], [1, 2], [2, 5], [2, 4, 6], [2, 5, 7], [2, 6]]
  const options = { permutations: 49_999, seed: 3 }
  const permuted = permuteGetisOrd(values, neighboursFromLists(lists), options)
  const exact = enumerateGetis(values, lists)
  permuted.shareAsHigh.forEach((share, i) => {
    expect(Math.abs(share - exact[i]!)).toBeLessThan(0.01)
  })
  // All others are neighbours: there is but one neighbourhood, and nothing to be told.
  expect(permuted.p[2]).toBe(1)
  expect(permuteGetisOrd(values, neighboursFromLists(lists), options)).toEqual(permuted)
})

test('a place without neighbours is not judged, and the number of permutations lets a lone place pass', () => {
  const lone = permuteGetisOrd(Float64Array.of(1, 2, 3), neighboursFromLists([[1], [0], []]), {
    permutations: 999,
    seed: 1,
  })
  expect(lone.p[2]).toBeNaN()
  expect(lone.shareAsHigh[2]).toBeNaN()
  for (const places of [10, 144, 1000, 15_000]) {
    expect(2 / (getisPermutations(places, ALPHA) + 1)).toBeLessThanOrEqual(ALPHA / places)
  }
  expect(() =>
    permuteGetisOrd(Float64Array.of(1, 2, 3), neighboursFromLists([[1], [0], []]), {
      permutations: 9,
      seed: 1,
    }),
  ).toThrow(/permutations/)
})

/** Land from x = 0 to 6 km, sea beyond. */
const land: StudyArea = { extent: [0, 0, 6000, 6000], inside: (x) => x >= 0 && x < 6000 }

test('neither places asked about nor points without a value make the study area larger', () => {
  const random = createRandom(4)
  const at = () => Float64Array.from({ length: 100 }, () => 6000 * random.unit())
  const points = { x: at(), y: at(), values: new Float64Array(100).fill(1) }
  const grid = { cellMetres: 1000, shiftX: 0.5, shiftY: 0.5 }
  const before = gridHotspots(points, grid, ALPHA, { area: land })
  // Off the land: one with a value is observed, and takes part; those without are not.
  const withPoint = (x: number, value: number) => ({
    x: Float64Array.of(...points.x, x),
    y: Float64Array.of(...points.y, 3000),
    values: Float64Array.of(...points.values, value),
  })
  const unknown = gridHotspots(withPoint(6900, Number.NaN), grid, ALPHA, { area: land })
  expect(unknown.sums).toEqual(before.sums)
  expect(unknown.p).toEqual(before.p)
  expect(gridHotspots(withPoint(6900, 1), grid, ALPHA, { area: land }).cells.length).toBe(
    before.cells.length + 1,
  )
  const asked = { x: Float64Array.of(6900, 99_000, -99_000, 3000), y: Float64Array.of(3000, 0, 0, 3000) }
  const across = hotAcrossGrids([before], asked)
  expect(across.hot).toHaveLength(4)
  expect([...across.hot.subarray(0, 3)]).toEqual([0, 0, 0])
})
