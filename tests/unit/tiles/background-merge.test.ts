import { setEnvironmentData } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import { lonLatToTile, type TileAddress, tileKey } from '../../../core/geo/tile.ts'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { tileText } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { type MemorySource, memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

/** Words of the gate that held-worker.ts waits at. */
const [began, released] = [0, 1]

const attributes = [
  { name: 'name', type: 'string' },
  { name: 'cost', type: 'number', sumAs: 'cost_sum' },
] as const

const placeOf = (id: number): [number, number] => [111 + (id % 30) / 100, -2 - Math.floor(id / 30) / 100]

function row(id: number, name: string, [lon, lat] = placeOf(id)): SourceRow {
  return { id, wkb: lonLatPoint(lon, lat), values: [name, id] }
}

/** Tiles over all rows at several zooms, wide and close. */
const watched = [0, 5, 8, 10, 12].flatMap((z): TileAddress[] => {
  const [first, last] = [lonLatToTile(110.9, -1.9, z), lonLatToTile(111.4, -2.3, z)]
  const tiles: TileAddress[] = []
  for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) tiles.push({ z, x, y })
  return tiles
})

async function textsOf(engine: TileEngine): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const tile of watched) {
    const { bytes } = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    texts[tileKey(tile)] = tileText(bytes)
  }
  return texts
}

let engine: TileEngine
const gate = new Int32Array(new SharedArrayBuffer(8))
function release(): void {
  Atomics.store(gate, released, 1)
  Atomics.notify(gate, released)
}
afterEach(async () => {
  release()
  await engine.close()
})

async function untilMerging(): Promise<void> {
  if (Atomics.load(gate, began) === 1) return
  await Atomics.waitAsync(gate, began, 0).value
}

it('tiles and edits that come while edits are merged in the background are as if built afresh', async () => {
  setEnvironmentData('merging', gate.buffer)
  const rows = Array.from({ length: 600 }, (_, i) => row(i + 1, 'sejak awal'))
  const source: MemorySource = memorySource({ attributes, rows })
  const workerUrl = new URL('./held-worker.ts', import.meta.url)
  // Nothing is kept, so that every tile tells of the rows as they are now.
  engine = await inlineEngine([source], { workers: 2, workerUrl, cacheBytes: 1 })
  const fresh = async () => {
    const other = await inlineEngine([memorySource({ attributes, rows: [...source.table.values()] })])
    return { texts: await textsOf(other), info: other.layerInfo('things') }
  }
  const change = (ids: readonly number[], edit: (id: number) => SourceRow | null) => {
    for (const id of ids) {
      const edited = edit(id)
      if (edited) source.table.set(id, edited)
      else source.table.delete(id)
    }
    return engine.change('things', { ids })
  }

  const many = Array.from({ length: 300 }, (_, i) => 2 * i + 1)
  await change(many, (id) => (id % 5 === 0 ? null : row(id, 'disunting', placeOf(id + 7))))
  await untilMerging()

  expect(await textsOf(engine)).toEqual((await fresh()).texts)
  // One that is being merged, one that was deleted before, one as loaded, and one that is new.
  await change([1, 5, 2, 9001], (id) => row(id, 'selama digabung', placeOf(id + 3)))
  await change([3, 4], () => null)
  expect(await textsOf(engine)).toEqual((await fresh()).texts)

  const before = engine.layerInfo('things').bytes
  const asked = textsOf(engine)
  release()
  const late = change([6, 7], (id) => row(id, 'ketika dilepas', placeOf(id + 11)))
  await Promise.all([asked, late])
  // Merged: the rows before their edits are gone from memory.
  await expect.poll(() => engine.layerInfo('things').bytes, { timeout: 20_000 }).toBeLessThan(0.8 * before)

  const { texts, info } = await fresh()
  expect(await textsOf(engine)).toEqual(texts)
  const { count, located } = engine.layerInfo('things')
  expect({ count, located }).toEqual({ count: info.count, located: info.located })
  await change([1, 3, 9001], (id) => row(id, 'sesudahnya', placeOf(id + 5)))
  expect(await textsOf(engine)).toEqual((await fresh()).texts)
})
