import { DEEPEST_ZOOM, type TileAddress } from '../../../core/geo/tile.ts'
import type { ParsedGeometry } from '../snapshot/read-wkb.ts'
import { TILE_BUFFER, type TileTransform, tileTransform } from '../tile-units.ts'
import { geometryEnvelope, touchesBox } from './touches-box.ts'

export interface ChangedTiles {
  /** Every tile whose content may differ, zoom by zoom from 0 to `deepest`. */
  tiles: TileAddress[]
  /** At zooms beyond this one, the tiles below those listed at it have changed. */
  deepest: number
}

/**
 * Margin beyond the buffer in tile units: a generalised outline may reach up to its tolerance into a tile
 * that the original only passes.
 */
const OUTLINE_MARGIN = 16

/** Shapes up to this size count by their envelope, as the encoder draws them as points or placeholders. */
const ENVELOPE_UNITS = 64

function touchesTile(geometry: ParsedGeometry, box: TileTransform): boolean {
  const [minX, minY, maxX, maxY] = geometryEnvelope(geometry)
  if (minX > box.maxX || maxX < box.minX || minY > box.maxY || maxY < box.minY) return false
  if (Math.max(maxX - minX, maxY - minY) * box.scale <= ENVELOPE_UNITS) return true
  return touchesBox(geometry, box)
}

/** Vertices examined for one change before descending ends: some 20 ms. Outlines of 10,000 vertices exist. */
const VERTEX_BUDGET = 3_000_000

function vertexCount(changes: readonly ChangedGeometry[]): number {
  return changes.reduce(
    (sum, { geometry: { points, lines, rings } }) => sum + (points.length + lines.length + rings.length) / 2,
    0,
  )
}

function children({ z, x, y }: TileAddress): TileAddress[] {
  const west = { z: z + 1, x: 2 * x }
  const east = { z: z + 1, x: 2 * x + 1 }
  return [
    { ...west, y: 2 * y },
    { ...east, y: 2 * y },
    { ...west, y: 2 * y + 1 },
    { ...east, y: 2 * y + 1 },
  ]
}

/**
 * The tiles that a change touches: those whose buffered square meets the old or new geometry (EPSG:3857).
 * Goes down the pyramid as long as the list stays within `limit`; at zoom 0 it always has one entry.
 */
export function changedTiles(geometries: readonly ParsedGeometry[], limit: number): ChangedTiles {
  return changedTilesOf(
    geometries.map((geometry) => ({ geometry, toZoom: DEEPEST_ZOOM })),
    limit,
  )
}

/** A former or present geometry, with the deepest zoom at which it makes a difference. */
export interface ChangedGeometry {
  geometry: ParsedGeometry
  toZoom: number
}

/** As changedTiles, of geometries that only count down to a zoom. */
export function changedTilesOf(changes: readonly ChangedGeometry[], limit: number): ChangedTiles {
  let level = [{ tile: { z: 0, x: 0, y: 0 }, touching: changes }]
  const tiles: TileAddress[] = changes.length > 0 ? [{ z: 0, x: 0, y: 0 }] : []
  if (changes.length === 0) return { tiles, deepest: DEEPEST_ZOOM }
  let looked = 0
  for (let z = 1; z <= DEEPEST_ZOOM; z++) {
    const next: typeof level = []
    for (const { touching } of level) looked += 4 * vertexCount(touching)
    if (looked > VERTEX_BUDGET) return { tiles, deepest: z - 1 }
    for (const { tile, touching } of level) {
      for (const child of children(tile)) {
        const box = tileTransform(child, TILE_BUFFER + OUTLINE_MARGIN)
        const still = touching.filter(({ geometry, toZoom }) => z <= toZoom && touchesTile(geometry, box))
        if (still.length > 0) next.push({ tile: child, touching: still })
      }
      if (tiles.length + next.length > limit) return { tiles, deepest: z - 1 }
    }
    for (const { tile } of next) tiles.push(tile)
    level = next
  }
  return { tiles, deepest: DEEPEST_ZOOM }
}
