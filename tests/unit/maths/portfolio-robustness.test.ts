import { expect, test } from 'vitest'
import { brokenConstraints, worthOf } from '../../../core/portfolio/judge-choice.ts'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import { studyRobustness } from '../../../core/portfolio/robustness.ts'
import { createRandom } from '../../../core/random/random.ts'
import { sampleWeights, type WeightUncertainty } from '../../../core/random/sample-weights.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'
import { everyChoice } from './random-portfolio.ts'

const { solve } = await openHighs()
const CRITERIA = 4

/** Ten proposals of two districts under a budget, a ceiling and a quota, with four values each; the tenth has no cost. */
function problemOf(seed: number): { problem: PortfolioProblem; columns: Uint16Array[] } {
  const random = createRandom(seed)
  const items = Array.from({ length: 10 }, (_, i) => ({
    code: `P${i}`,
    costRupiah: i === 9 ? Number.NaN : 1 + random.below(100),
    value: 0,
    attributes: { district: i % 2 === 0 ? 'A' : 'B', kind: i % 3 === 0 ? 'other' : 'physical' },
  }))
  const constraints: PortfolioProblem['constraints'] = [
    { id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 220 },
    { id: 'district A', kind: 'ceiling', where: { district: 'A' }, limitRupiah: 130 },
    { id: 'physical', kind: 'quota', where: { kind: 'physical' }, maximum: 4 },
  ]
  return {
    problem: { items, constraints, objective: { kind: 'score' } },
    columns: Array.from({ length: CRITERIA }, () => Uint16Array.from(items, () => random.below(1001))),
  }
}

/** The one best choice under these weights, by trying every choice. */
function bestUnder(problem: PortfolioProblem, columns: readonly Uint16Array[], weights: Float64Array) {
  const items = problem.items.map((item, i) => ({
    ...item,
    value: columns.reduce((sum, column, c) => sum + weights[c]! * column[i]!, 0),
  }))
  const weighed = { ...problem, items }
  const [best, next] = [...everyChoice(weighed)]
    .filter((chosen) => brokenConstraints(weighed, chosen).length === 0)
    .map((chosen) => ({ chosen, worth: worthOf(weighed, chosen) }))
    .sort((a, b) => b.worth - a.worth)
  // With two best choices the solver might take either.
  expect(best!.worth - next!.worth).toBeGreaterThan(1e-4)
  return best!.chosen
}

const uncertainties: [string, WeightUncertainty][] = [
  ['any weights', { kind: 'any' }],
  ['weights around those of the forum', { kind: 'around', weights: [60, 25, 10, 5], spread: 0.6 }],
]

test.each(uncertainties)(
  'under %s, core is in every best choice, never in none, swing in some: as trying all choices says',
  (_, uncertainty) => {
    const seen = { core: 0, swing: 0, never: 0 }
    for (const seed of [1, 2, 3, 4]) {
      const { problem, columns } = problemOf(seed)
      const samples = 15
      const found = studyRobustness(
        problem,
        { columns, uncertainty, samples, seed: 90 + seed },
        { solve },
        () => 30,
      )
      const random = createRandom(90 + seed)
      const weights = new Float64Array(CRITERIA)
      const counts = problem.items.map(() => 0)
      for (let sample = 0; sample < samples; sample++) {
        sampleWeights(random, uncertainty, weights)
        const chosen = bestUnder(problem, columns, weights)
        const funded = problem.items.filter((__, i) => chosen[i]).map(({ code }) => code)
        expect(found.never.filter((code) => funded.includes(code))).toEqual([])
        expect(found.core.filter((code) => !funded.includes(code))).toEqual([])
        chosen.forEach((is, i) => {
          if (is) counts[i]!++
        })
      }
      const codesWhere = (is: (count: number) => boolean) =>
        problem.items.filter((__, i) => is(counts[i]!)).map(({ code }) => code)
      expect(found.samples).toBe(samples)
      expect(found.core).toEqual(codesWhere((count) => count === samples))
      expect(found.swing).toEqual(codesWhere((count) => count > 0 && count < samples))
      expect(found.never).toEqual(codesWhere((count) => count === 0))
      expect(found.never).toContain('P9')
      expect([...found.funded]).toEqual(counts.map((count) => count / samples))
      for (const name of ['core', 'swing', 'never'] as const) seen[name] += found[name].length
    }
    // Each of the three has members, besides the proposal without a cost.
    expect(seen.core).toBeGreaterThan(0)
    expect(seen.swing).toBeGreaterThan(0)
    expect(seen.never).toBeGreaterThan(4)
  },
)
