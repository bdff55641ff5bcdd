import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterBurst } from '../../../client/state/after-burst.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('runs once when changes have settled', () => {
  const run = vi.fn()
  const changed = afterBurst(run)
  for (let i = 0; i < 5; i++) {
    changed()
    vi.advanceTimersByTime(1000)
  }
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(500)
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60_000)
  expect(run).toHaveBeenCalledTimes(1)
})

it('runs every ten seconds while changes do not settle', () => {
  const run = vi.fn()
  const changed = afterBurst(run)
  for (let second = 0; second < 35; second++) {
    changed()
    vi.advanceTimersByTime(1000)
  }
  expect(run).toHaveBeenCalledTimes(3)
})
