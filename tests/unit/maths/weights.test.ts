import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { sampleWeights } from '../../../core/random/sample-weights.ts'
import { ahpWeights } from '../../../core/weights/ahp.ts'
import { compareStakeholders } from '../../../core/weights/compare-stakeholders.ts'
import { entropyWeights, toSliderWeights } from '../../../core/weights/entropy.ts'
import { kendall, spearman } from '../../../core/weights/rank-correlation.ts'

test('a consistent comparison gives its weights back with a ratio of 0 and blames no judgement', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 6 }), (given) => {
      const answer = ahpWeights(given.map((a) => given.map((b) => a / b)))
      const sum = given.reduce((a, b) => a + b, 0)
      answer.weights.forEach((weight, i) => {
        expect(weight).toBeCloseTo(given[i]! / sum, 9)
      })
      expect(answer.consistencyRatio).toBeCloseTo(0, 9)
      expect(answer).toMatchObject({ consistent: true, worst: null })
    }),
  )
})

test('the judgement that was spoilt is the one blamed, and its suggestion mends it', () => {
  const given = [6, 3, 2, 1]
  const matrix = given.map((a) => given.map((b) => a / b))
  matrix[0]![3] = 1 / 6
  matrix[3]![0] = 6
  const { consistent, worst } = ahpWeights(matrix)
  expect(consistent).toBe(false)
  expect(worst).toMatchObject({ row: 0, column: 3, given: 1 / 6, suggested: 6 })
  expect(worst!.implied).toBeCloseTo(6, 6)
  expect(worst!.ratioThen).toBeCloseTo(0, 6)
})

test('a matrix that is not square, not reciprocal, off the scale or too large is refused by its cell', () => {
  expect(() => ahpWeights([[1, 2]])).toThrow(/matrix\[0\]/)
  expect(() =>
    ahpWeights([
      [1, 2],
      [2, 1],
    ]),
  ).toThrow(/reciprocal of matrix\[1\]\[0\]/)
  expect(() =>
    ahpWeights([
      [1, 20],
      [1 / 20, 1],
    ]),
  ).toThrow(/1\/9 to 9/)
  expect(() => ahpWeights([])).toThrow(/1 to 10 criteria/)
})

test('entropy gives a constant criterion no weight, and refuses when all are constant', () => {
  expect(
    entropyWeights([
      [5, 5, 5],
      [1, 2, 3],
    ]),
  ).toEqual([0, 1])
  expect(() =>
    entropyWeights([
      [5, 5],
      [0, 0],
    ]),
  ).toThrow(/at least one criterion whose values differ/)
  expect(() => entropyWeights([[-1, 5]])).toThrow(/columns\[0\]\[0\]/)
  expect(toSliderWeights([0.5, 0.25, 0.001, 0])).toEqual([100, 50, 1, 0])
})

test('τ and ρ equal their definitions by pairs and by the shortcut for ranks without ties', () => {
  const values = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 25 })
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 1e6 }), (x, seed) => {
      const random = createRandom(seed)
      const y = x.map(() => random.unit())
      const n = x.length
      let score = 0
      for (let i = 0; i < n; i++)
        for (let j = 0; j < i; j++) score += Math.sign((x[i]! - x[j]!) * (y[i]! - y[j]!))
      expect(kendall(Float64Array.from(x), Float64Array.from(y))).toBeCloseTo(score / ((n * (n - 1)) / 2), 12)
      const rank = (v: number[]) => v.map((a) => v.filter((b) => b < a).length)
      const [a, b] = [rank(x), rank(y)]
      const squares = a.reduce((s, r, i) => s + (r - b[i]!) ** 2, 0)
      expect(spearman(Float64Array.from(x), Float64Array.from(y))).toBeCloseTo(
        1 - (6 * squares) / (n ** 3 - n),
        9,
      )
    }),
  )
})

test('stakeholders agree on what all put above the line', () => {
  const answer = compareStakeholders(
    [
      { name: 'women', rank: Uint32Array.of(1, 2, 3, 4) },
      { name: 'farmers', rank: Uint32Array.of(1, 4, 2, 3) },
    ],
    2,
  )
  expect([...answer.aboveForAll]).toEqual([0])
  expect([...answer.aboveForSome]).toEqual([1, 2])
  expect([...answer.spread]).toEqual([0, 2, 1, 1])
  expect(answer.pairs[0]).toMatchObject({ a: 'women', b: 'farmers' })
  expect(answer.pairs[0]!.kendall).toBeCloseTo(1 / 3, 12)
  expect(() => compareStakeholders([], 1)).toThrow(/at least 2 stakeholder sets/)
})

test('sampled weights are uniform on the simplex: each is on average 1/m with variance (m − 1)/(m²(m + 1))', () => {
  const random = createRandom(42)
  const weights = new Float64Array(4)
  let sum = 0
  let squares = 0
  const samples = 40_000
  for (let s = 0; s < samples; s++) {
    sampleWeights(random, { kind: 'any' }, weights)
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    sum += weights[1]!
    squares += weights[1]! ** 2
  }
  const mean = sum / samples
  expect(mean).toBeCloseTo(0.25, 2)
  expect(squares / samples - mean ** 2).toBeCloseTo(3 / (16 * 5), 3)
})

test('random integers below a number are all possible and none beyond', () => {
  const random = createRandom(9)
  const seen = new Uint32Array(7)
  for (let k = 0; k < 7000; k++) seen[random.below(7)]!++
  for (const count of seen) expect(Math.abs(count - 1000)).toBeLessThan(150)
  expect(() => createRandom(-1)).toThrow(/seed/)
})
