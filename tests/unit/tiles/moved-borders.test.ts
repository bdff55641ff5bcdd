import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TileAddress, tileEnvelope3857, tileKey, tileSpanMetres } from '../../../core/geo/tile.ts'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import type { SourceRow } from '../../../server/tiles/layer-source.ts'
import { tileText } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { batches, memorySource } from './memory-source.ts'
import { type Position, toWkb } from './wkb.ts'

const root = { z: 8, x: 207, y: 129 }
const [west, , , north] = tileEnvelope3857(root)
const span = tileSpanMetres(root.z)
const across = 4
const steps = 16

/** Corners of the grid that villages share, where they have been moved to. */
type Corners = Map<string, Position>

function corner(moved: Corners, x: number, y: number): Position {
  const [dx, dy] = moved.get(`${x} ${y}`) ?? [0, 0]
  return [x + dx / 40, y + dy / 40]
}

/** A wiggling border with the same vertices from either side, every `step`th of them. */
function border(from: Position, to: Position, step: number): Position[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  return Array.from({ length: steps / step }, (_, i) => {
    const share = (i * step) / steps
    const wiggle = i === 0 ? 0 : 0.05 * Math.sin(i * step * 1.7)
    return [from[0] + share * dx - wiggle * dy, from[1] + share * dy + wiggle * dx]
  })
}

function villages(moved: Corners, step: number): SourceRow[] {
  const backwards = (from: Position, to: Position) => [...border(to, from, step), from].reverse().slice(0, -1)
  return Array.from({ length: across * across }, (_, i) => {
    const [x, y] = [i % across, Math.floor(i / across)]
    const [a, b] = [corner(moved, x, y), corner(moved, x + 1, y)]
    const [c, d] = [corner(moved, x + 1, y + 1), corner(moved, x, y + 1)]
    const ring = [...border(a, b, step), ...border(b, c, step), ...backwards(c, d), ...backwards(d, a)]
    const scaled = [...ring, ring[0]!].map(
      ([u, v]): Position => [
        west + ((u + 0.5) / (across + 1)) * span,
        north - ((v + 0.5) / (across + 1)) * span,
      ],
    )
    return { id: i + 1, wkb: toWkb({ type: 'Polygon', coordinates: [scaled] }), values: [`desa ${i}`] }
  })
}

/** A store whose borders can be moved. */
function store() {
  const moved: Corners = new Map()
  const source = memorySource({
    id: 'areas',
    kind: 'polygon',
    coverage: true,
    rows: villages(moved, 1),
    generalised: (tolerance) => {
      const step = tolerance > 1000 ? 8 : tolerance > 100 ? 4 : 1
      return batches(villages(moved, step).map(({ id, wkb }) => ({ id, wkb: wkb! })))
    },
  })
  const move = (x: number, y: number, by: Position) => {
    moved.set(`${x} ${y}`, by)
    for (const row of villages(moved, 1)) source.table.set(row.id, row)
  }
  return { source, move }
}

const watched = [0, 1, 2, 3, 4].flatMap((down) => {
  const side = 2 ** down
  // Of deep zooms a band across the middle, and both of its ends.
  const ys = down < 3 ? Array.from({ length: side }, (_, i) => i) : [0, side / 2, side - 1]
  return ys.flatMap((y) =>
    Array.from({ length: side }, (_, x): TileAddress => {
      return { z: root.z + down, x: root.x * side + x, y: root.y * side + y }
    }),
  )
})

async function allTiles(engine: TileEngine) {
  const found = new Map<string, { text: string; etag: string }>()
  for (const tile of watched) {
    const { bytes, etag } = await engine.tile({ layers: ['areas'], ...tile, filter: everything })
    found.set(tileKey(tile), { text: tileText(bytes), etag })
  }
  return found
}

function isListed({ z, x, y }: TileAddress, listed: ReadonlySet<string>, deepest: number): boolean {
  const up = Math.max(0, z - deepest)
  return listed.has(tileKey({ z: z - up, x: x >> up, y: y >> up }))
}

describe('a border that moves', () => {
  it('renews the tiles that it and its neighbours touch and no other, which are as if built afresh', async () => {
    const place = fc.integer({ min: 0, max: across })
    const by = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
    const moves = fc.array(fc.tuple(place, place, by), { minLength: 1, maxLength: 3 })
    const property = fc.asyncProperty(moves, async (sequence) => {
      const { source, move } = store()
      const engine = await inlineEngine([source])
      for (const [x, y, offset] of sequence) {
        const before = await allTiles(engine)
        move(x, y, offset)
        // One village of those whose border moved: the others are found by comparison.
        const id = Math.min(y, across - 1) * across + Math.min(x, across - 1) + 1
        const { tiles, deepest } = await engine.change('areas', { ids: [id] })
        const [after, listed] = [await allTiles(engine), new Set(tiles)]
        for (const tile of watched) {
          const key = tileKey(tile)
          const [old, now] = [before.get(key)!, after.get(key)!]
          if (isListed(tile, listed, deepest)) expect(now.etag, key).not.toBe(old.etag)
          else expect(now, key).toEqual(old)
        }
      }
      const fresh = await inlineEngine([source])
      const built = await allTiles(fresh)
      for (const [key, { text }] of await allTiles(engine)) expect(text, key).toBe(built.get(key)!.text)
    })
    await fc.assert(property, { numRuns: 15 })
  })

  it('leaves tiles of villages that do not touch it their version, at every zoom that tells them apart', async () => {
    const { source, move } = store()
    const engine = await inlineEngine([source])
    const before = await allTiles(engine)
    move(0, 0, [5, 5])
    await engine.change('areas', { ids: [1] })
    const after = await allTiles(engine)
    for (const down of [1, 2, 3, 4]) {
      const kept = watched.filter((tile) => {
        const key = tileKey(tile)
        return tile.z === root.z + down && before.get(key)!.etag === after.get(key)!.etag
      })
      expect(kept.length, `zoom ${root.z + down}`).toBeGreaterThan(0)
      const far = { z: root.z + down, x: (root.x + 1) * 2 ** down - 1, y: (root.y + 1) * 2 ** down - 1 }
      expect(after.get(tileKey(far)), tileKey(far)).toEqual(before.get(tileKey(far)))
    }
    expect(after.get(tileKey(root))!.etag).not.toBe(before.get(tileKey(root))!.etag)
  })
})
