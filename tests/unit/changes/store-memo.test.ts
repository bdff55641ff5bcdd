import { expect, test } from 'vitest'
import { StoreMemo } from '../../../server/changes/store-memo.ts'
import { StoreVersion } from '../../../server/changes/store-version.ts'

test('is read once for all who ask, until the store changes', async () => {
  const version = new StoreVersion()
  const memo = new StoreMemo(version)
  let readings = 0
  const ask = (key = 'catalogue') => memo.read(key, async () => ++readings)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  expect(await ask('other')).toBe(2)
  version.advance()
  expect(await ask()).toBe(3)
})

test('what was begun before a change serves nobody after it', async () => {
  const version = new StoreVersion()
  const memo = new StoreMemo(version)
  const { promise, resolve } = Promise.withResolvers<string>()
  const before = memo.read('catalogue', () => promise)
  version.advance()
  const after = memo.read('catalogue', async () => 'new')
  resolve('old')
  expect([await before, await after]).toEqual(['old', 'new'])
  expect(await memo.read('catalogue', async () => 'newer')).toBe('new')
})

test('a failure is not kept', async () => {
  const memo = new StoreMemo(new StoreVersion())
  await expect(memo.read('catalogue', () => Promise.reject(new Error('no database')))).rejects.toThrow()
  expect(await memo.read('catalogue', async () => 'here')).toBe('here')
})

test('what does not depend on rows of a layer outlives their changes, and no other change', async () => {
  const version = new StoreVersion()
  const memo = new StoreMemo(version)
  let readings = 0
  const all = () => memo.read('all', async () => ++readings)
  const villages = () => memo.read('villages', async () => ++readings, 'proposals')
  expect([await all(), await villages()]).toEqual([1, 2])
  version.advance('proposals')
  expect([await all(), await villages()]).toEqual([3, 2])
  version.advance('zones')
  expect([await all(), await villages()]).toEqual([4, 5])
  version.advance()
  expect([await all(), await villages()]).toEqual([6, 7])
})
