import { expect, test } from 'vitest'
import { LruCache } from '../../../server/workload/lru-cache.ts'

const keysOf = (cache: LruCache<string>) =>
  ['a', 'b', 'c', 'd'].filter((key) => cache.peek(key) !== undefined)

test('what was used longest ago goes first; to peek is no use', () => {
  const cache = new LruCache<string>(2)
  cache.set('a', 'A')
  cache.set('b', 'B')
  expect(cache.get('a')).toBe('A')
  cache.set('c', 'C')
  expect(keysOf(cache)).toEqual(['a', 'c'])
  expect(cache.peek('a')).toBe('A')
  cache.set('d', 'D')
  expect(keysOf(cache)).toEqual(['c', 'd'])
})

test('weights are given back when a value is replaced, deleted or all are cleared', () => {
  const cache = new LruCache<string>(10)
  cache.set('a', 'A', 4)
  cache.set('a', 'A', 6)
  cache.set('b', 'B', 4)
  expect([cache.size, cache.weight]).toEqual([2, 10])
  cache.delete('a')
  cache.delete('a')
  expect([cache.size, cache.weight]).toEqual([1, 4])
  cache.clear()
  expect([cache.size, cache.weight, cache.get('b')]).toEqual([0, 0, undefined])
})

test('what is heavier than all the room is not taken, takes the place of its former self, and leaves the others', () => {
  const cache = new LruCache<string>(10)
  cache.set('a', 'A', 5)
  cache.set('b', 'B', 5)
  cache.set('b', 'heavy', 11)
  expect(keysOf(cache)).toEqual(['a'])
  expect(cache.weight).toBe(5)
})
