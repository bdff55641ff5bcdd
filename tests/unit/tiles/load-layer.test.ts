import { describe, expect, it } from 'vitest'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { LayerTooLargeError, UnknownLayerError } from '../../../server/tiles/tile-errors.ts'
import { decodeTile } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { batches, memorySource } from './memory-source.ts'
import { lonLatPoint, type Position, toWkb } from './wkb.ts'

const world = { z: 0, x: 0, y: 0, layers: ['things'], filter: everything }
const village = (id: number, name: string): SourceRow => ({
  id,
  wkb: lonLatPoint(111 + id / 100, -2),
  values: [name],
})

describe('loading a layer', () => {
  it('keeps serving the old rows until the new ones are all there', async () => {
    const engine = await inlineEngine([memorySource({ rows: [village(1, 'old')] })])
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = memorySource({ rows: [village(1, 'new'), village(2, 'new')] })
    const rows = slow.rows
    slow.rows = async function* (ids) {
      yield* rows(ids)
      await gate
    }
    const loading = engine.load(slow)
    expect(decodeTile((await engine.tile(world)).bytes).map(({ properties }) => properties.name)).toEqual([
      'old',
    ])
    release()
    await loading
    expect(decodeTile((await engine.tile(world)).bytes).map(({ properties }) => properties.name)).toEqual([
      'new',
      'new',
    ])
  })

  it('gives the same rows the same version in another process, and others another', async () => {
    const version = async (rows: SourceRow[]) => (await inlineEngine([memorySource({ rows })])).etag(world)
    const once = await version([village(1, 'a'), village(2, 'b')])
    expect(await version([village(1, 'a'), village(2, 'b')])).toBe(once)
    expect(await version([village(1, 'a'), village(2, 'c')])).not.toBe(once)
    expect(await version([village(1, 'a'), village(3, 'b')])).not.toBe(once)
  })

  it('takes a change that comes during a load after it', async () => {
    const source = memorySource({ rows: [village(1, 'before')] })
    const engine = await inlineEngine([source])
    const loading = engine.load(source)
    source.table.set(1, village(1, 'after'))
    const change = await engine.change('things', { ids: [1] })
    await loading
    expect(change.tiles[0]).toBe('0/0/0')
    expect(decodeTile((await engine.tile(world)).bytes)[0]!.properties.name).toBe('after')
  })

  it('reads the layer anew when more rows change than an edit would', async () => {
    const rows = Array.from({ length: 5001 }, (_, i) => village(i + 1, 'before'))
    const source = memorySource({ rows })
    const engine = await inlineEngine([source])
    for (const { id } of rows) source.table.set(id, village(id, 'after'))
    const { tiles, deepest } = await engine.change('things', { ids: rows.map(({ id }) => id) })
    expect({ tiles, deepest }).toEqual({ tiles: ['0/0/0'], deepest: 0 })
    const near = { ...world, z: 14, x: 13243, y: 8283 }
    for (const { properties } of decodeTile((await engine.tile(near)).bytes))
      expect(properties.name).toBe('after')
  })

  it('simplifies a coverage anew when a border moves, not when only a value changes', async () => {
    const square = (size: number): Uint8Array => {
      const ring: Position[] = [
        [0, 0],
        [size, 0],
        [size, size],
        [0, size],
        [0, 0],
      ]
      return toWkb({ type: 'Polygon', coordinates: [ring] })
    }
    let simplified = 0
    const source = memorySource({
      kind: 'polygon',
      coverage: true,
      rows: [{ id: 1, wkb: square(2e6), values: ['a'] }],
      generalised: () => {
        simplified++
        return batches([...source.table.values()].map(({ id, wkb }) => ({ id, wkb: wkb! })))
      },
    })
    const engine = await inlineEngine([source])
    const atFirst = simplified
    source.table.set(1, { id: 1, wkb: square(2e6), values: ['b'] })
    await engine.change('things', { ids: [1] })
    expect(simplified).toBe(atFirst)
    expect(decodeTile((await engine.tile(world)).bytes)[0]!.properties.name).toBe('b')
    source.table.set(1, { id: 1, wkb: square(1e6), values: ['b'] })
    await engine.change('things', { ids: [1] })
    expect(simplified).toBe(2 * atFirst)
    expect(decodeTile((await engine.tile(world)).bytes)[0]!.parts[0]).toContainEqual([2150, 2048])
  })

  it('drops a layer that grew beyond its memory budget, and says so to whoever asks', async () => {
    const engine = await inlineEngine([memorySource({ rows: [village(1, 'old')] })], {
      memoryBytesPerLayer: 50_000,
    })
    const large = memorySource({
      rows: Array.from({ length: 2000 }, (_, i) => village(i + 1, `village ${i}`)),
    })
    await expect(engine.load(large)).rejects.toThrow(LayerTooLargeError)
    expect(engine.has('things')).toBe(false)
    await expect(engine.tile(world)).rejects.toThrow(LayerTooLargeError)
    await engine.load(memorySource({ rows: [village(1, 'small again')] }))
    expect(engine.layerInfo('things').count).toBe(1)
  })

  it.each([
    ['an id twice', [village(1, 'a'), village(1, 'b')], /id 1 comes twice/],
    ['an id that is no whole number', [village(1.5, 'a')], /1\.5 is not a whole number/],
    [
      'geometry that cannot be read',
      [{ id: 7, wkb: new Uint8Array([1, 99, 0, 0, 0]), values: ['a'] }],
      /row 7/,
    ],
  ])('refuses %s, saying which row', async (_, rows, message) => {
    const engine = await inlineEngine([])
    const source = memorySource({})
    source.rows = async function* () {
      yield rows
    }
    await expect(engine.load(source)).rejects.toThrow(message)
    expect(engine.has('things')).toBe(false)
  })

  it('forgets a layer when told to', async () => {
    const engine = await inlineEngine([memorySource({ rows: [village(1, 'a')] })])
    engine.unload('things')
    await expect(engine.tile(world)).rejects.toThrow(UnknownLayerError)
    expect(() => engine.source('things')).toThrow(UnknownLayerError)
  })
})
