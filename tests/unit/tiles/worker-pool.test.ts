import { afterEach, describe, expect, it } from 'vitest'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { QueueFullError, WorkerCrashedError } from '../../../server/tiles/tile-errors.ts'
import { decodeTile } from './decode-tile.ts'
import { inlineEngine } from './inline-engine.ts'
import { type MemorySource, memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

const rows = [{ id: 1, wkb: lonLatPoint(111.6, -2.7), values: ['Pangkalan Bun'] }]
const workerUrl = new URL('./mortal-worker.ts', import.meta.url)
const world = { z: 0, x: 0, y: 0 }
const deadly = { z: 5, x: 13, y: 0 }
const faulty = { z: 5, x: 14, y: 0 }
const slow = (y: number) => ({ z: 5, x: 15, y })

let engine: TileEngine
let source: MemorySource
afterEach(() => engine.close())

async function start(options: { workers: number; queueLimit?: number; mortal?: boolean }): Promise<void> {
  const { mortal = true, ...rest } = options
  source = memorySource({ rows })
  engine = await inlineEngine([source], { ...rest, ...(mortal ? { workerUrl } : {}) })
}

const ask = (tile: typeof world, signal?: AbortSignal, values: Record<string, number[]> = {}) =>
  engine.tile({
    layers: ['things'],
    ...tile,
    filter: { in: values, prefix: {} },
    ...(signal ? { signal } : {}),
  })

describe('the pool of workers', () => {
  it('answers as one thread does, from layers in shared memory', async () => {
    await start({ workers: 2, mortal: false })
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((z) =>
        ask({ z, x: Math.floor((2 ** z * 291.6) / 360), y: Math.floor(2 ** z * 0.5075) }),
      ),
    )
    for (const { bytes } of answers)
      expect(decodeTile(bytes)[0]!.properties).toEqual({ name: 'Pangkalan Bun' })
    expect(engine.metrics().runner).toMatchObject({ workers: 2, queued: 0, running: 0, crashes: 0 })
  })

  it('shows every edit in all its threads, also after the edits were merged', async () => {
    await start({ workers: 2, mortal: false })
    for (let round = 1; round <= 4; round++) {
      const ids = Array.from({ length: 150 }, (_, i) => round * 100 + i)
      for (const id of ids)
        source.table.set(id, { id, wkb: lonLatPoint(100 + id / 50, 1), values: [`round ${round}`] })
      source.table.delete(round * 100 + 3)
      await engine.change('things', { ids })
      const views = await Promise.all([0, 1, 2, 3].map((year) => ask(world, undefined, { year: [year] })))
      for (const { bytes } of views) {
        const names = decodeTile(bytes).map(({ properties }) => properties.name)
        expect(names.length).toBe(source.table.size)
        expect(names.filter((name) => name === `round ${round}`).length).toBe(149)
      }
    }
    expect(engine.layerInfo('things').count).toBe(source.table.size)
  })

  it('tells a replaced worker of the edits too', async () => {
    await start({ workers: 1 })
    source.table.set(2, { id: 2, wkb: lonLatPoint(112, -2), values: ['Sampit'] })
    await engine.change('things', { ids: [2] })
    await expect(ask(deadly)).rejects.toThrow(WorkerCrashedError)
    expect(decodeTile((await ask(world)).bytes)).toHaveLength(2)
  })

  it('costs only the one request when a worker dies, and replaces it with all layers', async () => {
    await start({ workers: 1 })
    await expect(ask(deadly)).rejects.toThrow(WorkerCrashedError)
    expect(decodeTile((await ask(world)).bytes)).toHaveLength(1)
    expect(engine.metrics().runner).toMatchObject({ workers: 1, crashes: 1 })
  })

  it('costs only the one request when a job throws', async () => {
    await start({ workers: 1 })
    await expect(ask(faulty)).rejects.toThrow('column 14')
    expect(decodeTile((await ask(world)).bytes)).toHaveLength(1)
    expect(engine.metrics().runner.crashes).toBe(0)
  })

  it('refuses what would wait beyond the limit, and takes work again after', async () => {
    await start({ workers: 1, queueLimit: 3 })
    const asked = await Promise.allSettled(Array.from({ length: 12 }, (_, y) => ask(slow(y))))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused.length).toBe(8)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(QueueFullError)
    expect(decodeTile((await ask(world)).bytes)).toHaveLength(1)
  })

  it('does not begin what was called off while it waited', async () => {
    await start({ workers: 1 })
    const first = ask(slow(0))
    const controller = new AbortController()
    const second = ask(deadly, controller.signal)
    expect(engine.metrics().runner).toMatchObject({ running: 1, queued: 1 })
    controller.abort(new Error('gone'))
    await expect(second).rejects.toThrow('gone')
    expect(engine.metrics().runner.queued).toBe(0)
    await first
    await ask(world)
    expect(engine.metrics().runner.crashes).toBe(0)
  })

  it('makes a tile once for all who ask at the same time, and goes on while one of them stays', async () => {
    await start({ workers: 1 })
    const controller = new AbortController()
    const asked = [ask(slow(7)), ask(slow(7), controller.signal), ask(slow(7))]
    controller.abort(new Error('gone'))
    const results = await Promise.allSettled(asked)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await asked[0]).toBe(await asked[2])
  })
})
