import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import { Problem } from '../../../core/problem.ts'
import { createRandom } from '../../../core/random/random.ts'
import { rankAlternatives } from '../../../core/score/rank-alternatives.ts'
import { weightedSum } from '../../../core/score/weighted-sum.ts'
import { PrioritiseThreads } from '../../../server/prioritise/prioritise-threads.ts'

const threads = new PrioritiseThreads({ threads: 1, queueLimit: 1 })

/** Strongly correlated costs and values, which take a solver long to prove. */
function hard(count: number): PortfolioProblem {
  const random = createRandom(3)
  const items = Array.from({ length: count }, (_, i) => {
    const costRupiah = 1_000_000 + random.below(1_000_000)
    return { code: `P${i}`, costRupiah, value: costRupiah + 100_003, attributes: { g: String(i % 7) } }
  })
  const limitRupiah = Math.floor(items.reduce((sum, { costRupiah }) => sum + costRupiah, 0) / 2)
  return {
    items,
    constraints: [
      { id: 'budget', kind: 'ceiling', where: {}, limitRupiah },
      ...[0, 1, 2, 3, 4, 5, 6].map((g) => ({
        id: `g${g}`,
        kind: 'ceiling' as const,
        where: { g: String(g) },
        limitRupiah: Math.floor(limitRupiah / 6.9) + g,
      })),
    ],
    objective: { kind: 'score' },
  }
}

test('a thread ranks as the same code does here', async () => {
  const columns = [Uint16Array.of(5, 900, 30), Uint16Array.of(1000, 2, 3)]
  const result = await threads.rank({ method: { kind: 'weighted-sum' }, columns, weights: [3, 1] })
  const sums = weightedSum(columns, [3, 1])
  expect([...result.scores]).toEqual([...sums])
  expect([...result.order]).toEqual([...rankAlternatives(sums).order])
})

test('a refused request keeps its parameter through the thread', async () => {
  const refused = threads.rank({
    method: { kind: 'weighted-sum' },
    columns: [Uint16Array.of(1)],
    weights: [0],
  })
  await expect(refused).rejects.toBeInstanceOf(Problem)
  await expect(refused).rejects.toMatchObject({ body: { parameter: 'weights', status: 400 } })
})

/** Those of Linux, which tells them in /proc. */
function solverProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = / (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \w/, ''))?.[1]
        const isSolver = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('solver-process')
        return Number(parent) === process.pid && isSolver
      } catch {
        return false
      }
    })
}

test.runIf(process.platform === 'linux')(
  'a solver that crashes costs its own study and nothing else',
  async () => {
    const running = threads.solvePortfolio(
      { problem: hard(200), timeLimitSeconds: 600 },
      {
        onProgress: () => {
          for (const pid of solverProcesses()) process.kill(pid, 'SIGSEGV')
        },
      },
    )
    await expect(running).rejects.toThrow('portfolio process ended early with SIGSEGV')
    const next = await threads.solvePortfolio({
      problem: { items: [], constraints: [], objective: { kind: 'score' } },
      timeLimitSeconds: 5,
    })
    expect(next.status).toBe('nothing-to-choose')
    expect(solverProcesses()).toEqual([])
  },
)

test('calling a portfolio off ends its process, and the next one runs', async () => {
  const controller = new AbortController()
  const reason = new Error('no longer wanted')
  const running = threads.solvePortfolio(
    { problem: hard(200), timeLimitSeconds: 600 },
    { signal: controller.signal, onProgress: () => controller.abort(reason) },
  )
  await expect(running).rejects.toBe(reason)
  const next = await threads.solvePortfolio({
    problem: { items: [], constraints: [], objective: { kind: 'score' } },
    timeLimitSeconds: 5,
  })
  expect(next.status).toBe('nothing-to-choose')
  expect(next.solver).toMatch(/^HiGHS \d+\.\d+\.\d+/)
})

test('leaving a "why not mine?" ends its process, and the next one is answered', async () => {
  const controller = new AbortController()
  const reason = new Error('nobody waits any more')
  const shares: number[] = []
  const best = { chosen: [], worth: 0 }
  const running = threads.explainRefusal(
    { problem: hard(200), best, code: 'P0', timeLimitSeconds: 600 },
    {
      signal: controller.signal,
      onProgress: ({ done, of }) => {
        shares.push(done / of)
        controller.abort(reason)
      },
    },
  )
  await expect(running).rejects.toBe(reason)
  expect(shares[0]).toBeGreaterThanOrEqual(0)
  expect(shares[0]).toBeLessThan(1)
  const items = [{ code: 'A', costRupiah: 10, value: 5, attributes: {} }]
  const problem: PortfolioProblem = { items, constraints: [], objective: { kind: 'score' } }
  const next = await threads.explainRefusal({ problem, best, code: 'A', timeLimitSeconds: 10 })
  expect(next).toMatchObject({ worthWith: 5, proven: true })
})

test('work beyond the queue is refused as busy, and one called off while it waits never starts', async () => {
  const stop = new AbortController()
  const first = threads.solvePortfolio({ problem: hard(200), timeLimitSeconds: 600 }, { signal: stop.signal })
  const second = threads.rank(
    { method: { kind: 'weighted-sum' }, columns: [Uint16Array.of(1)], weights: [1] },
    { signal: stop.signal },
  )
  const third = threads.rank({ method: { kind: 'weighted-sum' }, columns: [Uint16Array.of(1)], weights: [1] })
  await expect(third).rejects.toMatchObject({ body: { status: 503, title: 'Busy' } })
  const off = new Error('all off')
  const outcomes = Promise.allSettled([first, second])
  stop.abort(off)
  expect(await outcomes).toEqual([
    { status: 'rejected', reason: off },
    { status: 'rejected', reason: off },
  ])
  const after = await threads.rank({
    method: { kind: 'weighted-sum' },
    columns: [Uint16Array.of(1)],
    weights: [1],
  })
  expect([...after.order]).toEqual([0])
})

test('a time limit gives the best choice so far with its bound and gap, or the proven optimum', async () => {
  const { status, worth, bound, gap, chosen, costRupiah } = await threads.solvePortfolio({
    problem: hard(300),
    timeLimitSeconds: 1,
    alternatives: 0,
    mostPrices: 0,
  })
  expect(['time-limit', 'optimal']).toContain(status)
  expect(chosen.length).toBeGreaterThan(0)
  expect(bound).toBeGreaterThanOrEqual(worth - 1e-6)
  expect(gap).toBeCloseTo((bound - worth) / worth, 6)
  expect(costRupiah).toBeLessThanOrEqual((hard(300).constraints[0] as { limitRupiah: number }).limitRupiah)
})

test('a time limit out of range is refused before any thread starts', async () => {
  const problem = hard(3)
  await expect(threads.solvePortfolio({ problem, timeLimitSeconds: 0 })).rejects.toThrow(/timeLimitSeconds/)
})

test('a thread tells why a proposal was not chosen, and how sure first places are', async () => {
  const items = ['A', 'B'].map((code, i) => ({ code, costRupiah: 10, value: 5 - i, attributes: {} }))
  const problem: PortfolioProblem = {
    items,
    constraints: [{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 10 }],
    objective: { kind: 'score' },
  }
  const best = await threads.solvePortfolio({ problem, timeLimitSeconds: 10 })
  const refusal = await threads.explainRefusal({ problem, best, code: 'B', timeLimitSeconds: 10 })
  expect(refusal).toMatchObject({ reason: 'worth-less', loss: 1, displaced: ['A'] })
  const { first } = await threads.findAcceptability({
    columns: [Uint16Array.of(9, 8)],
    options: { samples: 50, seed: 1, uncertainty: { kind: 'any' }, line: { top: 1 } },
  })
  expect([...first]).toEqual([1, 0])
})
