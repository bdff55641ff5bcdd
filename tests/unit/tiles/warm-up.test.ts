import { afterEach, describe, expect, it } from 'vitest'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { warmUp } from '../../../server/tiles/engine/warm-up.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { lonLatPoint } from './wkb.ts'

let engine: TileEngine
afterEach(() => engine.close())

const rows = [
  { id: 1, wkb: lonLatPoint(111.6, -2.7), values: ['Pangkalan Bun'] },
  { id: 2, wkb: lonLatPoint(112.95, -2.53), values: ['Sampit'] },
]

async function start(): Promise<void> {
  engine = await inlineEngine([memorySource({ id: 'towns', rows }), memorySource({ id: 'empty', rows: [] })])
}

describe('warming up', () => {
  it('makes every tile over the layers down to the zoom, so that the first viewer finds them made', async () => {
    await start()
    const shares: number[] = []
    const { signal } = new AbortController()
    const onProgress = (share: number) => shares.push(share)
    const made = await warmUp({ engine, layers: ['towns', 'empty', 'gone'], maxZoom: 8, signal, onProgress })
    expect(made).toBe(shares.length)
    expect(shares.at(-1)).toBe(1)
    const { misses } = engine.metrics().cache
    expect(misses).toBe(made)
    for (const { x, y, z } of [
      { z: 0, x: 0, y: 0 },
      { z: 8, x: 207, y: 129 },
      { z: 8, x: 208, y: 129 },
    ])
      await engine.tile({ layers: ['towns'], z, x, y, filter: everything, encoding: 'zstd' })
    expect(engine.metrics().cache.misses).toBe(misses)
  })

  it('stops when it is told to', async () => {
    await start()
    const stop = new AbortController()
    const options = { engine, layers: ['towns'], maxZoom: 8, signal: stop.signal }
    const made = await warmUp({ ...options, onProgress: (share) => share > 0.2 && stop.abort() })
    expect(made).toBeGreaterThan(0)
    const all = await warmUp({ ...options, signal: new AbortController().signal, onProgress: () => {} })
    expect(made).toBeLessThan(all)
  })

  it('waits while somebody else has tiles made', async () => {
    await start()
    let running = 1
    const metrics = engine.metrics.bind(engine)
    let looked = 0
    engine.metrics = () => {
      if (++looked === 3) running = 0
      return { ...metrics(), runner: { workers: 1, queued: 0, running, crashes: 0, stopped: 0 } }
    }
    const { signal } = new AbortController()
    await warmUp({ engine, layers: ['towns'], maxZoom: 0, signal, onProgress: () => {} })
    expect(looked).toBe(3)
  })
})
