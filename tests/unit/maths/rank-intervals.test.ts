import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { type AcceptabilityOptions, acceptability } from '../../../core/score/acceptability.ts'
import { rankByMethod } from '../../../core/score/rank-by-method.ts'
import { methodWithDefaults, RANKING_METHODS } from '../../../core/score/ranking-methods.ts'

const ROWS = 14
const SAMPLES = 20_000
/** Four standard errors of a share at 20,000 samples. */
const NEAR = 4 * Math.sqrt(0.25 / SAMPLES)

const random = createRandom(41)
const columns = [0, 1].map(() => Uint16Array.from({ length: ROWS }, () => random.below(1001)))
const costs = Float64Array.from({ length: ROWS }, () => 1 + random.below(9))

/**
 * Shares and rank distribution by going through the weights themselves rather than drawing them: a fine grid of the
 * square that both weights are uniform on, each point ranked as text would be.
 */
function throughAll(weightsAt: (u: number, v: number) => readonly [number, number], fineness: number) {
  const counts = Array.from({ length: ROWS }, () => new Float64Array(ROWS + 1))
  const top = new Float64Array(ROWS)
  const funded = new Float64Array(ROWS)
  const points = fineness * fineness
  for (let i = 0; i < fineness; i++) {
    for (let j = 0; j < fineness; j++) {
      const [a, b] = weightsAt((i + 0.5) / fineness, (j + 0.5) / fineness)
      const score = (row: number) => a * columns[0]![row]! + b * columns[1]![row]!
      const order = [...Array(ROWS).keys()].sort((x, y) => score(y) - score(x) || x - y)
      let left = 20
      let isOpen = true
      order.forEach((row, at) => {
        counts[row]![at + 1]! += 1 / points
        if (at < 4) top[row]! += 1 / points
        isOpen &&= costs[row]! <= left
        if (isOpen) {
          left -= costs[row]!
          funded[row]! += 1 / points
        }
      })
    }
  }
  return { counts, top, funded }
}

/** Whether a rank is a p-quantile of a distribution of ranks, as near as samples can tell. */
function isQuantile(counts: Float64Array, rank: number, p: number): boolean {
  const below = counts.slice(0, rank).reduce((a, b) => a + b, 0)
  return below <= p + NEAR && below + counts[rank]! >= p - NEAR
}

const line = { top: 4 }
const cases: [
  string,
  AcceptabilityOptions['uncertainty'],
  (u: number, v: number) => readonly [number, number],
][] = [
  // Uniform on the simplex: of two weights the one is uniform on 0…1.
  ['any weights at all', { kind: 'any' }, (u) => [u, 1 - u]],
  [
    'weights up to half higher or lower',
    { kind: 'around', weights: [60, 40], spread: 0.5 },
    (u, v) => [60 * (0.5 + u), 40 * (0.5 + v)],
  ],
]

describe.each(cases)('under %s', (_, uncertainty, weightsAt) => {
  const all = throughAll(weightsAt, 300)
  const study = acceptability(columns, { samples: SAMPLES, seed: 5, uncertainty, line })

  test('shares of first places and above the line are those of all weights', () => {
    for (let row = 0; row < ROWS; row++) {
      expect(Math.abs(study.first[row]! - all.counts[row]![1]!), `first of ${row}`).toBeLessThan(NEAR)
      expect(Math.abs(study.aboveLine[row]! - all.top[row]!), `above of ${row}`).toBeLessThan(NEAR)
    }
    expect(study.aboveLine.some((share) => share > 0.1 && share < 0.9)).toBe(true)
  })

  test('a budget funds down the list until the first that it cannot pay', () => {
    const paid = acceptability(columns, {
      samples: SAMPLES,
      seed: 6,
      uncertainty,
      line: { budget: 20, costs },
    })
    for (let row = 0; row < ROWS; row++)
      expect(Math.abs(paid.aboveLine[row]! - all.funded[row]!), `funded of ${row}`).toBeLessThan(NEAR)
  })

  test('rank intervals end at the 5 % and 95 % quantiles of the ranks, and mean ranks are their means', () => {
    const { low, high } = study.interval!
    for (let row = 0; row < ROWS; row++) {
      const counts = all.counts[row]!
      expect(isQuantile(counts, low[row]!, 0.05), `low ${low[row]} of ${row}: ${counts}`).toBe(true)
      expect(isQuantile(counts, high[row]!, 0.95), `high ${high[row]} of ${row}: ${counts}`).toBe(true)
      const mean = counts.reduce((sum, share, rank) => sum + share * rank, 0)
      expect(Math.abs(study.meanRank[row]! - mean)).toBeLessThan(ROWS * NEAR)
    }
    expect(low.some((rank, row) => rank < high[row]!)).toBe(true)
  })
})

test.each(RANKING_METHODS)(
  '%s without uncertainty has the ranking of that method in every sample',
  (name) => {
    const weights = [60, 40]
    const method = methodWithDefaults(name, 2)
    const study = acceptability(columns, {
      samples: 3,
      seed: 1,
      uncertainty: { kind: 'around', weights, spread: 0 },
      line,
      method,
    })
    const { rank } = rankByMethod({ columns, weights, method })
    expect([...study.bestRank]).toEqual([...rank])
    expect([...study.worstRank]).toEqual([...rank])
    expect([...study.interval!.low]).toEqual([...rank])
  },
)
