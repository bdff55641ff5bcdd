import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { decodeTile, ringArea, tileText } from './decode-tile.ts'
import { expectGolden } from './golden.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { type Position, type TestGeometry, toWkb } from './wkb.ts'

const home = { z: 10, x: 829, y: 519 }
const [west, , , north] = tileEnvelope3857(home)
const unit = tileSpanMetres(home.z) / 4096

/** A place given in units of the home tile, in EPSG:3857. */
const at = (x: number, y: number): Position => [west + x * unit, north - y * unit]
const ring = (...places: [number, number][]): Position[] => [...places, places[0]!].map(([x, y]) => at(x, y))

const square = ring([100, 100], [100, 900], [900, 900], [900, 100])
const hole = ring([300, 300], [600, 300], [600, 600], [300, 600])
const figures: Record<string, TestGeometry> = {
  point: { type: 'Point', coordinates: at(2048, 1024) },
  points: { type: 'MultiPoint', coordinates: [at(10, 20), at(3000, 3500), at(9000, 9000)] },
  line: { type: 'LineString', coordinates: [at(-2000, 2000), at(2000, 2000.4), at(2000, 6000)] },
  lines: {
    type: 'MultiLineString',
    coordinates: [
      [at(0, 0), at(500, 100)],
      [at(800, 100), at(1500, 100)],
    ],
  },
  'holed area': { type: 'Polygon', coordinates: [square, hole] },
  'wound the other way': { type: 'Polygon', coordinates: [[...square].reverse(), [...hole].reverse()] },
  islands: {
    type: 'MultiPolygon',
    coordinates: [[square, hole], [ring([2000, 2000], [2500, 2000], [2500, 2500])]],
  },
  'across the edge': {
    type: 'Polygon',
    coordinates: [ring([3000, 3000], [6000, 3000], [6000, 6000], [3000, 6000])],
  },
  'around the tile': {
    type: 'Polygon',
    coordinates: [ring([-9e3, -9e3], [9e3, -9e3], [9e3, 9e3], [-9e3, 9e3])],
  },
}

const rows: SourceRow[] = Object.entries(figures).map(([name, geometry], i) => ({
  id: i + 1,
  wkb: toWkb(geometry, i % 2 === 0),
  values: [name],
}))

async function textAt(tile: { z: number; x: number; y: number }): Promise<string> {
  const engine = await inlineEngine([memorySource({ rows })])
  const { bytes } = await engine.tile({ layers: ['things'], ...tile, filter: everything })
  return tileText(bytes)
}

describe('encoded tiles', () => {
  it('hold points, lines, areas with holes and multi-parts as the golden text says', async () => {
    expectGolden('figures-z10', await textAt(home))
  })

  it.each([
    ['figures-z7', { z: 7, x: 103, y: 64 }],
    ['figures-z13', { z: 13, x: 6632, y: 4152 }],
    ['figures-z16', { z: 16, x: 53056, y: 33216 }],
  ])('hold the same figures at another zoom: %s', async (name, tile) => {
    expectGolden(name, await textAt(tile))
  })

  it('wind outer rings one way and holes the other, whichever way they came', async () => {
    const engine = await inlineEngine([memorySource({ rows })])
    const { bytes } = await engine.tile({ layers: ['things'], ...home, filter: everything })
    const areas = decodeTile(bytes).filter(({ type }) => type === 'polygon')
    expect(areas.length).toBe(5)
    for (const { parts, properties } of areas) {
      const signs = parts.map((part) => Math.sign(ringArea(part)))
      const expected = { 'holed area': [1, -1], 'wound the other way': [1, -1], islands: [1, -1, 1] }
      expect(signs).toEqual(expected[properties.name as keyof typeof expected] ?? [1])
    }
  })

  it('hold nothing of an area in whose hole they lie, and its islands there', async () => {
    const island = ring([400, 400], [420, 400], [420, 420], [400, 420])
    const areas: Record<string, TestGeometry> = {
      holed: { type: 'Polygon', coordinates: [square, hole] },
      'with an island': { type: 'MultiPolygon', coordinates: [[square, hole], [island]] },
      around: figures['around the tile']!,
    }
    const source = memorySource({
      kind: 'polygon',
      rows: Object.entries(areas).map(([name, area], i) => ({ id: i, wkb: toWkb(area), values: [name] })),
    })
    const engine = await inlineEngine([source])
    const inHole = { z: 16, x: home.x * 64 + 6, y: home.y * 64 + 6 }
    const answer = await engine.tile({ layers: ['things'], ...inHole, filter: everything })
    const features = decodeTile(answer.bytes)
    expect(features.map(({ properties }) => properties.name)).toEqual(['with an island', 'around'])
    expect(features.map(({ parts }) => parts.length)).toEqual([1, 1])
    expect(features[0]!.parts[0]).toContainEqual([(400 - 384) * 64, (400 - 384) * 64])
    expect(answer).toMatchObject({ featuresHeld: 2, featuresStoodFor: 2 })
  })

  it('cut lines into the pieces that lie in the buffered tile', async () => {
    const zigzag: TestGeometry = {
      type: 'LineString',
      coordinates: [at(100, 100), at(100, -900), at(200, -900), at(200, 100)],
    }
    const source = memorySource({ rows: [{ id: 1, wkb: toWkb(zigzag), values: ['zigzag'] }] })
    const engine = await inlineEngine([source])
    const { bytes } = await engine.tile({ layers: ['things'], ...home, filter: everything })
    expect(decodeTile(bytes)[0]!.parts).toEqual([
      [
        [100, 100],
        [100, -128],
      ],
      [
        [200, -128],
        [200, 100],
      ],
    ])
  })

  it('give a collection one feature a type, under one id', async () => {
    const geometries = [figures.point!, figures.line!, figures['holed area']!]
    const wkb = toWkb({ type: 'GeometryCollection', geometries })
    const engine = await inlineEngine([memorySource({ rows: [{ id: 77, wkb, values: ['all'] }] })])
    const { bytes } = await engine.tile({ layers: ['things'], ...home, filter: everything })
    const features = decodeTile(bytes)
    expect(features.map(({ type }) => type).sort()).toEqual(['line', 'point', 'polygon'])
    expect(new Set(features.map(({ id }) => id))).toEqual(new Set([77]))
  })

  it('are of version 2 of the format, each layer 4096 units across', async () => {
    const sources = ['one', 'two'].map((id) => memorySource({ id, rows }))
    const engine = await inlineEngine(sources)
    const { bytes } = await engine.tile({ layers: ['one', 'two'], ...home, filter: everything })
    const layers = Object.values(new VectorTile(new PbfReader(bytes)).layers)
    const described = layers.map(({ name, version, extent }) => ({ name, version, extent }))
    expect(described).toEqual([
      { name: 'one', version: 2, extent: 4096 },
      { name: 'two', version: 2, extent: 4096 },
    ])
  })

  it('never lose an area that is smaller than the grid', async () => {
    const speck = ring([50, 50], [50.2, 50], [50.2, 50.2])
    const source = memorySource({
      kind: 'polygon',
      rows: [{ id: 1, wkb: toWkb({ type: 'Polygon', coordinates: [speck] }), values: ['speck'] }],
    })
    const engine = await inlineEngine([source])
    const { bytes } = await engine.tile({ layers: ['things'], ...home, filter: everything })
    const [feature] = decodeTile(bytes)
    expect(feature!.type).toBe('polygon')
    expect(ringArea(feature!.parts[0]!)).toBeGreaterThan(0)
  })

  const specks: [string, TestGeometry][] = [
    ['one smaller than the grid', { type: 'LineString', coordinates: [at(50, 50), at(50.2, 50.1)] }],
    ['one of no length', { type: 'LineString', coordinates: [at(50, 50), at(50, 50)] }],
    [
      'one of several parts, each smaller than the grid',
      {
        type: 'MultiLineString',
        coordinates: [
          [at(50, 50), at(50.1, 50)],
          [at(50.2, 50), at(50.3, 50)],
        ],
      },
    ],
  ]
  it.each(specks)('never lose a line: %s', async (_, speck) => {
    const source = memorySource({ kind: 'line', rows: [{ id: 1, wkb: toWkb(speck), values: ['speck'] }] })
    const engine = await inlineEngine([source])
    for (const z of [0, 7, 10, 12]) {
      const scale = 2 ** (z - home.z)
      const inside = 50 / 4096
      const [x, y] = [home.x, home.y].map((at) => Math.floor((at + inside) * scale)) as Position
      const tile = { z, x, y }
      const { bytes, featuresHeld } = await engine.tile({ layers: ['things'], ...tile, filter: everything })
      expect(featuresHeld, `zoom ${z}`).toBe(1)
      const [feature] = decodeTile(bytes)
      expect(feature, `zoom ${z}`).toMatchObject({ id: 1, type: 'line' })
      const [line] = feature!.parts
      expect(line!.length, `zoom ${z}`).toBeGreaterThanOrEqual(2)
      expect(line![1], `zoom ${z}`).not.toEqual(line![0])
    }
  })

  it('keep the types of attributes and leave nulls out', async () => {
    const attributes = [
      { name: 'text', type: 'string' },
      { name: 'whole', type: 'integer' },
      { name: 'real', type: 'number' },
      { name: 'flag', type: 'boolean' },
      { name: 'nothing', type: 'number' },
    ] as const
    const values = ['Jembatan “Sungai Arut”', -5_000_000_000, 0.1, false, null]
    const source = memorySource({ attributes, rows: [{ id: 2 ** 40, wkb: toWkb(figures.point!), values }] })
    const engine = await inlineEngine([source])
    const { bytes } = await engine.tile({ layers: ['things'], ...home, filter: everything })
    const [feature] = decodeTile(bytes)
    expect(feature!.id).toBe(2 ** 40)
    const expected = { text: 'Jembatan “Sungai Arut”', whole: -5_000_000_000, real: 0.1, flag: false }
    expect(feature!.properties).toEqual(expected)
  })

  it('put several layers into one tile, in the order asked for', async () => {
    const sources = ['one', 'two'].map((id) => memorySource({ id, rows: rows.slice(0, 1) }))
    const engine = await inlineEngine(sources)
    const { bytes } = await engine.tile({ layers: ['two', 'one'], ...home, filter: everything })
    expect(decodeTile(bytes).map(({ layer }) => layer)).toEqual(['two', 'one'])
  })

  it('say that they are empty where nothing is', async () => {
    const engine = await inlineEngine([memorySource({ rows })])
    const answer = await engine.tile({ layers: ['things'], z: 10, x: 0, y: 0, filter: everything })
    expect(answer).toMatchObject({ empty: true, featuresStoodFor: 0, featuresHeld: 0 })
  })
})
