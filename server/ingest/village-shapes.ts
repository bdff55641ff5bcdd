import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Knex } from 'knex'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { rawOf, sql } from '../database/sql-fragment.ts'

interface Shape {
  /** west, south, east, north */
  box: [number, number, number, number]
  /** Each closed ring: lon and lat in turn. */
  rings: Float64Array[]
}

function toShape({ type, coordinates }: Polygon | MultiPolygon): Shape {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Position[][][]
  const box: Shape['box'] = [Infinity, Infinity, -Infinity, -Infinity]
  const rings = polygons.flat().map((ring) => {
    const flat = new Float64Array(ring.length * 2)
    for (const [i, [lon = 0, lat = 0]] of ring.entries()) {
      flat[2 * i] = lon
      flat[2 * i + 1] = lat
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
    return flat
  })
  return { box, rings }
}

/** Crossings of a ray from the point with all rings: odd inside, holes included (Shimrat 1962). */
function isInside([x, y]: LonLat, { box, rings }: Shape): boolean {
  if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false
  let inside = false
  for (const ring of rings) {
    for (let i = 2; i < ring.length; i += 2) {
      const [ay, by] = [ring[i - 1]!, ring[i + 1]!]
      if (ay > y === by > y) continue
      if (x < ((ring[i]! - ring[i - 2]!) * (y - ay)) / (by - ay) + ring[i - 2]!) inside = !inside
    }
  }
  return inside
}

/** Outlines of a package's villages in memory (EPSG:4326), to answer at once what holds for most proposals. */
export class VillageShapes {
  readonly #shapes: ReadonlyMap<string, Shape>

  private constructor(shapes: ReadonlyMap<string, Shape>) {
    this.#shapes = shapes
  }

  static async read(knex: Knex, packageId: string): Promise<VillageShapes> {
    const rows = await knex('areas')
      .join('datasets', 'datasets.id', 'areas.dataset_id')
      .where({ 'datasets.package_id': packageId, 'areas.level': 'village' })
      .select<{ code: string; shape: string }[]>(
        'areas.code',
        rawOf(knex, sql`ST_AsGeoJSON(areas.geom, 15) AS shape`),
      )
    return new VillageShapes(new Map(rows.map(({ code, shape }) => [code, toShape(JSON.parse(shape))])))
  }

  /** True when the point lies inside the village. On its very border either answer may come. */
  contains(code: string, point: LonLat): boolean {
    const shape = this.#shapes.get(code)
    return shape !== undefined && isInside(point, shape)
  }
}
