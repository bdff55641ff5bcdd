import { expect, test } from 'vitest'
import { PlanStore } from '../../../client/plan/state/plan-store.ts'
import { excludedRows, rankLive } from '../../../client/plan/state/rank-live.ts'
import { noFilters } from '../../../client/state/filters.ts'
import { createRandom } from '../../../core/random/random.ts'
import { RankingMemory } from '../../../core/score/ranking-memory.ts'

const random = createRandom(7)
const count = 500
const column = () => Uint16Array.from({ length: count }, () => random.below(1001))
const alternatives = {
  count,
  columns: new Map([
    ['x', column()],
    ['y', column()],
  ]),
  leftOut: new Map([['y', Uint32Array.of(3, 4, 5, 400)]]),
} as never
const criteria = [{ key: 'x' }, { key: 'y' }] as never

test('rankings written to the same memory are those written to new arrays, with rows left out or not', () => {
  const memory = new RankingMemory()
  for (const [x, y] of [
    [10, 0],
    [10, 90],
    [100, 1],
    [7, 0],
    [0, 30],
  ] as const) {
    const fresh = rankLive(alternatives, criteria, { x, y })!
    const again = rankLive(alternatives, criteria, { x, y }, { memory })!
    expect([...again.order]).toEqual([...fresh.order])
    expect([...again.rank]).toEqual([...fresh.rank])
    expect([...again.sums]).toEqual([...fresh.sums])
    expect(fresh.excludedCount).toBe(y > 0 ? 4 : 0)
    expect(fresh.order).toHaveLength(count - fresh.excludedCount)
  }
})

test('after a long way of steps, over other proposals too, sums and places are those reckoned from nothing', () => {
  const memory = new RankingMemory()
  const others = {
    ...(alternatives as object),
    columns: new Map([
      ['x', column()],
      ['y', column()],
    ]),
  } as never
  for (let step = 0; step < 300; step++) {
    const of = random.below(9) === 0 ? others : alternatives
    // Mostly one weight at a time, at times both.
    const weights = { x: 1 + random.below(100), y: random.below(4) === 0 ? random.below(101) : 40 }
    const fresh = rankLive(of, criteria, weights)!
    const passing = rankLive(of, criteria, weights, { memory })!
    expect(passing.sums).toEqual(fresh.sums)
    expect(passing.order).toEqual(fresh.order)
    expect(passing.rank).toEqual(fresh.rank)
  }
})

test('steps of a slider leave no new arrays behind, and a ranking that is kept is not written over', () => {
  const memory = new RankingMemory()
  const kept = rankLive(alternatives, criteria, { x: 1, y: 2 })!
  const order = [...kept.order]
  const first = rankLive(alternatives, criteria, { x: 50, y: 2 }, { memory })!
  const second = rankLive(alternatives, criteria, { x: 2, y: 50 }, { memory })!
  expect(second.sums).toBe(first.sums)
  expect(second.rank).toBe(first.rank)
  expect([...kept.order]).toEqual(order)
})

test('rows left out are found again only when a weight comes to 0 or from it', () => {
  const rows = excludedRows(alternatives, { x: 1, y: 5 })
  expect(excludedRows(alternatives, { x: 9, y: 50 })).toBe(rows)
  expect(excludedRows(alternatives, { x: 9, y: 0 }).excludedCount).toBe(0)
  expect(excludedRows(alternatives, { x: 9, y: 1 }).excludedCount).toBe(4)
})

test('the store keeps what a slider passed for one more step, and what it was let go at for good', () => {
  const state = {
    alternatives,
    criteria,
    weights: { x: 10, y: 10 },
    method: 'weighted-sum',
    areas: new Set(),
    filters: noFilters,
    district: null,
  }
  const store = new PlanStore({ ...state, moving: false } as never)
  const before = store.ranking!
  const held = [...before.order]
  store.previewWeights({ x: 90, y: 10 })
  const first = store.ranking!
  const passed = [...first.order]
  store.previewWeights({ x: 10, y: 90 })
  expect([...first.order]).toEqual(passed)
  expect([...store.ranking!.order]).not.toEqual(passed)
  const weights = { x: 60, y: 40 }
  store.previewWeights(weights)
  const moving = store.ranking!
  store.settleWeights(weights)
  const settled = store.ranking!
  expect([...settled.order]).toEqual([...moving.order])
  const kept = [...settled.order]
  for (const x of [1, 2, 3]) {
    store.previewWeights({ x, y: 100 })
    expect(store.ranking).not.toBe(settled)
  }
  expect([...settled.order]).toEqual(kept)
  expect([...before.order]).toEqual(held)
})
