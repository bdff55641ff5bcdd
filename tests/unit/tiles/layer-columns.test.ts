import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTileEngine } from '../../../server/tiles/engine/tile-engine.ts'
import type { SourceRow, TileAttribute } from '../../../server/tiles/layer-source.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { toWkb } from './wkb.ts'

const attributes: TileAttribute[] = [
  { name: 'status', type: 'string' },
  { name: 'c_need', type: 'integer' },
  { name: 'cost', type: 'number' },
]

const row = (id: number, values: SourceRow['values']): SourceRow => ({
  id,
  wkb: id % 3 === 0 ? null : toWkb({ type: 'Point', coordinates: [id * 10, -id] }),
  values,
})

const values = fc.tuple(
  fc.constantFrom('accepted', 'returned'),
  fc.option(fc.integer({ min: 0, max: 1000 })),
  // A number of the database has no negative nought.
  fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0)),
)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('columns of a layer', () => {
  it('are those of its rows by id after any edits, with or without a place, under any filter', async () => {
    const table = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), values), {
      selector: ([id]) => id,
    })
    const edits = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.option(values)), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(table, edits, fc.boolean(), async (rows, changes, filtered) => {
        const source = memorySource({ attributes, rows: rows.map(([id, given]) => row(id, given)) })
        const engine = await inlineEngine([source])
        for (const [id, given] of changes) {
          if (given) source.table.set(id, row(id, given))
          else source.table.delete(id)
          await engine.change('things', { ids: [id] })
        }
        const filter = filtered ? { in: { status: ['accepted'] }, prefix: {} } : everything
        const wanted = [...source.table.values()]
          .filter((one) => !filtered || one.values[0] === 'accepted')
          .sort((a, b) => a.id - b.id)
        const found = await engine.columns('things', { names: ['c_need', 'cost'], filter })
        expect([...found!.ids]).toEqual(wanted.map(({ id }) => id))
        for (const [name, at] of [
          ['c_need', 1],
          ['cost', 2],
        ] as const) {
          const column = found!.columns[name]!
          const read = wanted.map((_, i) => (column.missing[i] === 1 ? null : column.values[i]))
          expect(read).toEqual(wanted.map((one) => one.values[at]))
        }
        expect(found!.columns.c_need!.values).toBeInstanceOf(Uint16Array)
      }),
      { numRuns: 60 },
    )
  })

  it('come from a thread in shared memory', async () => {
    const engine = createTileEngine({ workers: 1, cacheBytes: 1, memoryBytesPerLayer: 1e7, queueLimit: 5 })
    closing.push(() => engine.close())
    await engine.load(
      memorySource({ attributes, rows: [row(2, ['accepted', 7, 0.5]), row(1, ['accepted', null, 3])] }),
    )
    const found = await engine.columns('things', { names: ['c_need', 'cost'], filter: everything })
    expect(found!.ids).toEqual(Float64Array.of(1, 2))
    expect(found!.columns.c_need).toEqual({ values: Uint16Array.of(0, 7), missing: Uint8Array.of(1, 0) })
    expect(found!.columns.cost!.values).toEqual(Float64Array.of(3, 0.5))
    expect(found!.ids.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('have a version that changes with every edit', async () => {
    const source = memorySource({ attributes, rows: [row(1, ['accepted', 7, 0.5])] })
    const engine = await inlineEngine([source])
    const version = async () =>
      (await engine.columns('things', { names: ['cost'], filter: everything }))!.version
    const before = await version()
    expect(await version()).toBe(before)
    source.table.set(1, row(1, ['accepted', 8, 0.5]))
    await engine.change('things', { ids: [1] })
    expect(await version()).not.toBe(before)
  })

  it.each(['status', 'nothing'])('are refused for %s, which is no attribute of numbers', async (name) => {
    const engine = await inlineEngine([memorySource({ attributes, rows: [row(1, ['accepted', 1, 1])] })])
    await expect(engine.columns('things', { names: [name], filter: everything })).rejects.toThrow(name)
  })

  it('are not there for a layer that the database streams', async () => {
    const summary = { count: 3000, located: 0, extent3857: null }
    const tile = async () => ({ bytes: new Uint8Array(0), featuresStoodFor: 0, featuresHeld: 0 })
    const rows = Array.from({ length: 3000 }, (_, i) => row(i, [`status ${i}`, i % 1000, i]))
    const source = memorySource({ attributes, rows, stream: { tile, summary: async () => summary } })
    const engine = await inlineEngine([source], { memoryBytesPerLayer: 50_000 })
    expect(engine.layerInfo('things')).toMatchObject({ ...summary, streamed: true })
    expect(await engine.columns('things', { names: ['cost'], filter: everything })).toBeNull()
  })
})
