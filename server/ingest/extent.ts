import type { Knex } from 'knex'
import { select, sql } from '../database/sql-fragment.ts'

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number]

/** The extent of a package's villages (of whatever areas it has when there are none); null before areas are loaded. */
export async function readExtent(knex: Knex, packageId: string): Promise<Extent | null> {
  const rows = await select<{ w: number | null; s: number; e: number; n: number }>(
    knex,
    sql`SELECT ST_XMin(box) AS w, ST_YMin(box) AS s, ST_XMax(box) AS e, ST_YMax(box) AS n FROM (
       SELECT ST_Extent(a.geom) AS box FROM areas a JOIN datasets d ON d.id = a.dataset_id WHERE d.package_id = ${packageId}) x`,
  )
  const box = rows[0]
  return box && box.w !== null ? [box.w, box.s, box.e, box.n] : null
}
