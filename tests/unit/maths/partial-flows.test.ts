import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partialByMethod } from '../../../core/score/partial-by-method.ts'
import { judgePair } from '../../../core/score/partial-flows.ts'
import { type Preference, preferenceDegree } from '../../../core/score/preference.ts'
import { rankByMethod } from '../../../core/score/rank-by-method.ts'

const shapes: Preference[] = [
  { kind: 'usual' },
  { kind: 'u-shape', q: 90 },
  { kind: 'v-shape', p: 250 },
  { kind: 'level', q: 60, p: 200 },
  { kind: 'linear', q: 40, p: 300 },
  { kind: 'gaussian', s: 150 },
]
// Few different values, so that many rows tie on a criterion and some are alike.
const value = fc.constantFrom(0, 100, 130, 400, 1000)
const table = fc.integer({ min: 2, max: 25 }).chain((rows) =>
  fc.record({
    rows: fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), { minLength: rows, maxLength: rows }),
    weights: fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 })
      .filter((weights) => weights.some((weight) => weight > 0)),
    excluded: fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
  }),
)

test('partial flows are the sums over all pairs, their difference is the net flow, and incomparable pairs are counted', () => {
  let incomparable = 0
  fc.assert(
    fc.property(table, ({ rows, weights, excluded }) => {
      const columns = shapes.map((_, c) => Uint16Array.from(rows, (row) => row[c]!))
      const request = {
        ...{ columns, weights, method: { kind: 'promethee', preferences: shapes } as const },
        excluded: Uint8Array.from(excluded, Number),
      }
      const found = partialByMethod(request)!
      const { scores } = rankByMethod(request)
      const taking = rows.flatMap((_, row) => (excluded[row] ? [] : [row]))
      const sum = weights.reduce((a, b) => a + b, 0)
      const won = (a: number) =>
        taking.reduce(
          (all, b) =>
            all +
            shapes.reduce(
              (own, shape, c) =>
                own + (weights[c]! / sum) * preferenceDegree(shape, rows[a]![c]! - rows[b]![c]!),
              0,
            ),
          0,
        ) / Math.max(1, taking.length - 1)
      for (const row of taking) {
        expect(found.leaving[row]).toBeCloseTo(won(row), 9)
        expect(found.leaving[row]! - found.entering[row]!).toBeCloseTo(scores[row]!, 9)
        const others = taking.filter((other) => judgePair(found, row, other) === 'incomparable').length
        expect(found.incomparable[row]).toBe(others)
        incomparable += others
      }
    }),
    { numRuns: 120, seed: 1986 },
  )
  expect(incomparable).toBeGreaterThan(500)
})

test('of two, the one that wins more and loses less outranks, and alike ones are indifferent', () => {
  const flows = {
    leaving: Float64Array.of(0.5, 0.3, 0.6, 0.5),
    entering: Float64Array.of(0.2, 0.4, 0.3, 0.2),
  }
  expect(judgePair(flows, 0, 1)).toBe('outranks')
  expect(judgePair(flows, 1, 0)).toBe('outranked')
  expect(judgePair(flows, 0, 2)).toBe('incomparable')
  expect(judgePair(flows, 0, 3)).toBe('indifferent')
  expect(
    partialByMethod({ columns: [Uint16Array.of(1)], weights: [1], method: { kind: 'weighted-sum' } }),
  ).toBeNull()
})
