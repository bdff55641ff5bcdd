import type { Knex } from 'knex'
import { run, select, sql } from '../database/sql-fragment.ts'
import type { Derivation } from './derivation.ts'

/** Edge of the finest hexagon, and the number of cells beyond which it grows. */
const EDGE_METRES = 1000
const MOST_CELLS = 20_000
/** Area of a regular hexagon is 3√3/2 edge². */
const HEXAGON_FACTOR = (3 * Math.sqrt(3)) / 2
/** Overlays name a grid size: without one GEOS may fail on valid input (and the embedded engine hides it). */
const GRID_METRES = 0.01

interface PackageRow {
  id: string
  srid: number
  square_metres: number
}

/**
 * Equal-area hexagons in the package's working CRS over settled land: over its ancillary polygons (settlements)
 * where it brings any, else over whole villages. A piece is the part of a village in a cell; its share is its
 * part of the village's settled land, so that shares of a village add up to 1 and no person is lost or doubled.
 */
export const needGrid: Derivation = {
  name: 'need-grid',
  inputs: ['areas:village', 'ancillary', 'packages'],
  step: 'Membangun kisi kebutuhan',
  async compute(transaction) {
    await transaction('need_cells').delete()
    const rows = await select<PackageRow>(
      transaction,
      sql`
      SELECT p.id, split_part(p.working_crs, ':', 2)::int AS srid, sum(a.area_km2) * 1e6 AS square_metres
      FROM packages p JOIN datasets d ON d.package_id = p.id JOIN areas a ON a.dataset_id = d.id AND a.level = 'village'
      GROUP BY p.id`,
    )
    for (const row of rows) await buildGrid(transaction, row)
  },
}

export function hexagonEdgeMetres(squareMetres: number): number {
  const smallest = Math.sqrt(squareMetres / (HEXAGON_FACTOR * MOST_CELLS))
  return Math.max(EDGE_METRES, Math.ceil(smallest / 100) * 100)
}

async function buildGrid(
  transaction: Knex.Transaction,
  { id, srid, square_metres }: PackageRow,
): Promise<void> {
  const edge = hexagonEdgeMetres(square_metres)
  await run(transaction, sql`DROP TABLE IF EXISTS grid_settled, grid_hexagons, grid_pieces`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE grid_settled ON COMMIT DROP AS
     WITH villages AS MATERIALIZED (
       SELECT a.code, ST_Transform(a.geom, ${srid}::int) AS geom
       FROM areas a JOIN datasets d ON d.id = a.dataset_id AND d.package_id = ${id} WHERE a.level = 'village'
     ), settlements AS MATERIALIZED (
       SELECT ST_Transform(f.geom, ${srid}::int) AS geom
       FROM features f JOIN layers l ON l.id = f.layer_id AND l.ancillary
       JOIN datasets d ON d.id = l.dataset_id AND d.package_id = ${id} WHERE ST_Dimension(f.geom) = 2
     ), built AS MATERIALIZED (
       SELECT v.code, ST_CollectionExtract(ST_Union(ST_Intersection(v.geom, s.geom, ${GRID_METRES}::float8), ${GRID_METRES}::float8), 3) AS geom
       FROM villages v JOIN settlements s ON ST_Intersects(v.geom, s.geom) GROUP BY v.code
     )
     SELECT v.code, CASE WHEN b.geom IS NULL OR ST_IsEmpty(b.geom) THEN v.geom ELSE b.geom END AS geom
     FROM villages v LEFT JOIN built b USING (code)`,
  )
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE grid_hexagons ON COMMIT DROP AS
     SELECT ${id} || ':' || i || ':' || j AS cell, geom
     FROM (SELECT (ST_HexagonGrid(${edge}::float8, ST_SetSRID(ST_Extent(geom)::geometry, ${srid}::int))).* FROM grid_settled) hexagons`,
  )
  await run(transaction, sql`CREATE INDEX ON grid_hexagons USING gist (geom)`)
  await run(transaction, sql`ANALYZE grid_hexagons`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE grid_pieces ON COMMIT DROP AS
     SELECT h.cell, s.code, CASE WHEN ST_Covers(s.geom, h.geom) THEN ST_Area(h.geom)
                            ELSE ST_Area(ST_Intersection(s.geom, h.geom, ${GRID_METRES}::float8)) END AS area
     FROM grid_settled s JOIN grid_hexagons h ON ST_Intersects(s.geom, h.geom)`,
  )
  await writeGrid(transaction, id)
}

async function writeGrid(transaction: Knex.Transaction, packageId: string): Promise<void> {
  await run(
    transaction,
    sql`INSERT INTO need_cells (package_id, cell, village_code, point, geom)
     SELECT ${packageId}, h.cell, p.code, ST_Transform(ST_Centroid(h.geom), 4326), ST_Transform(h.geom, 4326)
     FROM (SELECT DISTINCT ON (cell) cell, code FROM grid_pieces WHERE area > 0 ORDER BY cell, area DESC, code) p
     JOIN grid_hexagons h USING (cell) ORDER BY h.cell`,
  )
  await run(
    transaction,
    sql`INSERT INTO need_pieces (cell_id, village_code, share)
     SELECT c.id, p.code, p.area / sum(p.area) OVER (PARTITION BY p.code)
     FROM grid_pieces p JOIN need_cells c USING (cell) WHERE p.area > 0`,
  )
}

/** People and poor people of each village spread over its pieces; a village without a figure leaves its pieces empty, not zero. */
export const needPopulation: Derivation = {
  name: 'need-population',
  inputs: [
    ...['need-grid', 'areas:village', 'small-cell'],
    ...['statistics:population', 'statistics:poorPopulation'],
  ],
  step: 'Menyebar penduduk ke kisi',
  async compute(transaction) {
    await run(
      transaction,
      sql`
      UPDATE need_pieces p SET population = p.share * f.population, poor_population = p.share * f.poor_population
      FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code WHERE a.code = p.village_code`,
    )
    await run(
      transaction,
      sql`
      UPDATE need_cells c SET population = s.population, poor_population = s.poor_population
      FROM (SELECT cell_id, sum(population ORDER BY village_code) AS population,
                   sum(poor_population ORDER BY village_code) AS poor_population
            FROM need_pieces GROUP BY cell_id) s
      WHERE s.cell_id = c.id`,
    )
  },
}
