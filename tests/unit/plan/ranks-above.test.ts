import { expect, test } from 'vitest'
import { ranksAbove } from '../../../client/plan/forum/ranks-above.ts'
import { createRandom } from '../../../core/random/random.ts'
import { drawLine } from '../../../core/score/draw-line.ts'

const listOf = (costs: readonly number[], here = costs.length) => ({
  length: costs.length,
  at: (place: number) =>
    place < here
      ? {
          code: `${place}`,
          rank: place + 1,
          title: '',
          village: '',
          cost: costs[place]!,
          score: 0,
          parts: [],
        }
      : undefined,
})

test('the line among rows is that of drawLine among columns, whatever costs are unknown', () => {
  const random = createRandom(7)
  for (let trial = 0; trial < 300; trial++) {
    const costs = Array.from({ length: random.below(12) }, () =>
      random.below(5) === 0 ? Number.NaN : random.below(50),
    )
    const order = Uint32Array.from(costs.keys())
    for (const rule of [{ top: random.below(15) }, { budgetRupiah: random.below(200) }]) {
      const { last } = drawLine({ order, costs: Float64Array.from(costs), rule })
      expect(ranksAbove(listOf(costs), rule)).toBe(last === null ? 0 : last + 1)
    }
  }
})

test('of a list that is still on its way the line is among what is here', () => {
  expect(ranksAbove(listOf([10, 10, 10, 10], 2), { budgetRupiah: 100 })).toBe(2)
})
