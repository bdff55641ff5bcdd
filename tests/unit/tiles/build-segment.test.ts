import { describe, expect, it } from 'vitest'
import type { TileAttribute } from '../../../server/tiles/layer-source.ts'
import { buildSegment } from '../../../server/tiles/snapshot/build-segment.ts'
import { RowCollector } from '../../../server/tiles/snapshot/row-collector.ts'
import type { Segment } from '../../../server/tiles/snapshot/snapshot.ts'
import { pointWkb, type TestGeometry, toWkb } from './wkb.ts'

const attributes: TileAttribute[] = [
  { name: 'status', type: 'string' },
  { name: 'year', type: 'integer' },
  { name: 'cost', type: 'number' },
  { name: 'urgent', type: 'boolean' },
]

const square = (at: number): [number, number][] => [
  [at, 0],
  [at + 900, 0],
  [at + 900, 900],
  [at, 900],
  [at, 0],
]
const shapes: TestGeometry[] = [
  { type: 'Point', coordinates: [5, 6] },
  { type: 'MultiPoint', coordinates: [square(0)[0]!, square(0)[1]!] },
  { type: 'LineString', coordinates: square(0) },
  { type: 'Polygon', coordinates: [square(0)] },
]

function segmentOf(coverage: boolean): Segment {
  const collector = new RowCollector(attributes)
  const simplified = new RowCollector([])
  for (const [i, shape] of shapes.entries()) {
    collector.add({ id: i + 1, wkb: toWkb(shape), values: ['accepted', 2025, 1.5, true] })
    if (shape.type === 'Polygon') simplified.add({ id: i + 1, wkb: toWkb(shape), values: [] })
  }
  collector.add({ id: 99, wkb: null, values: [null, null, null, null] })
  const coverageLevels = coverage ? [{ toZoom: 8, rows: simplified.finish() }] : null
  return buildSegment({ serial: 1, rows: collector.finish(), coverageLevels })
}

/** Everything in a segment that holds rows, with the path to it. */
function arraysIn(value: unknown, path = 'segment'): [string, ArrayBufferView | ArrayBufferLike][] {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
    return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => arraysIn(part, `${path}.${name}`))
}

describe('a segment', () => {
  it.each([
    ['of shapes each by itself', false],
    ['of a coverage', true],
  ])('%s has every array in memory that threads share', (_, coverage) => {
    const arrays = arraysIn(segmentOf(coverage))
    for (const [path, array] of arrays) {
      const buffer = ArrayBuffer.isView(array) ? array.buffer : array
      expect(buffer, path).toBeInstanceOf(SharedArrayBuffer)
    }
    const paths = arrays.map(([path]) => path)
    const expected = ['ids', 'rowsById', 'points', 'shapes.index', 'shapes.boxes', 'shapes.levels.0.coords']
    expect(paths).toEqual(expect.arrayContaining(expected.map((name) => `segment.${name}`)))
    // Codes, offsets, bytes and numbers of each attribute.
    expect(paths.filter((path) => path.startsWith('segment.columns.'))).toHaveLength(4 * attributes.length)
  })

  it.each([
    [3, Uint8Array],
    [255, Uint8Array],
    [256, Uint16Array],
    [70_000, Uint32Array],
  ])('codes a text of %i values by a dictionary, in as few bytes a row as that allows', (distinct, codes) => {
    const rowCount = Math.max(10_000, distinct)
    const collector = new RowCollector([{ name: 'status', type: 'string' }])
    for (let i = 0; i < rowCount; i++)
      collector.add({ id: i + 1, wkb: pointWkb([i, i]), values: [`nilai ${i % distinct}`] })
    const [column] = buildSegment({ serial: 1, rows: collector.finish(), coverageLevels: null }).columns
    expect(column?.codes).toBeInstanceOf(codes)
    expect(column?.codes).toHaveLength(rowCount)
    // Null is code 0, and an offset more ends the last value.
    expect(column?.offsets).toHaveLength(distinct + 2)
    expect(new Set(column?.codes).size).toBe(distinct)
  })

  it('keeps ten thousand rows of three texts in a byte a row and the three texts once', () => {
    const texts = ['accepted', 'rejected', 'realised']
    const collector = new RowCollector([{ name: 'status', type: 'string' }])
    for (let i = 0; i < 10_000; i++)
      collector.add({ id: i + 1, wkb: null, values: [i % 10 === 9 ? null : (texts[i % 3] ?? null)] })
    const segment = buildSegment({ serial: 1, rows: collector.finish(), coverageLevels: null })
    const column = segment.columns[0]!
    expect(column.codes).toBeInstanceOf(Uint8Array)
    expect(column.codes.byteLength).toBe(10_000)
    expect(column.offsets).toHaveLength(5)
    const stored = Buffer.from(column.bytes).toString('latin1')
    for (const text of texts) expect(stored.split(text)).toHaveLength(2)
    for (let i = 0; i < 10_000; i++) {
      const code = column.codes[i]!
      const value = Buffer.from(column.bytes.subarray(column.offsets[code], column.offsets[code + 1]))
      if (i % 10 === 9) expect(code).toBe(0)
      else expect(value.toString('latin1')).toContain(texts[i % 3])
    }
  })
})
