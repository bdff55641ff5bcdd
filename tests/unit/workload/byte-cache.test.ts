import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteCache } from '../../../server/workload/byte-cache.ts'

const kilobyte = (value: string) => ({ value, bytes: 1000 })

/** Room for three entries of a kilobyte with their keys, not for four. */
const threeKilobytes = 3700

describe('a cache with a budget of bytes', () => {
  it('lets go of what was used longest ago, reading counting as use', () => {
    const cache = new ByteCache<string>(threeKilobytes)
    for (const key of ['a', 'b', 'c']) cache.set(key, 't', kilobyte(key))
    expect(cache.get('a', 't')).toBe('a')
    cache.set('d', 't', kilobyte('d'))
    expect(cache.get('b', 't')).toBeUndefined()
    cache.set('e', 't', kilobyte('e'))
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key, 't'))).toEqual([
      'a',
      undefined,
      undefined,
      'd',
      'e',
    ])
  })

  it('lets go of as many as a large one takes the place of', () => {
    const cache = new ByteCache<string>(threeKilobytes)
    for (const key of ['a', 'b', 'c']) cache.set(key, 't', kilobyte(key))
    cache.set('large', 't', { value: 'large', bytes: 2000 })
    expect(['a', 'b', 'c', 'large'].map((key) => cache.get(key, 't'))).toEqual([
      undefined,
      undefined,
      'c',
      'large',
    ])
  })

  it('does not take what is larger than the budget, and keeps the others', () => {
    const cache = new ByteCache<string>(threeKilobytes)
    cache.set('a', 't', kilobyte('a'))
    cache.set('huge', 't', { value: 'huge', bytes: threeKilobytes })
    expect(cache.get('huge', 't')).toBeUndefined()
    expect(cache.get('a', 't')).toBe('a')
    cache.set('a', 't', { value: 'a, grown', bytes: threeKilobytes })
    expect(cache.get('a', 't')).toBeUndefined()
    expect(cache.metrics()).toMatchObject({ entries: 0, bytes: 0 })
  })

  it('does not find a value under another token, and gives its bytes back', () => {
    const cache = new ByteCache<string>(threeKilobytes)
    cache.set('a', 'before', kilobyte('old'))
    expect(cache.get('a', 'after')).toBeUndefined()
    expect(cache.metrics()).toEqual({ entries: 0, bytes: 0, hits: 0, misses: 1 })
    expect(cache.get('a', 'before')).toBeUndefined()
    cache.set('a', 'after', kilobyte('new'))
    expect(cache.get('a', 'after')).toBe('new')
    expect(cache.metrics()).toMatchObject({ entries: 1, hits: 1, misses: 2 })
  })

  it('never holds more than its budget, and counts each byte once, whatever is asked of it', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const token = fc.constantFrom('1', '2')
    const step = fc.record({ key, token, bytes: fc.option(fc.integer({ min: 0, max: 2500 })) })
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const budget = 2000
      const cache = new ByteCache<number>(budget)
      /** The same by hand, most recently used last. */
      let known: { key: string; token: string; bytes: number }[] = []
      for (const { key, token, bytes } of steps) {
        const others = known.filter((entry) => entry.key !== key)
        if (bytes === null) {
          const found = known.find((entry) => entry.key === key && entry.token === token)
          expect(cache.get(key, token)).toBe(found?.bytes)
          known = found ? [...others, found] : others
        } else {
          cache.set(key, token, { value: bytes, bytes })
          known = others
          // What keeping an entry costs beside its value: its texts and its place.
          const sizeOf = (entry: { bytes: number }) => entry.bytes + 2 * 2 + 100
          if (sizeOf({ bytes }) <= budget) known.push({ key, token, bytes })
          while (known.reduce((sum, entry) => sum + sizeOf(entry), 0) > budget) known.shift()
          expect(cache.metrics().bytes).toBe(known.reduce((sum, entry) => sum + sizeOf(entry), 0))
        }
        expect(cache.metrics().bytes).toBeLessThanOrEqual(budget)
        expect(cache.metrics().entries).toBe(known.length)
      }
    })
    fc.assert(property)
  })
})
