import { afterAll, beforeAll, expect, test } from 'vitest'
import { StoreVersion } from '../../server/changes/store-version.ts'
import { joinProposals } from '../../server/proposals/join/few-proposals.ts'
import { findRowsByText } from '../../server/wiring/find-rows-by-text.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { takeOutProposals } from '../support/take-out-proposals.ts'

let store: TestStore
let queries = 0
const { signal } = new AbortController()

beforeAll(async () => {
  store = await openStore('district')
  store.database.read.on('query', () => {
    queries++
  })
})
afterAll(() => store.close())

/** How many times the database was asked meanwhile. */
async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  const before = queries
  await work()
  return queries - before
}

const holding = (word: string) =>
  store.database
    .write('proposals')
    .whereRaw(`lower(concat_ws(' ', title, problem, address)) ~ ?`, [`\\m${word}`])
    .orderBy('id')
    .pluck<number[]>('id')

test('a text is searched for once by all who ask, until the store changes', async () => {
  const version = new StoreVersion()
  const find = findRowsByText(store.database.read, version)
  const asked = Array.from({ length: 20 }, () => 'jalan')
  expect(await queriesOf(() => Promise.all(asked.map((text) => find(text, signal))))).toBe(1)
  expect(await queriesOf(() => find('jalan', signal))).toBe(0)
  const first = await find('jalan', signal)
  expect(first).toMatchObject({ layer: 'proposals', key: 'jalan' })
  expect([...first.ids]).toEqual(await holding('jalan'))
  expect(first.ids.length).toBeGreaterThan(1)

  const [gone, ...left] = first.ids
  await store.database.write.raw(takeOutProposals(`id = ${gone}`))
  version.advance()
  expect([...(await find('jalan', signal)).ids]).toEqual(left)
})

test('texts are remembered within a budget, the latest asked for the longest', async () => {
  const find = findRowsByText(store.database.read, new StoreVersion(), 1000)
  const texts = Array.from({ length: 50 }, (_, i) => `tidak-ada-${i}`)
  for (const text of texts) expect(await queriesOf(() => find(text, signal))).toBe(1)
  expect(await queriesOf(() => find(texts.at(-1)!, signal))).toBe(0)
  expect(await queriesOf(() => find(texts[0]!, signal))).toBe(1)
})

test('a search that fails is not remembered', async () => {
  const find = findRowsByText(store.database.read, new StoreVersion())
  await store.database.write.raw('ALTER TABLE proposals RENAME TO proposals_away')
  await expect(find('puskesmas', signal)).rejects.toThrow()
  await store.database.write.raw('ALTER TABLE proposals_away RENAME TO proposals')
  expect([...(await find('puskesmas', signal)).ids]).toEqual(await holding('puskesmas'))
})

test('a word that only a draft holds changes nothing of what is found', async () => {
  const version = new StoreVersion()
  const find = findRowsByText(store.database.read, version)
  const before = [...(await find('jembaten', signal)).ids]
  expect(before).toEqual(await holding('jembatan'))
  const { write } = store.database
  const [draft] = await write('proposals').where({ status: 'draft' }).pluck<number[]>('id')
  await write('proposals').where({ id: draft }).update({ title: 'Jembaten' })
  await write.transaction((transaction) => joinProposals(transaction, [draft!]))
  version.advance()
  expect([...(await find('jembaten', signal)).ids]).toEqual(before)
  // Said in public, it is a word of its own.
  await write('proposals').where({ id: draft }).update({ status: 'submitted' })
  await write.transaction((transaction) => joinProposals(transaction, [draft!]))
  version.advance()
  expect([...(await find('jembaten', signal)).ids]).toEqual([draft])
})
