import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { acceptability } from '../../../core/score/acceptability.ts'
import { makeContest } from '../../../core/score/contest.ts'
import { type RankingMethod, rankByMethod } from '../../../core/score/rank-by-method.ts'
import { methodWithDefaults } from '../../../core/score/ranking-methods.ts'

const u16 = (rows: readonly (readonly number[])[]) =>
  rows[0]!.map((_, c) => Uint16Array.from(rows, (row) => row[c]!))
const orderOf = (rows: readonly (readonly number[])[], weights: readonly number[], method: RankingMethod) =>
  Array.from(rankByMethod({ columns: u16(rows), weights, method }).order)
const topsis: RankingMethod = { kind: 'topsis', normalisation: 'min-max' }

test('two that win as much from one another are in the order of their codes, whichever comes first', () => {
  // 19 and 7 for the one, 26 for the other.
  const [one, other] = [
    [1000, 250, 1000],
    [500, 750, 750],
  ]
  const weights = [19, 26, 7]
  const method = methodWithDefaults('promethee', 3)
  expect(orderOf([one!, other!], weights, method)).toEqual([0, 1])
  expect(orderOf([other!, one!], weights, method)).toEqual([0, 1])
})

describe('equal scores of random tables', () => {
  const random = createRandom(20_261_201)
  /** The weights shared out over two wins and losses in many ways: the sums are equal, their terms are not. */
  const shared = Array.from({ length: 200 }, () => {
    const parts = Array.from({ length: 4 }, () => 1 + random.below(16))
    const most = parts.reduce((sum, part) => sum + part, 0)
    return [...parts, most]
  })

  test.each(['promethee', 'topsis'] as const)('by %s are in the order of codes', (name) => {
    const method = name === 'topsis' ? topsis : methodWithDefaults(name, 5)
    for (const weights of shared) {
      // By TOPSIS distances are squares: the one is as far in each of five as the other, each under another weight.
      const [rows, used] =
        name === 'promethee'
          ? [
              [
                [900, 900, 900, 900, 100],
                [100, 100, 100, 100, 900],
              ],
              weights,
            ]
          : [turned(weights.map((weight) => 20 * weight)), weights.map(() => 7)]
      expect(orderOf(rows, used, method), weights.join()).toEqual(rows.map((_, row) => row))
    }
  })

  /** Each row is the first with its values moved round, between rows of worst and of best that bound them. */
  function turned(values: readonly number[]): number[][] {
    const best = values.map(() => 1000)
    return [
      best,
      ...values.map((_, by) => [...values.slice(by), ...values.slice(0, by)]),
      values.map(() => 0),
    ]
  }

  test('are shared neither by first places nor by the line: the first code has them in every sample', () => {
    for (const weights of shared.slice(0, 60)) {
      const columns = u16([
        [62, 63, 62, 63, 1],
        [0, 0, 0, 0, 1],
        [900, 900, 900, 900, 100],
        [100, 100, 100, 100, 900],
      ])
      const study = acceptability(columns, {
        ...{ samples: 2, seed: 1, line: { top: 1 }, method: methodWithDefaults('promethee', 5) },
        uncertainty: { kind: 'around', weights, spread: 0 },
      })
      expect([...study.bestRank], weights.join()).toEqual([...study.worstRank])
      const { rank } = rankByMethod({ columns, weights, method: methodWithDefaults('promethee', 5) })
      expect([...study.bestRank], weights.join()).toEqual([...rank])
    }
  })
})

test('scores that are simple fractions lie on a step, not between two', () => {
  // 62.5 of 1,000 by one term and by four: half a step of the odd number of steps that was used before.
  const random = createRandom(62)
  for (let at = 0; at < 200; at++) {
    const parts = Array.from({ length: 4 }, () => 1 + random.below(16))
    const weights = [...parts, parts.reduce((sum, part) => sum + part, 0)]
    const rows = [
      [125, 125, 125, 125, 0],
      [0, 0, 0, 0, 125],
    ]
    for (const columns of [u16(rows), u16(rows.toReversed())]) {
      const study = acceptability(columns, {
        ...{ samples: 1, seed: 1, line: { top: 1 } },
        uncertainty: { kind: 'around', weights, spread: 0 },
      })
      expect([...study.first], weights.join()).toEqual([1, 0])
    }
  }
})

test('whether a change lifts a row above the line is judged as the ranking is: a tie goes to the code', () => {
  const columns = u16([
    [1000, 250, 1000],
    [500, 750, 750],
  ])
  const method = methodWithDefaults('promethee', 3)
  const request = { columns, weights: [19, 26, 7], method, costs: Float64Array.of(1, 1), rule: { top: 1 } }
  expect(makeContest(request, 0)([1000, 250, 1000], null)).toBe(true)
  expect(makeContest(request, 1)([500, 750, 750], null)).toBe(false)
})
