import { describe, expect, it } from 'vitest'
import type { TileAttribute } from '../../../server/tiles/layer-source.ts'
import { parseProperties } from '../../../server/tiles/snapshot/tile-properties.ts'
import { decodeTile } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { toWkb } from './wkb.ts'

const attributes: TileAttribute[] = [
  { name: 'name', type: 'string' },
  { name: 'status', type: 'string' },
  { name: 'cost', type: 'number', sumAs: 'cost_sum' },
]

const rows = Array.from({ length: 6 }, (_, i) => ({
  id: i + 1,
  wkb: toWkb({ type: 'Point', coordinates: [1000 + i, 1000] }),
  values: [`proposal ${i}`, i < 5 ? 'accepted' : 'returned', 10 * i],
}))

const proposals = () =>
  memorySource({ id: 'proposals', kind: 'point', attributes, rows, aggregateBelowZoom: 8 })
const shapes = () =>
  memorySource({
    id: 'shapes',
    attributes: [
      { name: 'name', type: 'string' },
      { name: 'area', type: 'number' },
    ],
    rows: [
      {
        id: 1,
        wkb: toWkb({
          type: 'LineString',
          coordinates: [
            [0, 0],
            [5000, 5000],
          ],
        }),
        values: ['line', 7],
      },
    ],
  })

const near = { z: 14, x: 8192, y: 8191, filter: everything }

describe('a list of properties', () => {
  it('means the same in any order and with repeats', () => {
    expect(parseProperties('status,cost,status')).toEqual(parseProperties('cost,status'))
    expect(parseProperties('')).toBeNull()
  })

  it.each([',', 'a,,b', 'x'.repeat(201), Array.from({ length: 101 }, (_, i) => `a${i}`).join(',')])(
    'is refused when it is %s',
    (raw) => {
      expect(() => parseProperties(raw)).toThrow(/^properties: expected 1 to 100 names/)
    },
  )
})

describe('a tile of some properties', () => {
  it('carries these and no others, and has the same features', async () => {
    const engine = await inlineEngine([proposals(), shapes()])
    const request = { ...near, layers: ['proposals', 'shapes'] }
    const whole = decodeTile((await engine.tile(request)).bytes)
    const narrow = decodeTile((await engine.tile({ ...request, properties: ['area', 'status'] })).bytes)
    expect(narrow.map(({ id, parts }) => ({ id, parts }))).toEqual(
      whole.map(({ id, parts }) => ({ id, parts })),
    )
    for (const [i, { layer, properties }] of narrow.entries()) {
      const { status, area } = whole[i]!.properties
      expect(properties).toEqual(layer === 'proposals' ? { status } : { area })
    }
  })

  it('is filtered by properties that it does not carry', async () => {
    const engine = await inlineEngine([proposals()])
    const filter = { in: { status: ['returned'] }, prefix: {} }
    const tile = await engine.tile({ ...near, layers: ['proposals'], filter, properties: ['name'] })
    expect(decodeTile(tile.bytes).map(({ properties }) => properties)).toEqual([{ name: 'proposal 5' }])
  })

  it('sums where points are gathered what is named and summed, and nothing else', async () => {
    const engine = await inlineEngine([proposals()])
    const far = { z: 3, x: 4, y: 3, filter: everything, layers: ['proposals'] }
    const [cost] = decodeTile((await engine.tile({ ...far, properties: ['cost'] })).bytes)
    expect(cost!.properties).toEqual({ point_count: 6, cost_sum: 150 })
    const [status] = decodeTile((await engine.tile({ ...far, properties: ['name'] })).bytes)
    expect(status!.properties).toEqual({ point_count: 6 })
  })

  it('has an ETag of its own, and is cached by itself', async () => {
    const engine = await inlineEngine([proposals()])
    const request = { ...near, layers: ['proposals'] }
    const whole = await engine.tile(request)
    const narrow = await engine.tile({ ...request, properties: ['cost'] })
    expect(narrow.etag).not.toBe(whole.etag)
    expect(engine.etag({ ...request, properties: ['cost'] })).toBe(narrow.etag)
    expect(await engine.tile({ ...request, properties: ['cost'] })).toBe(narrow)
  })

  it('is refused when no layer has one of them, which is named', async () => {
    const engine = await inlineEngine([proposals(), shapes()])
    const request = {
      ...near,
      layers: ['proposals', 'shapes'],
      properties: ['area', 'colour', 'status', 'toString'],
    }
    await expect(engine.tile(request)).rejects.toMatchObject({
      body: { status: 400, parameter: 'properties', received: 'colour,toString' },
    })
  })
})
