import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { atOnce, inSlices } from '../../../server/workload/in-slices.ts'

/** Steps that each take about `ms` of the processor. */
function* busy(steps: number, ms: number): Generator<void, string> {
  for (let step = 0; step < steps; step++) {
    const until = performance.now() + ms
    while (performance.now() < until);
    yield
  }
  return 'done'
}

describe('work in slices', () => {
  it('lets others have their turn, and ends with its result', async () => {
    let turns = 0
    let isDone = false
    const others = (async () => {
      while (!isDone) {
        await setImmediate()
        turns++
      }
    })()
    expect(await inSlices(busy(40, 2))).toBe('done')
    isDone = true
    await others
    expect(turns).toBeGreaterThan(5)
    expect(atOnce(busy(3, 0))).toBe('done')
  })

  it('ends with the signal', async () => {
    const stop = new AbortController()
    const work = inSlices(busy(1000, 2), stop.signal)
    setTimeout(() => stop.abort(new Error('left')))
    await expect(work).rejects.toThrow('left')
  })
})
