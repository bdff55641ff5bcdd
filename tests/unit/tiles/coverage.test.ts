import { describe, expect, it } from 'vitest'
import { tileEnvelope3857, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { decodeTile } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { batches, memorySource } from './memory-source.ts'
import { type Edge, edgeCounts } from './tile-edges.ts'
import { type Position, toWkb } from './wkb.ts'

const root = { z: 8, x: 207, y: 129 }
const [west, , , north] = tileEnvelope3857(root)
const span = tileSpanMetres(root.z)
const across = 5
const steps = 64

/** A border that wiggles: the same vertices from either side, at `step` of them only. */
function border(from: Position, to: Position, step: number): Position[] {
  const vertices: Position[] = []
  for (let i = 0; i < steps; i += step) {
    const share = i / steps
    const wiggle = Math.sin(share * Math.PI) * Math.sin(i * 1.7 + from[0] * 3 + from[1]) * 0.06
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    vertices.push([from[0] + share * dx - wiggle * dy, from[1] + share * dy + wiggle * dx])
  }
  return vertices
}

/** Villages on a wiggling grid; every `step`th border vertex is kept, as a coverage simplifier would choose. */
function villages(step: number): SourceRow[] {
  const backwards = (from: Position, to: Position) => [...border(to, from, step), from].reverse().slice(0, -1)
  return Array.from({ length: across * across }, (_, i) => {
    const [x, y] = [i % across, Math.floor(i / across)]
    const corners: Position[] = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ]
    const [a, b, c, d] = corners as [Position, Position, Position, Position]
    const ring = [...border(a, b, step), ...border(b, c, step), ...backwards(c, d), ...backwards(d, a)]
    const scaled = [...ring, ring[0]!].map(([u, v]): Position => {
      return [west + ((u + 0.3) / (across + 1)) * span, north - ((v + 0.3) / (across + 1)) * span]
    })
    return { id: i + 1, wkb: toWkb({ type: 'Polygon', coordinates: [scaled] }), values: [`desa ${i}`] }
  })
}

const source = memorySource({
  id: 'areas',
  kind: 'polygon',
  coverage: true,
  rows: villages(1),
  generalised: (tolerance) => {
    const step = tolerance > 1000 ? 16 : tolerance > 100 ? 4 : 1
    return batches(villages(step).map(({ id, wkb }) => ({ id, wkb: wkb! })))
  },
})

/** Edges that only one village has, though they lie inside the grid of villages: gaps or overlaps. */
function unmatched(bytes: Uint8Array, tile: { z: number; x: number; y: number }): Edge[] {
  const [minX, , , maxY] = tileEnvelope3857(tile)
  const unit = tileSpanMetres(tile.z) / 4096
  const inner = (part: string) => {
    const [x, y] = part.split(' ').map(Number) as [number, number]
    const u = ((minX + x * unit - west) / span) * (across + 1) - 0.3
    const v = ((north - (maxY - y * unit)) / span) * (across + 1) - 0.3
    return u > 0.2 && v > 0.2 && u < across - 0.2 && v < across - 0.2
  }
  return [...edgeCounts(bytes)]
    .filter(([key, count]) => count % 2 === 1 && key.split(' – ').every(inner))
    .map(([key]) => key)
}

describe('a coverage in tiles', () => {
  it.each([6, 8, 9, 10, 11, 12, 14])('keeps one border between neighbours at zoom %i', async (z) => {
    const engine = await inlineEngine([source])
    const scale = 2 ** (z - root.z)
    const first = { x: Math.floor(root.x * scale), y: Math.floor(root.y * scale) }
    const size = Math.max(1, Math.min(8, scale))
    let edges = 0
    for (let i = 0; i < size * size; i++) {
      const skip = Math.floor(Math.max(0, scale - size) / 2)
      const tile = { z, x: first.x + skip + (i % size), y: first.y + skip + Math.floor(i / size) }
      const { bytes } = await engine.tile({ layers: ['areas'], ...tile, filter: everything })
      edges += edgeCounts(bytes).size
      expect(unmatched(bytes, tile), JSON.stringify(tile)).toEqual([])
    }
    expect(edges).toBeGreaterThan(10)
  })

  it('carries fewer vertices at low zooms and all areas at every zoom', async () => {
    const engine = await inlineEngine([source])
    const vertices = async (z: number) => {
      const tile = { z, x: root.x >> (root.z - z), y: root.y >> (root.z - z) }
      const { bytes } = await engine.tile({ layers: ['areas'], ...tile, filter: everything })
      const features = decodeTile(bytes)
      expect(features.length).toBe(across * across)
      return features.reduce((sum, { parts }) => sum + parts[0]!.length, 0)
    }
    expect(await vertices(5)).toBeLessThan((await vertices(8)) / 2)
  })

  it.each([6, 8, 9])('keeps its borders at zoom %i when values change', async (z) => {
    const edited = memorySource({ ...source, rows: villages(1) })
    const engine = await inlineEngine([edited])
    const tile = { z, x: Math.floor(root.x * 2 ** (z - root.z)), y: Math.floor(root.y * 2 ** (z - root.z)) }
    const before = await engine.tile({ layers: ['areas'], ...tile, filter: everything })
    for (const id of [1, 7, 13]) edited.table.set(id, { ...edited.table.get(id)!, values: ['berubah'] })
    await engine.change('areas', { ids: [1, 7, 13] })
    const after = await engine.tile({ layers: ['areas'], ...tile, filter: everything })
    expect(unmatched(after.bytes, tile)).toEqual([])
    expect(edgeCounts(after.bytes)).toEqual(edgeCounts(before.bytes))
    expect(decodeTile(after.bytes).map(({ properties }) => properties.name)).toContain('berubah')
  })

  it('keeps an area that the simplified coverage lacks', async () => {
    const gap = memorySource({
      ...source,
      rows: villages(1),
      generalised: () =>
        batches(
          villages(16)
            .slice(1)
            .map(({ id, wkb }) => ({ id, wkb: wkb! })),
        ),
    })
    const engine = await inlineEngine([gap])
    const { bytes } = await engine.tile({
      layers: ['areas'],
      z: 5,
      x: root.x >> 3,
      y: root.y >> 3,
      filter: everything,
    })
    expect(decodeTile(bytes).map(({ id }) => id)).toContain(1)
  })
})
