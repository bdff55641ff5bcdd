import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandwidthInMetres, kernelSurface } from '../../../core/density/kernel-density.ts'
import { falseDiscovery, permutationFloor } from '../../../core/hotspot/false-discovery.ts'
import { getisOrd } from '../../../core/hotspot/getis-ord.ts'
import { gridHotspots, hotAcrossGrids } from '../../../core/hotspot/hot-across-grids.ts'
import { localMoran, permuteLocalMoran } from '../../../core/hotspot/local-moran.ts'
import { neighboursFromLists, neighboursWithin } from '../../../core/hotspot/neighbours.ts'
import { twoSidedNormal } from '../../../core/hotspot/normal.ts'
import { createRandom } from '../../../core/random/random.ts'
import { twoStepCatchment } from '../../../core/statistics/two-step-catchment.ts'
import { arealRate, arealTotal } from '../../../core/zones/areal.ts'

const NA = Number.NaN
const coordinate = fc.integer({ min: -500, max: 500 })
const places = fc.array(fc.tuple(coordinate, coordinate, fc.integer({ min: -50, max: 50 })), {
  minLength: 4,
  maxLength: 40,
})
const columnsOf = (rows: [number, number, number][]) =>
  [0, 1, 2].map((c) => Float64Array.from(rows, (row) => row[c]!)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]

test('neighbours within a band are those that all pairs give, each way', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 400 }), (rows, band) => {
      const [x, y] = columnsOf(rows)
      const { starts, indices } = neighboursWithin(x, y, band)
      rows.forEach((_, i) => {
        const own = [...indices.slice(starts[i]!, starts[i + 1]!)].sort((a, b) => a - b)
        const all = rows.flatMap((_, j) =>
          j !== i && Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) <= band ? [j] : [],
        )
        expect(own).toEqual(all)
      })
    }),
  )
})

test('Gi* and local Moran do not change when values are shifted and scaled', () => {
  fc.assert(
    fc.property(places, (rows) => {
      const [x, y, values] = columnsOf(rows)
      fc.pre(new Set(values).size > 1)
      const neighbours = neighboursWithin(x, y, 300)
      const moved = values.map((value) => 8 * value + 64)
      const [a, b] = [getisOrd(values, neighbours, true).z, getisOrd(moved, neighbours, true).z]
      const [c, d] = [localMoran(values, neighbours), localMoran(moved, neighbours)]
      values.forEach((_, i) => {
        if (Number.isFinite(a[i]!)) expect(b[i]).toBeCloseTo(a[i]!, 7)
        expect(d.local[i]).toBeCloseTo(c.local[i]!, 7)
      })
    }),
  )
})

test('Gi equals its definition written out over the other places', () => {
  fc.assert(
    fc.property(places, (rows) => {
      const [x, y, values] = columnsOf(rows)
      const neighbours = neighboursWithin(x, y, 300)
      const { z } = getisOrd(values, neighbours, false)
      values.forEach((_, i) => {
        const others = values.filter((_, j) => j !== i)
        const n = others.length
        const mean = others.reduce((s, v) => s + v, 0) / n
        const deviation = Math.sqrt(others.reduce((s, v) => s + (v - mean) ** 2, 0) / n)
        const near = neighbours.indices.slice(neighbours.starts[i]!, neighbours.starts[i + 1]!)
        const w = near.length
        if (w === 0 || w === n || deviation < 1e-6) return
        const local = near.reduce((s, j) => s + values[j]!, 0)
        const expected = (local - mean * w) / (deviation * Math.sqrt((n * w - w * w) / (n - 1)))
        expect(z[i]).toBeCloseTo(expected, 7)
      })
    }),
  )
})

test('a place without neighbours cannot be judged: quadrant 0, p 1, Gi NaN', () => {
  const lone = neighboursFromLists([[1], [0], []])
  const values = Float64Array.of(1, 2, 9)
  expect(localMoran(values, lone)).toMatchObject({ quadrants: Uint8Array.of(3, 3, 0) })
  expect(permuteLocalMoran(values, lone, { permutations: 99, seed: 1 }).p[2]).toBe(1)
  expect(getisOrd(values, lone, false).z[2]).toBeNaN()
})

test('values that do not differ, missing ones and asymmetric input are refused', () => {
  const lists = neighboursFromLists([[1], [2], [0]])
  expect(() => localMoran(Float64Array.of(4, 4, 4), lists)).toThrow(/values that differ/)
  expect(() => getisOrd(Float64Array.of(4, NA, 4), lists, true)).toThrow(/values\[1\]/)
  expect(() => neighboursFromLists([[0]])).toThrow(/another row/)
  expect(() => neighboursWithin(Float64Array.of(1), Float64Array.of(NA), 5)).toThrow(/point 0/)
  expect(() => permuteLocalMoran(Float64Array.of(1, 2, 3), lists, { permutations: 10, seed: 1 })).toThrow(
    /permutations/,
  )
})

test('permuted p of noise are spread evenly: about one in ten at or below 0.1', () => {
  const random = createRandom(11)
  const at = (scale: number) => Float64Array.from({ length: 400 }, () => scale * random.unit())
  const neighbours = neighboursWithin(at(100), at(100), 12)
  const { p } = permuteLocalMoran(at(1), neighbours, { permutations: 199, seed: 5 })
  const share = p.filter((value) => value <= 0.1).length / p.length
  expect(share).toBeGreaterThan(0.05)
  expect(share).toBeLessThan(0.16)
})

test('FDR rejects exactly those whose adjusted p is at most alpha, and passes over places not judged', () => {
  const ps = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NA)), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(ps, fc.constantFrom(0.01, 0.05, 0.25), (list, alpha) => {
      const { adjusted, rejected, count } = falseDiscovery(Float64Array.from(list), alpha)
      list.forEach((p, i) => {
        if (Number.isNaN(p)) expect(adjusted[i]).toBeNaN()
        else {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12))
          if (Math.abs(adjusted[i]! - alpha) > 1e-9) expect(rejected[i]).toBe(adjusted[i]! <= alpha ? 1 : 0)
        }
      })
      expect(rejected.reduce((a, b) => a + b, 0)).toBe(count)
    }),
  )
  expect([...falseDiscovery(Float64Array.of(0.05, 0.05), 0.05).rejected]).toEqual([1, 1])
})

test('the permutation floor says how many permutations a lone hot spot takes', () => {
  expect(permutationFloor(100, 999, 0.05)).toMatchObject({
    smallest: 0.001,
    enough: false,
    permutationsNeeded: 1999,
  })
  expect(permutationFloor(100, 999, 0.05).message!.en).toContain('1999')
  expect(permutationFloor(100, 1999, 0.05)).toMatchObject({ enough: true, message: null })
})

test('normal tails are those of the tables', () => {
  expect(twoSidedNormal(0)).toBe(1)
  expect(twoSidedNormal(1.959963984540054)).toBeCloseTo(0.05, 12)
  expect(twoSidedNormal(-3.290526731491926)).toBeCloseTo(0.001, 12)
  expect(twoSidedNormal(6) / 1.973175290075e-9).toBeCloseTo(1, 9)
})

test('a cluster stays hot in every grid, a lone far place in none', () => {
  const random = createRandom(2)
  const rows = Array.from({ length: 600 }, (): [number, number, number] => [
    random.unit() * 10_000,
    random.unit() * 10_000,
    1,
  ])
  for (let k = 0; k < 150; k++) rows.push([7000 + random.unit() * 800, 7000 + random.unit() * 800, 3])
  const [x, y, values] = columnsOf(rows)
  const variations = [800, 1000].flatMap((cellMetres) =>
    [0, 0.5].map((shift) => ({ cellMetres, shiftX: shift, shiftY: shift })),
  )
  const judged = variations.map((variation) => gridHotspots({ x, y, values }, variation, 0.05))
  const { hot, cold, grids } = hotAcrossGrids(judged, { x, y })
  expect(grids).toBe(4)
  expect([...hot.slice(600)].every((count) => count === 4)).toBe(true)
  expect(hot.slice(0, 600).filter((count) => count === 4).length).toBeLessThan(60)
  expect(Math.max(...cold.slice(600))).toBe(0)
})

test('another size of cells and another origin alone change what is hot, and grids add up', () => {
  const random = createRandom(5)
  const rows = Array.from({ length: 900 }, (_, k): [number, number, number] => {
    const far = 10_000 * (k % 3 === 0 ? 0.62 + 0.12 * random.unit() : random.unit())
    return [far, k % 3 === 0 ? far + 900 * random.unit() : 10_000 * random.unit(), 1]
  })
  const [x, y, values] = columnsOf(rows)
  const grid = (cellMetres: number, shift: number) => ({ cellMetres, shiftX: shift, shiftY: shift })
  const hotIn = (...variations: ReturnType<typeof grid>[]) => {
    const grids = variations.map((variation) => gridHotspots({ x, y, values }, variation, 0.05))
    return [...hotAcrossGrids(grids, { x, y }).hot]
  }
  const [base, moved, larger] = [hotIn(grid(700, 0)), hotIn(grid(700, 0.5)), hotIn(grid(1400, 0))]
  expect(base).toContain(1)
  expect(moved).not.toEqual(base)
  expect(larger).not.toEqual(base)
  const all = hotIn(grid(700, 0), grid(700, 0.5), grid(1400, 0))
  expect(all).toEqual(base.map((count, i) => count + moved[i]! + larger[i]!))
  expect(new Set(all).size).toBeGreaterThan(2)
})

test('a density surface holds the weight of its points and moves with them', () => {
  const x = Float64Array.of(5000, 5600, 4700)
  const y = Float64Array.of(5000, 5100, 5400)
  const weights = Float64Array.of(1, 2, 3)
  const grid = { originX: 0, originY: 0, cellMetres: 100, columns: 100, rows: 100 }
  const { density } = kernelSurface({ x, y, weights }, grid, 500)
  expect((density.reduce((a, b) => a + b, 0) * 100 ** 2) / 6).toBeCloseTo(1, 3)
  const moved = kernelSurface({ x: x.map((v) => v + 1000), y, weights }, { ...grid, originX: 1000 }, 500)
  moved.density.forEach((value, cell) => {
    expect(value).toBeCloseTo(density[cell]!, 15)
  })
  expect(() => bandwidthInMetres(Float64Array.of(1, 1), Float64Array.of(1, 1), 'scott')).toThrow(/differ/)
  expect(() => kernelSurface({ x, y }, { ...grid, columns: 1e6 }, 500)).toThrow(/cells/)
})

const network = fc.record({
  population: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }),
  supply: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 5 }),
  costs: fc.infiniteStream(fc.integer({ min: 0, max: 100 })),
})

test('access times population sums to the supply that anyone reaches', () => {
  fc.assert(
    fc.property(network, ({ population, supply, costs }) => {
      const pairs = population.flatMap((_, demand) =>
        supply.map((_, j) => ({ demand, supply: j, cost: costs.next().value as number })),
      )
      const decay = [
        { upTo: 20, weight: 1 },
        { upTo: 60, weight: 0.4 },
      ]
      const people = Float64Array.from(population)
      const { access, unreached } = twoStepCatchment(people, Float64Array.from(supply), pairs, decay)
      const given = access.reduce((sum, a, i) => sum + a * people[i]!, 0)
      const reached = supply.reduce((sum, amount, j) => sum + (unreached.includes(j) ? 0 : amount), 0)
      expect(given).toBeCloseTo(reached, 9)
    }),
  )
  expect(() =>
    twoStepCatchment(Float64Array.of(-1), Float64Array.of(1), [], [{ upTo: 1, weight: 1 }]),
  ).toThrow(/population\[0\]/)
  expect(() => twoStepCatchment(Float64Array.of(1), Float64Array.of(1), [], [])).toThrow(/at least one band/)
})

test('zones that split a district share its people without loss, and the bounds hold the total', () => {
  const cells = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900 }), fc.double({ min: 0, max: 1, noNaN: true })),
    { minLength: 1, maxLength: 10 },
  )
  fc.assert(
    fc.property(cells, (list) => {
      const values = Float64Array.from(list, ([value]) => value)
      const part = (share: (own: number) => number) =>
        list.map(([, own], source) => ({ source, share: share(own), areaSquareMetres: share(own) }))
      const [a, b] = [part((own) => own), part((own) => 1 - own)].map((overlaps) =>
        arealTotal(overlaps, values, 10),
      )
      const sum = values.reduce((s, v) => s + v, 0)
      expect((a!.total || 0) + (b!.total || 0)).toBeCloseTo(sum, 6)
      if (!Number.isNaN(a!.total)) {
        expect(a!.total).toBeGreaterThanOrEqual(a!.lower - 1e-6)
        expect(a!.total).toBeLessThanOrEqual(a!.upper + 1e-6)
      }
    }),
  )
})

test('a missing value is no zero: it lowers the coverage, leaves no upper bound and is left out of rates', () => {
  const overlaps = [
    { source: 0, share: 1, areaSquareMetres: 6 },
    { source: 1, share: 0.5, areaSquareMetres: 2 },
  ]
  const total = arealTotal(overlaps, Float64Array.of(100, NA), 8)
  expect(total).toEqual({ total: 100, coverage: 0.75, lower: 100, upper: NA, missing: 1 })
  const rate = arealRate(overlaps, Float64Array.of(10, NA), Float64Array.of(100, 400), 8)
  expect(rate).toMatchObject({ numerator: 10, denominator: 100, rate: 0.1, lowest: 0.1, highest: 0.1 })
  expect(arealTotal([], Float64Array.of(1), 8)).toMatchObject({ total: NA, coverage: 0 })
  expect(() => arealTotal([], Float64Array.of(1), 0)).toThrow(/zone has no area/)
})
