import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { acceptability } from '../../../core/score/acceptability.ts'
import { contributions } from '../../../core/score/contributions.ts'
import { liftAboveLine } from '../../../core/score/lift-above-line.ts'
import { type Preference, preferenceDegree } from '../../../core/score/preference.ts'
import { prometheeNetFlows } from '../../../core/score/promethee.ts'
import { radixOrder } from '../../../core/score/radix-order.ts'
import { rankAlternatives, rankScores } from '../../../core/score/rank-alternatives.ts'
import { topsis } from '../../../core/score/topsis.ts'
import { scoreOfSum, weightedSum } from '../../../core/score/weighted-sum.ts'

const perMille = fc.integer({ min: 0, max: 1000 })
const table = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 30 }))
  .chain(([criteria, rows]) =>
    fc.record({
      columns: fc.array(fc.array(perMille, { minLength: rows, maxLength: rows }), {
        minLength: criteria,
        maxLength: criteria,
      }),
      weights: fc
        .array(fc.integer({ min: 0, max: 100 }), { minLength: criteria, maxLength: criteria })
        .filter((weights) => weights.some((w) => w > 0)),
    }),
  )
const u16 = (columns: number[][]) => columns.map((column) => Uint16Array.from(column))

test('the weighted sum is whole, the same in 32-bit floats, and the sum of its contributions', () => {
  fc.assert(
    fc.property(table, ({ columns, weights }) => {
      const sums = weightedSum(u16(columns), weights)
      sums.forEach((sum, i) => {
        const row = columns.map((column) => column[i]!)
        const inFloat32 = row.reduce((s, v, c) => Math.fround(s + Math.fround(weights[c]! * v)), 0)
        expect(inFloat32).toBe(sum)
        const parts = contributions(row, weights).reduce((a, b) => a + b, 0)
        expect(parts).toBeCloseTo(scoreOfSum(sum, weights), 9)
      })
    }),
  )
})

test('ranks are those of a plain sort by score and then code, whatever order the rows are in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      (scores, keys) => {
        const byCode = Uint32Array.from(scores.keys())
        const shuffle = scores.map(() => keys.next().value as number)
        byCode.sort((a, b) => shuffle[a]! - shuffle[b]! || a - b)
        const position = new Map([...byCode].map((row, at) => [row, at]))
        const { order, rank } = rankAlternatives(Uint32Array.from(scores), { byCode })
        const expected = [...scores.keys()].sort(
          (a, b) => scores[b]! - scores[a]! || position.get(a)! - position.get(b)!,
        )
        expect([...order]).toEqual(expected)
        order.forEach((row, at) => {
          expect(rank[row]).toBe(at + 1)
        })
      },
    ),
  )
})

test('sums that fit two digits and those that do not are ordered as a stable sort does, all rows or some', () => {
  const random = createRandom(11)
  // Around the ends of a digit, of two digits, and of 32 bits; few different ones, so that many are equal.
  const edges = [0, 1, 2 ** 11 - 1, 2 ** 11, 2 ** 21, 2 ** 22 - 1, 2 ** 22, 2 ** 32 - 1]
  for (const greatest of edges) {
    const some = [...edges.filter((key) => key <= greatest), random.below(greatest + 1)]
    const keys = Uint32Array.from({ length: 3000 }, () => some[random.below(some.length)]!)
    const plain = (rows: readonly number[]) => [...rows].sort((a, b) => keys[b]! - keys[a]!)
    expect([...radixOrder(keys)]).toEqual(plain([...keys.keys()]))
    const among = Uint32Array.from({ length: 3000 }, (_, at) => 2999 - at).filter(() => random.below(3) > 0)
    expect([...radixOrder(keys, among)]).toEqual(plain([...among]))
  }
})

test('excluded alternatives have rank 0 and take no place', () => {
  const { order, rank } = rankAlternatives(Uint32Array.of(5, 9, 9, 1), {
    excluded: Uint8Array.of(0, 1, 0, 0),
  })
  expect([...order]).toEqual([2, 0, 3])
  expect([...rank]).toEqual([2, 0, 1, 3])
})

test('raising a value never worsens the rank', () => {
  fc.assert(
    fc.property(table, fc.nat(), fc.nat(), perMille, ({ columns, weights }, c, i, raised) => {
      const column = columns[c % columns.length]!
      const row = i % column.length
      const before = rankAlternatives(weightedSum(u16(columns), weights)).rank[row]!
      column[row] = Math.max(column[row]!, raised)
      expect(rankAlternatives(weightedSum(u16(columns), weights)).rank[row]).toBeLessThanOrEqual(before)
    }),
  )
})

test('multiplying all weights by a number changes no rank', () => {
  fc.assert(
    fc.property(table, ({ columns, weights }) => {
      const halved = weights.map((w) => Math.floor(w / 2))
      fc.pre(halved.some((w) => w > 0))
      const rank = (w: number[]) => [...rankAlternatives(weightedSum(u16(columns), w)).rank]
      expect(rank(halved.map((w) => 2 * w))).toEqual(rank(halved))
    }),
  )
})

test('the smallest lift reaches the line, one point less does not, and no cheaper one exists', () => {
  const small = fc.integer({ min: 990, max: 1000 })
  fc.assert(
    fc.property(
      fc.tuple(small, small, small),
      fc.tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
      ),
      fc.integer({ min: -5, max: 150 }),
      fc.boolean(),
      (values, weights, above, winsTie) => {
        const lineSum = Math.max(
          0,
          values.reduce((s, v, c) => s + v * weights[c]!, above),
        )
        const { smallest, alone, deficit } = liftAboveLine({ values, weights, lineSum, winsTie })
        const gain = (added: readonly number[]) => added.reduce((s, v, c) => s + v * weights[c]!, 0)
        alone.forEach((points, c) => {
          const room = Array.from({ length: 1001 - values[c]! }, (_, added) => added)
          expect(points).toBe(room.find((added) => added * weights[c]! >= deficit) ?? null)
        })
        let fewest = Number.POSITIVE_INFINITY
        for (let a = 0; a <= 1000 - values[0]; a++)
          for (let b = 0; b <= 1000 - values[1]; b++)
            for (let c = 0; c <= 1000 - values[2]; c++)
              if (gain([a, b, c]) >= deficit) fewest = Math.min(fewest, a + b + c)
        expect(smallest?.reduce((a, b) => a + b, 0) ?? Number.POSITIVE_INFINITY).toBe(fewest)
        if (smallest) expect(gain(smallest)).toBeGreaterThanOrEqual(deficit)
      },
    ),
  )
})

const f64 = (columns: number[][]) => columns.map((column) => Float64Array.from(column))

test('TOPSIS does not change when a column is scaled, nor with the order of the alternatives', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('vector' as const, 'min-max' as const), (t, normalisation) => {
      const directions = t.columns.map((_, c) => (c % 2 ? ('minimise' as const) : ('maximise' as const)))
      const run = (columns: number[][]) =>
        topsis(f64(columns), { weights: t.weights, directions, normalisation })
      const plain = run(t.columns)
      const scaled = run(t.columns.map((column, c) => column.map((v) => v * 2 ** c)))
      const turned = run(t.columns.map((column) => column.toReversed())).toReversed()
      plain.forEach((closeness, i) => {
        expect(closeness).toBeGreaterThanOrEqual(0)
        expect(closeness).toBeLessThanOrEqual(1)
        expect(scaled[i]).toBeCloseTo(closeness, 9)
        expect(turned[i]).toBeCloseTo(closeness, 9)
      })
    }),
  )
})

const preference = fc.oneof(
  fc.constant<Preference>({ kind: 'usual' }),
  fc.integer({ min: 0, max: 400 }).map((q): Preference => ({ kind: 'u-shape', q })),
  fc.integer({ min: 1, max: 800 }).map((p): Preference => ({ kind: 'v-shape', p })),
  fc.integer({ min: 0, max: 400 }).map((q): Preference => ({ kind: 'level', q, p: q + 100 })),
  fc.integer({ min: 0, max: 400 }).map((q): Preference => ({ kind: 'linear', q, p: q + 150 })),
  fc.integer({ min: 1, max: 400 }).map((s): Preference => ({ kind: 'gaussian', s })),
)

test('PROMETHEE by sorting equals the sum over all pairs, and its flows sum to 0', () => {
  fc.assert(
    fc.property(table, preference, ({ columns, weights }, shape) => {
      const criteria = columns.map((column, c) => ({
        values: Float64Array.from(column),
        direction: c % 2 ? ('minimise' as const) : ('maximise' as const),
        weight: weights[c]!,
        preference: shape,
      }))
      const flows = prometheeNetFlows(criteria)
      const sum = weights.reduce((a, b) => a + b, 0)
      const n = columns[0]!.length
      for (let a = 0; a < n; a++) {
        let flow = 0
        for (const { values, direction, weight } of criteria) {
          for (let b = 0; b < n; b++) {
            const d = (values[a]! - values[b]!) * (direction === 'maximise' ? 1 : -1)
            flow +=
              (weight * (preferenceDegree(shape, d) - preferenceDegree(shape, -d))) / sum / Math.max(1, n - 1)
          }
        }
        expect(flows[a]).toBeCloseTo(flow, 9)
      }
      expect(flows.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9)
    }),
  )
})

test('an alternative best in everything is always first and above the line; shares sum to one', () => {
  const columns = u16([
    [900, 100, 500],
    [950, 200, 100],
  ])
  const options = { samples: 500, seed: 3, uncertainty: { kind: 'any' } } as const
  const all = acceptability(columns, { ...options, line: { top: 2 } })
  expect([...all.first]).toEqual([1, 0, 0])
  expect(all.aboveLine.reduce((a, b) => a + b, 0)).toBeCloseTo(2, 12)
  expect([all.bestRank[0], all.worstRank[0]]).toEqual([1, 1])
  expect([all.bestRank[1], all.worstRank[1]]).toEqual([2, 3])
  const broke = acceptability(columns, { ...options, line: { budget: 5, costs: Float64Array.of(6, 1, 1) } })
  expect([...broke.aboveLine]).toEqual([0, 0, 0])
})

test('the same seed gives the same acceptabilities, and weights around given ones move less', () => {
  const columns = u16([
    [1000, 0],
    [0, 1000],
  ])
  const run = (seed: number, spread: number) =>
    acceptability(columns, {
      samples: 2000,
      seed,
      uncertainty: { kind: 'around', weights: [60, 40], spread },
      line: { top: 1 },
    }).first[0]
  expect(run(1, 0.5)).toBe(run(1, 0.5))
  expect(run(1, 0.1)).toBe(1)
  expect(run(1, 0.5)).toBeLessThan(1)
})

test('weights that are all zero, not whole, too many or too few are refused by name', () => {
  const columns = u16([[1], [2]])
  expect(() => weightedSum(columns, [0, 0])).toThrow(/weights: expected at least one weight above 0/)
  expect(() => weightedSum(columns, [1.5, 0])).toThrow(/integers from 0 to 100, received 1.5/)
  expect(() => weightedSum(columns, [101, 0])).toThrow(/received 101/)
  expect(() => weightedSum(columns, [1])).toThrow(/2 weights/)
  expect(() => weightedSum([], [])).toThrow(/1 or more criteria/)
  expect(() => rankScores(Float64Array.of(1, Number.NaN))).toThrow(/scores\[1\]/)
  expect(() =>
    acceptability(columns, { samples: 0, seed: 1, uncertainty: { kind: 'any' }, line: { top: 1 } }),
  ).toThrow(/samples/)
})

test('no alternatives give an empty ranking', () => {
  const sums = weightedSum([new Uint16Array(0)], [5])
  expect(rankAlternatives(sums).order).toHaveLength(0)
})

test('a tie with the line suffices only for the one whose code comes first', () => {
  const request = { values: [10, 0], weights: [2, 5], lineSum: 20 }
  expect(liftAboveLine({ ...request, winsTie: true })).toEqual({
    deficit: 0,
    alone: [0, 0],
    smallest: [0, 0],
  })
  expect(liftAboveLine({ ...request, winsTie: false })).toEqual({
    deficit: 1,
    alone: [1, 1],
    smallest: [0, 1],
  })
})
