import { lonLatToTile, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import type { BenchStore } from './bench-context.ts'
import { seeded } from './data/seeded.ts'

export interface PickedTiles {
  /** Asked first, without being timed. */
  warmUp: TileAddress[]
  timed: TileAddress[]
}

const warmUpTiles = 12

/** Different tiles under random places, up to so many at each zoom; deterministic. */
export function pickTiles(
  places: readonly [number, number][],
  zooms: readonly number[],
  each: number,
): PickedTiles {
  const random = seeded(7)
  const picked = new Map<string, TileAddress>()
  for (const z of zooms) {
    const ofZoom = new Map<string, TileAddress>()
    for (let i = 0; i < each * 20 && ofZoom.size < each; i++) {
      const [lon, lat] = places[Math.floor(random() * places.length)]!
      const tile = lonLatToTile(lon, lat, z)
      ofZoom.set(tileKey(tile), tile)
    }
    for (const [key, tile] of ofZoom) picked.set(key, tile)
  }
  const all = [...picked.values()]
  const every = Math.max(1, Math.floor(all.length / warmUpTiles))
  return { warmUp: all.filter((_, i) => i % every === 0), timed: all.filter((_, i) => i % every !== 0) }
}

/** Places of a table's geometries, as lon and lat, at random but the same each time. */
export async function placesOf(
  { query }: Pick<BenchStore, 'query'>,
  sql: string,
): Promise<[number, number][]> {
  const rows = await query(
    `SELECT ST_X(g) AS lon, ST_Y(g) AS lat FROM (${sql}) t WHERE GeometryType(g) = 'POINT'`,
  )
  return rows.map(({ lon, lat }) => [Number(lon), Number(lat)])
}
