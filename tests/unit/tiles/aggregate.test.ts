import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { decodeTile } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { type Position, pointWkb, toWkb } from './wkb.ts'

const tile = { z: 8, x: 207, y: 129 }
const [west, , , north] = tileEnvelope3857(tile)
const unit = tileSpanMetres(tile.z) / 4096
const at = (x: number, y: number): Position => [west + x * unit, north - y * unit]

const attributes = [
  { name: 'code', type: 'string' },
  { name: 'status', type: 'string' },
  { name: 'costRupiah', type: 'number', sumAs: 'cost_sum' },
] as const

const point = (id: number, [x, y]: [number, number], status: string, cost: number | null): SourceRow => ({
  id,
  wkb: pointWkb(at(x, y)),
  values: [`U${id}`, status, cost],
})

const rows = [
  point(1, [100, 100], 'accepted', 5),
  point(2, [110, 120], 'accepted', 7),
  point(3, [120, 110], 'accepted', null),
  point(4, [1000, 1000], 'accepted', 1),
  point(5, [1010, 1010], 'rejected', 2),
  point(6, [3000, 3000], 'realised', 11),
]

describe('points where a tile would hold too many', () => {
  it('become one with the count, the sum and the attributes they share; a lone one keeps its own', async () => {
    const engine = await inlineEngine([memorySource({ attributes, rows })], { maxPointsPerTile: 5 })
    const answer = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    const features = decodeTile(answer.bytes)
    expect(features.map(({ properties, parts }) => ({ ...properties, at: parts[0]![0] }))).toEqual([
      { point_count: 3, cost_sum: 12, status: 'accepted', at: [110, 110] },
      { point_count: 2, cost_sum: 3, at: [1005, 1005] },
      { code: 'U6', status: 'realised', costRupiah: 11, at: [3000, 3000] },
    ])
    expect(features[2]!.id).toBe(6)
    expect(answer).toMatchObject({ featuresStoodFor: 6, featuresHeld: 3 })
  })

  it('stay apart when the tile can hold them', async () => {
    const engine = await inlineEngine([memorySource({ attributes, rows })], { maxPointsPerTile: 6 })
    const answer = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    expect(answer).toMatchObject({ featuresStoodFor: 6, featuresHeld: 6 })
  })

  it('are joined below the zoom that the layer names, however few they are', async () => {
    const source = memorySource({ attributes, rows, aggregateBelowZoom: 9 })
    const engine = await inlineEngine([source])
    const answer = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    expect(answer).toMatchObject({ featuresStoodFor: 6, featuresHeld: 3 })
  })

  it('are the same in the buffer of a neighbour, so that no symbol is cut at the edge', async () => {
    const pair = [point(1, [4090, 50], 'accepted', 1), point(2, [4040, 60], 'accepted', 2)]
    const engine = await inlineEngine([memorySource({ attributes, rows: pair, aggregateBelowZoom: 9 })])
    const here = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    const there = await engine.tile({ layers: ['things'], ...tile, x: tile.x + 1, filter: everything })
    const [left] = decodeTile(here.bytes)
    const [right] = decodeTile(there.bytes)
    expect(left!.properties).toEqual({ point_count: 2, cost_sum: 3, status: 'accepted' })
    expect(right!.properties).toEqual(left!.properties)
    const [x, y] = left!.parts[0]![0]!
    expect(right!.parts[0]![0]).toEqual([x - 4096, y])
  })

  it('count lines and areas of a pixel or two among them, and draw larger ones as they are', async () => {
    const line = (id: number, length: number): SourceRow => ({
      id,
      wkb: toWkb({ type: 'LineString', coordinates: [at(100, 100), at(100 + length, 100)] }),
      values: [`U${id}`, 'accepted', 1],
    })
    const source = memorySource({
      attributes,
      rows: [line(1, 20), line(2, 10), line(3, 500)],
      aggregateBelowZoom: 9,
    })
    const engine = await inlineEngine([source])
    const answer = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    const features = decodeTile(answer.bytes)
    expect(features.map(({ type }) => type).sort()).toEqual(['line', 'point'])
    expect(features.find(({ type }) => type === 'point')!.properties.point_count).toBe(2)
    expect(answer).toMatchObject({ featuresStoodFor: 3, featuresHeld: 2 })
  })
})

describe('filters', () => {
  const ids = async (filter: Parameters<Awaited<ReturnType<typeof inlineEngine>>['tile']>[0]['filter']) => {
    const engine = await inlineEngine([memorySource({ attributes, rows })])
    const { bytes } = await engine.tile({ layers: ['things'], ...tile, filter })
    return decodeTile(bytes)
      .map(({ id }) => id)
      .sort()
  }

  it('take one of several values, and all conditions together', async () => {
    expect(await ids({ in: { status: ['rejected', 'realised'] }, prefix: {} })).toEqual([5, 6])
    expect(await ids({ in: { status: ['accepted'], costRupiah: ['7', '1'] }, prefix: {} })).toEqual([2, 4])
  })

  it('take a code itself, but neither the beginning of one nor more than one', async () => {
    const rejected = await ids({ in: { status: ['rejected'] }, prefix: {} })
    expect(await ids({ in: {}, prefix: { status: 'rejected' } })).toEqual(rejected)
    expect(await ids({ in: {}, prefix: { status: 're' } })).toEqual([])
    expect(await ids({ in: {}, prefix: { status: 'rejected.and-more' } })).toEqual([])
  })

  it('take the rows that a search found, in the layer it was made in', async () => {
    const found = { key: 'jalan', ids: Int32Array.from([2, 6, 99]) }
    expect(await ids({ in: {}, prefix: {}, rows: { layer: 'things', ...found } })).toEqual([2, 6])
    expect(await ids({ in: {}, prefix: {}, rows: { layer: 'others', ...found } })).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('do not narrow a layer that lacks the attribute', async () => {
    expect(await ids({ in: { year: [2025] }, prefix: { villageCode: '62' } })).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('find nothing for a value that no row has', async () => {
    expect(await ids({ in: { status: ['unheard'] }, prefix: {} })).toEqual([])
  })
})
