import { describe, expect, it } from 'vitest'
import { SlotQueue } from '../../../server/tiles/engine/slot-queue.ts'
import { QueueFullError } from '../../../server/tiles/tile-errors.ts'

const stays = new AbortController().signal

/** Work that ends when told to, and what was begun of it. */
function held() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
  }
  return { begun, work, end: (name: string) => ends.get(name)?.() }
}

describe('a queue of slots', () => {
  it('runs so many at a time, and the rest in the order they came', async () => {
    const { begun, work, end } = held()
    const queue = new SlotQueue(2, 10)
    const all = ['a', 'b', 'c', 'd'].map((name) => queue.run(work(name), stays))
    expect(begun).toEqual(['a', 'b'])
    end('b')
    expect(await all[1]).toBe('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    end('a')
    await all[0]
    for (const name of ['c', 'd']) end(name)
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('goes on after work that failed', async () => {
    const queue = new SlotQueue(1, 10)
    const failing = queue.run(() => Promise.reject(new Error('broken')), stays)
    const next = queue.run(async () => 'done', stays)
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('done')
    expect(await queue.run(async () => 'again', stays)).toBe('again')
  })

  it('refuses more than may wait', async () => {
    const { work, end } = held()
    const queue = new SlotQueue(1, 1)
    const first = queue.run(work('a'), stays)
    const second = queue.run(async () => 'b', stays)
    await expect(queue.run(async () => 'c', stays)).rejects.toThrow(QueueFullError)
    end('a')
    expect(await Promise.all([first, second])).toEqual(['a', 'b'])
  })

  it('does not begin what was called off while it waited', async () => {
    const { begun, work, end } = held()
    const queue = new SlotQueue(1, 10)
    const leaving = new AbortController()
    const first = queue.run(work('a'), stays)
    const left = queue.run(work('b'), leaving.signal)
    const last = queue.run(async () => 'c', stays)
    leaving.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    end('a')
    expect(await Promise.all([first, last])).toEqual(['a', 'c'])
    expect(begun).toEqual(['a'])
  })
})
