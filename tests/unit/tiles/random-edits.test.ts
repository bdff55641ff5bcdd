import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { tileText } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { type MemorySource, memorySource } from './memory-source.ts'
import { type Position, type TestGeometry, toWkb } from './wkb.ts'

const root = { z: 9, x: 414, y: 259 }
const [west, , , north] = tileEnvelope3857(root)
const span = tileSpanMetres(root.z)
const attributes = [
  { name: 'name', type: 'string' },
  { name: 'cost', type: 'number', sumAs: 'cost_sum' },
] as const

const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
const toPosition = ([x, y]: [number, number]): Position => [west + (x / 400) * span, north - (y / 400) * span]

const geometry = fc.oneof(
  { weight: 4, arbitrary: place.map((p): TestGeometry => ({ type: 'Point', coordinates: toPosition(p) })) },
  {
    weight: 1,
    arbitrary: fc
      .array(place, { minLength: 2, maxLength: 6 })
      .map((ps): TestGeometry => ({ type: 'LineString', coordinates: ps.map(toPosition) })),
  },
  {
    weight: 1,
    arbitrary: place.map(([x, y]): TestGeometry => {
      const ring = [
        [x, y],
        [x + 9, y],
        [x + 9, y + 5],
        [x, y],
      ] as [number, number][]
      return { type: 'Polygon', coordinates: [ring.map(toPosition)] }
    }),
  },
  { weight: 1, arbitrary: fc.constant(null) },
)

const row = fc.record({ geometry, name: fc.constantFrom('jalan', 'jembatan', 'irigasi'), cost: fc.nat(1000) })
const edit = fc.record({ id: fc.integer({ min: 1, max: 40 }), row: fc.option(row, { nil: null, freq: 4 }) })

type Row = typeof row extends fc.Arbitrary<infer T> ? T : never

const toSourceRow = (id: number, { geometry, name, cost }: Row): SourceRow => ({
  id,
  wkb: geometry ? toWkb(geometry) : null,
  values: [name, cost],
})

/** Tiles of three zooms that cover the root, and it. */
const watched = [0, 1, 2].flatMap((down) =>
  Array.from({ length: 4 ** down }, (_, i) => {
    const across = 2 ** down
    return {
      z: root.z + down,
      x: root.x * across + (i % across),
      y: root.y * across + Math.floor(i / across),
    }
  }),
)

async function allTiles(engine: TileEngine): Promise<Map<string, { text: string; etag: string }>> {
  const texts = new Map<string, { text: string; etag: string }>()
  for (const tile of watched) {
    const { bytes, etag } = await engine.tile({ layers: ['things'], ...tile, filter: everything })
    texts.set(`${tile.z}/${tile.x}/${tile.y}`, { text: tileText(bytes), etag })
  }
  return texts
}

/** Whether an address or, beyond the deepest zoom listed, its ancestor there is among the changed tiles. */
function isListed(key: string, tiles: ReadonlySet<string>, deepest: number): boolean {
  const [z, x, y] = key.split('/').map(Number) as [number, number, number]
  const up = Math.max(0, z - deepest)
  return tiles.has(`${z - up}/${x >> up}/${y >> up}`)
}

async function applyEdits(
  engine: TileEngine,
  source: MemorySource,
  edits: { id: number; row: Row | null }[],
) {
  for (const { id, row } of edits) {
    if (row) source.table.set(id, toSourceRow(id, row))
    else source.table.delete(id)
  }
  return engine.change('things', { ids: edits.map(({ id }) => id) })
}

describe('edits beside the snapshot', () => {
  it.each([2, 1000])(
    'leave every tile as if built afresh, with at most %i points a tile',
    async (maxPointsPerTile) => {
      const sequence = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 8 })
      const property = fc.asyncProperty(
        fc.array(row, { maxLength: 20 }),
        sequence,
        async (start, batches) => {
          const rows = start.map((first, i) => toSourceRow(i + 1, first))
          const source = memorySource({ attributes, rows })
          const engine = await inlineEngine([source], { maxPointsPerTile })
          for (const edits of batches) {
            const before = await allTiles(engine)
            const { tiles, deepest } = await applyEdits(engine, source, edits)
            const after = await allTiles(engine)
            const listed = new Set(tiles)
            for (const [key, { text, etag }] of after) {
              if (text !== before.get(key)!.text) expect(isListed(key, listed, deepest), key).toBe(true)
              if (!isListed(key, listed, deepest)) expect(etag, key).toBe(before.get(key)!.etag)
              else expect(etag, key).not.toBe(before.get(key)!.etag)
            }
          }
          const fresh = await inlineEngine([memorySource({ attributes, rows: [...source.table.values()] })], {
            maxPointsPerTile,
          })
          const [edited, built] = [await allTiles(engine), await allTiles(fresh)]
          for (const [key, { text }] of edited) expect(text, key).toBe(built.get(key)!.text)
          expect(engine.layerInfo('things').count).toBe(source.table.size)
          expect(engine.layerInfo('things').located).toBe(fresh.layerInfo('things').located)
        },
      )
      await fc.assert(property, { numRuns: 20 })
    },
  )

  it('merge into the snapshot without changing a tile', async () => {
    const rows = Array.from({ length: 300 }, (_, i): SourceRow => {
      const coordinates = toPosition([(i * 37) % 400, (i * 91) % 400])
      const wkb = i % 10 === 9 ? null : toWkb({ type: 'Point', coordinates })
      return { id: i + 1, wkb, values: [`usulan ${i}`, i] }
    })
    const source = memorySource({ attributes, rows })
    const engine = await inlineEngine([source])
    for (let start = 1; start <= 300; start += 50) {
      const edits = Array.from({ length: 50 }, (_, i): { id: number; row: Row | null } => {
        const id = start + i
        const position = toPosition([(id * 53) % 400, (id * 17) % 400])
        const geometry: TestGeometry = { type: 'LineString', coordinates: [position, toPosition([200, 200])] }
        return { id, row: id % 7 === 0 ? null : { geometry, name: 'jembatan', cost: id } }
      })
      await applyEdits(engine, source, edits)
    }
    const fresh = await inlineEngine([memorySource({ attributes, rows: [...source.table.values()] })])
    // Merging waits its turn behind the changes; one more change comes after it.
    await engine.change('things', { ids: [1] })
    const [edited, built] = [await allTiles(engine), await allTiles(fresh)]
    for (const [key, { text }] of edited) expect(text, key).toBe(built.get(key)!.text)
    expect(engine.layerInfo('things').bytes).toBeLessThan(1.3 * fresh.layerInfo('things').bytes)
  })
})
