import { describe, expect, it } from 'vitest'
import { SharedCache } from '../../../server/workload/shared-cache.ts'
import type { WorkWatch } from '../../../server/workload/work-watch.ts'

/** Work that ends when it is told to, or by its signal. */
function makeWork() {
  const runs: { watch: Required<WorkWatch>; end: (answer: string) => void; fail: (cause: Error) => void }[] =
    []
  const work = (watch: Required<WorkWatch>) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    watch.signal.addEventListener('abort', () => reject(watch.signal.reason))
    runs.push({ watch, end: resolve, fail: reject })
    return promise
  }
  return { runs, work }
}

const shared = (mostWeight = 10) =>
  new SharedCache<string>({ mostWeight, isKept: (answer) => answer !== 'unsure' })

describe('an answer that several wait for', () => {
  it('is worked on once, goes on for those who stay, and ends with the last who leaves', async () => {
    const { runs, work } = makeWork()
    const answers = shared()
    const [one, other] = [new AbortController(), new AbortController()]
    const first = answers.get('a', work, { signal: one.signal })
    const second = answers.get('a', work, { signal: other.signal })
    expect(runs.length).toBe(1)
    one.abort('left')
    await expect(first).rejects.toBe('left')
    expect(runs[0]?.watch.signal.aborted).toBe(false)
    other.abort('left too')
    await expect(second).rejects.toBe('left too')
    expect(runs[0]?.watch.signal.aborted).toBe(true)
  })

  it('comes to the one who stayed, and to whoever asks later without more work', async () => {
    const { runs, work } = makeWork()
    const answers = shared()
    const leaving = new AbortController()
    const first = answers.get('a', work, { signal: leaving.signal })
    const second = answers.get('a', work)
    leaving.abort('left')
    await expect(first).rejects.toBe('left')
    runs[0]?.end('yes')
    expect(await second).toBe('yes')
    expect(await answers.get('a', work)).toBe('yes')
    expect(runs.length).toBe(1)
  })

  it('is worked on anew for the one who asks after all have left, and after what is not kept', async () => {
    const { runs, work } = makeWork()
    const answers = shared()
    const leaving = new AbortController()
    const first = answers.get('a', work, { signal: leaving.signal })
    leaving.abort('left')
    const second = answers.get('a', work)
    await expect(first).rejects.toBe('left')
    expect(runs.length).toBe(2)
    runs[1]?.end('unsure')
    expect(await second).toBe('unsure')
    const third = answers.get('a', work)
    expect(runs.length).toBe(3)
    runs[2]?.fail(new Error('broken'))
    await expect(third).rejects.toThrow('broken')
    const fourth = answers.get('a', work)
    expect(runs.length).toBe(4)
    runs[3]?.end('yes')
    expect(await fourth).toBe('yes')
  })

  it('tells its progress to all who wait, and to nobody who has left', async () => {
    const { runs, work } = makeWork()
    const answers = shared()
    const reported: string[] = []
    const leaving = new AbortController()
    const onProgress = (name: string) => () => void reported.push(name)
    const first = answers.get('a', work, { signal: leaving.signal, onProgress: onProgress('first') })
    const second = answers.get('a', work, { onProgress: onProgress('second') })
    runs[0]?.watch.onProgress({ done: 1, of: 4 })
    leaving.abort('left')
    await expect(first).rejects.toBe('left')
    runs[0]?.watch.onProgress({ done: 2, of: 4 })
    expect(reported).toEqual(['first', 'second', 'second'])
    runs[0]?.end('yes')
    await second
  })

  it('is not begun for one who has left already, and the oldest is forgotten beyond so many', async () => {
    const { runs, work } = makeWork()
    const answers = shared(1)
    await expect(answers.get('a', work, { signal: AbortSignal.abort('gone') })).rejects.toBe('gone')
    expect(runs.length).toBe(0)
    for (const key of ['a', 'b', 'a']) {
      const asked = answers.get(key, work)
      runs.at(-1)?.end('yes')
      await asked
    }
    expect(runs.length).toBe(3)
  })
})
