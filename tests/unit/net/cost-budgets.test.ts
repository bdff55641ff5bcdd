import { expect, test } from 'vitest'
import { CostBudgets } from '../../../server/net/cost-budgets.ts'

function fixture() {
  const clock = { ms: 0 }
  const budgets = new CostBudgets({ burstMs: 10_000, perSecondMs: 500 }, () => clock.ms)
  return { clock, budgets }
}

test('a client that has used its budget waits until something has come back, and no other does', () => {
  const { clock, budgets } = fixture()
  budgets.charge('a', 9_999)
  expect(budgets.wait('a')).toBe(0)
  budgets.charge('a', 5_001)
  expect(budgets.wait('a')).toBe(11)
  expect(budgets.wait('b')).toBe(0)
  clock.ms = 10_000
  expect(budgets.wait('a')).toBeLessThanOrEqual(1)
  clock.ms = 11_000
  expect(budgets.wait('a')).toBe(0)
  clock.ms = 1_000_000
  budgets.charge('a', 9_999)
  expect(budgets.wait('a')).toBe(0)
  budgets.charge('a', 2)
  expect(budgets.wait('a')).toBeGreaterThan(0)
})

test('a larger share is as much larger, and comes back as much faster', () => {
  const { clock, budgets } = fixture()
  budgets.charge('office', 39_999, 4)
  expect(budgets.wait('office', 4)).toBe(0)
  budgets.charge('office', 4_001, 4)
  expect(budgets.wait('office', 4)).toBe(3)
  clock.ms = 2_001
  expect(budgets.wait('office', 4)).toBe(0)
})

test('clients are forgotten from the oldest on', () => {
  const { budgets } = fixture()
  budgets.charge('first', 1e9)
  for (let at = 0; at < 20_000; at += 1) budgets.charge(`client ${at}`, 1)
  expect(budgets.wait('first')).toBe(0)
  budgets.charge('last', 1e9)
  expect(budgets.wait('last')).toBeGreaterThan(0)
})
