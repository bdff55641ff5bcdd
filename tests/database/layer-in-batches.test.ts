import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import type { SourceRow, TileLayerSource } from '../../server/tiles/layer-source.ts'
import { tileSourceOf } from '../../server/tiles/stream/source-of-layer.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { everything, inlineEngine } from '../unit/tiles/inline-engine.ts'
import { addManyProposals } from './tiles-many-proposals.ts'

/** So many rows are in memory as objects at a time, however many the layer has. */
const mostAtATime = 10_000

let store: TestStore
let source: TileLayerSource

beforeAll(async () => {
  store = await openStore('district')
  const proposals = () => store.database.write('proposals')
  await addManyProposals(store.database.write, 12_000)
  // Ids then have gaps.
  await proposals().whereLike('code', 'M%7').delete()
  const layer = (await readCatalogue(store.database.read)).find(({ id }) => id === 'proposals')!
  source = tileSourceOf(store.database.read, layer)
})
afterAll(() => store.close())

/** Of all that are no drafts, as the database itself tells. */
const visible = () =>
  store.database.read('proposals').whereNot({ status: 'draft' }).orderBy('id').pluck<number[]>('id')

async function batchesOf(): Promise<SourceRow[][]> {
  const batches: SourceRow[][] = []
  for await (const batch of source.rows()) batches.push(batch)
  return batches
}

const idsOf = (batches: readonly SourceRow[][]) => batches.flat().map(({ id }) => id)

test('a layer of more rows than are read at a time comes in batches, each row once', async () => {
  const batches = await batchesOf()
  expect(batches.length).toBeGreaterThanOrEqual(2)
  for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(mostAtATime)
  const ids = idsOf(batches)
  expect(ids.length).toBeGreaterThan(mostAtATime)
  expect(ids).toEqual(await visible())
})

test('what is built from the batches holds each row once', async () => {
  const engine = await inlineEngine([source])
  const ids = await visible()
  expect(engine.layerInfo('proposals').count).toBe(ids.length)
  const columns = await engine.columns('proposals', { names: ['costRupiah'], filter: everything })
  expect([...columns!.ids]).toEqual(ids)
  const world = await engine.tile({ layers: ['proposals'], z: 0, x: 0, y: 0, filter: everything })
  const placed = await store.database
    .read('proposals')
    .whereIn('id', ids)
    .whereNotNull('public_geom')
    .pluck('id')
  expect(world.featuresStoodFor).toBe(placed.length)
  await engine.close()
})

test('a layer whose last batch is full ends there', async () => {
  const surplus = (await visible()).slice(mostAtATime)
  await store.database.write('proposals').whereIn('id', surplus).delete()
  const ids = idsOf(await batchesOf())
  expect(ids.length).toBe(mostAtATime)
  expect(ids).toEqual(await visible())
})
