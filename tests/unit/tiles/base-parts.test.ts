import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { TileEngine, TileRequest } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { tileText } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { type TestGeometry, toWkb } from './wkb.ts'

const root = { z: 9, x: 414, y: 259 }
const [west, , , north] = tileEnvelope3857(root)
const span = tileSpanMetres(root.z)
const attributes = [
  { name: 'code', type: 'string' },
  { name: 'sector', type: 'string' },
  { name: 'cost', type: 'number', sumAs: 'cost_sum' },
] as const

const BASE = 3000
/** Between the points of the root and those of its children, so that it is aggregated and they are not. */
const limits = { maxPointsPerTile: 1500 }

/** The nth of places that are spread evenly; each fortieth row is a line, each fiftieth has no place. */
function rowOf(id: number, nth: number): SourceRow {
  const x = west + span * ((nth * 0.618034) % 1)
  const y = north - span * ((nth * 0.754878) % 1)
  const shape: TestGeometry =
    id % 40 === 0
      ? {
          type: 'LineString',
          coordinates: [
            [x, y],
            [x + span / 9, y - span / 7],
          ],
        }
      : { type: 'Point', coordinates: [x, y] }
  const values = [`U-${id}-${nth}`, ['jalan', 'air', 'sekolah'][nth % 3]!, (nth * 37) % 1000]
  return { id, wkb: id % 50 === 0 ? null : toWkb(shape), values }
}

const edit = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), nth: fc.nat(9000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      id: fc.integer({ min: 1, max: BASE }),
      nth: fc.nat(9000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), id: fc.integer({ min: 1, max: BASE }) }),
  },
)

const asked: TileRequest[] = [
  { ...root, encoding: 'gzip' },
  { ...root, encoding: 'identity', properties: ['sector', 'cost'] },
  { z: 10, x: 828, y: 518, encoding: 'gzip' },
  { z: 10, x: 828, y: 518, encoding: 'br' },
  { z: 10, x: 829, y: 519, encoding: 'gzip', filter: { in: { sector: ['jalan', 'air'] }, prefix: {} } },
  { z: 11, x: 1657, y: 1037, encoding: 'gzip' },
].map((one) => ({ layers: ['things'], filter: everything, ...one }) as TileRequest)

const unpack = { gzip: gunzipSync, br: brotliDecompressSync, identity: (bytes: Uint8Array) => bytes }

async function read(engine: TileEngine): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const request of asked) {
    const { bytes, featuresHeld, featuresStoodFor } = await engine.tile(request)
    const plain = unpack[request.encoding as keyof typeof unpack](bytes)
    answers.push({ text: tileText(plain), featuresHeld, featuresStoodFor })
  }
  return answers
}

test('a large tile that is patched, edit by edit, equals a freshly made one in every coding', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const rows = Array.from({ length: BASE }, (_, i) => rowOf(i + 1, i + 1))
      const source = memorySource({ attributes, rows, aggregateBelowZoom: 8 })
      const engine = await inlineEngine([source], limits)
      let added = BASE
      for (const one of edits) {
        const id = one.kind === 'add' ? ++added : one.id
        if (one.kind === 'delete') source.table.delete(id)
        else source.table.set(id, rowOf(id, one.nth))
        await engine.change('things', { ids: [id] })
        const ordered = [...source.table.values()].sort((a, b) => a.id - b.id)
        const fresh = await inlineEngine(
          [memorySource({ attributes, rows: ordered, aggregateBelowZoom: 8 })],
          limits,
        )
        expect(await read(engine)).toEqual(await read(fresh))
      }
    }),
    { numRuns: 12 },
  )
})
