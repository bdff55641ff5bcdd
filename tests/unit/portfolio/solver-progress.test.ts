import { expect, test } from 'vitest'
import { buildModel } from '../../../core/portfolio/build-model.ts'
import { type MilpProgress, openHighs } from '../../../server/prioritise/open-highs.ts'

/** Values nearly in proportion to costs: knapsacks that take minutes to prove. */
const hard = buildModel({
  items: Array.from({ length: 2000 }, (_, i) => ({
    code: String(i),
    costRupiah: 1e6 * (10 + ((i * 7919) % 997)) + ((i * 31_337) % 9973),
    value: 1000 * (10 + ((i * 7919) % 997)) + ((i * 104_729) % 3001),
    attributes: { district: String(i % 6) },
  })),
  objective: { kind: 'score' },
  constraints: [
    { id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 5.123456e10 },
    ...['0', '1', '2', '3', '4', '5'].map((district) => ({
      id: `district ${district}`,
      kind: 'ceiling' as const,
      where: { district },
      limitRupiah: 1.3e10,
    })),
  ],
})

test('a search that runs out of time has told its best, its bound and its seconds on the way', async () => {
  const reported: MilpProgress[] = []
  const { solve } = await openHighs((progress) => reported.push(progress))
  const answer = solve(hard.milp, 0.8)
  expect(answer.status).toBe('time-limit')
  const last = reported.filter(({ best }) => Number.isFinite(best)).at(-1)!
  expect(last.seconds).toBeGreaterThan(0)
  expect(last.best).toBeLessThanOrEqual(answer.objective + 1e-6)
  expect(last.bound).toBeGreaterThanOrEqual(answer.objective)
})
