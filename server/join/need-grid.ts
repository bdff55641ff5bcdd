import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import { hexagonAreas } from '../../core/zones/hexagon-areas.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { readPolygons } from '../geometry/read-polygons.ts'
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
  await cutPieces(transaction, edge)
  await writeGrid(transaction, id)
}

interface SettledRow {
  code: string
  wkb: Uint8Array
  /** Of each hexagon whose box meets that of the land: its name and its middle. */
  hexagons: [cell: string, x: number, y: number][] | null
}

/** Land that is read at once: some megabytes, where borders are drawn finely. */
const PAGE = 25
/** Pieces smaller than this come from rounding where land ends at the edge of a cell. */
const LEAST_SQUARE_METRES = GRID_METRES ** 2
const PAUSE_AFTER_MS = 5

/** The area of each piece of land in each hexagon, cut here: convex cells need none of the care that an overlay in the database takes. */
async function cutPieces(transaction: Knex.Transaction, edge: number): Promise<void> {
  await run(transaction, sql`CREATE UNIQUE INDEX ON grid_settled (code)`)
  await run(transaction, sql`ANALYZE grid_settled (code)`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE grid_pieces (cell text, code text, area double precision) ON COMMIT DROP`,
  )
  for (let after = ''; ; ) {
    const rows = await select<SettledRow>(
      transaction,
      sql`SELECT s.code, ST_AsBinary(s.geom, 'NDR') AS wkb, near.hexagons
       FROM (SELECT code, geom FROM grid_settled WHERE code > ${after} ORDER BY code LIMIT ${bound(PAGE, 'int')}) s
       CROSS JOIN LATERAL (
         SELECT json_agg(json_build_array(h.cell, ST_X(ST_Centroid(h.geom)), ST_Y(ST_Centroid(h.geom)))) AS hexagons
         FROM grid_hexagons h WHERE h.geom && s.geom) near
       ORDER BY s.code`,
    )
    const last = rows.at(-1)
    if (!last) return
    await storePieces(transaction, await piecesOf(rows, edge))
    after = last.code
  }
}

type Piece = [cell: string, code: string, area: number]

/** Lets other work of this thread in between. */
async function piecesOf(rows: readonly SettledRow[], edge: number): Promise<Piece[]> {
  const pieces: Piece[] = []
  let began = performance.now()
  for (const { code, wkb, hexagons } of rows) {
    const near = hexagons ?? []
    const middles = { x: near.map(([, x]) => x), y: near.map(([, , y]) => y) }
    for (const column of hexagonAreas(readPolygons(wkb), edge, middles)) {
      for (const { place, area } of column) {
        const cell = near[place]?.[0]
        if (cell !== undefined && area > LEAST_SQUARE_METRES) pieces.push([cell, code, area])
      }
      if (performance.now() - began < PAUSE_AFTER_MS) continue
      await setImmediate()
      began = performance.now()
    }
  }
  return pieces
}

async function storePieces(transaction: Knex.Transaction, pieces: readonly Piece[]): Promise<void> {
  await run(
    transaction,
    sql`INSERT INTO grid_pieces (cell, code, area)
     SELECT p ->> 0, p ->> 1, (p ->> 2)::float8 FROM json_array_elements(${JSON.stringify(pieces)}::json) AS p`,
  )
}

async function writeGrid(transaction: Knex.Transaction, packageId: string): Promise<void> {
  await run(
    transaction,
    sql`INSERT INTO need_cells (package_id, cell, village_code, point, geom)
     SELECT ${packageId}, h.cell, p.code, ST_Transform(ST_Centroid(h.geom), 4326), ST_Transform(h.geom, 4326)
     FROM (SELECT DISTINCT ON (cell) cell, code FROM grid_pieces ORDER BY cell, area DESC, code) p
     JOIN grid_hexagons h USING (cell) ORDER BY h.cell`,
  )
  await run(
    transaction,
    sql`INSERT INTO need_pieces (cell_id, village_code, share)
     SELECT c.id, p.code, p.area / sum(p.area) OVER (PARTITION BY p.code ORDER BY c.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
     FROM grid_pieces p JOIN need_cells c USING (cell)`,
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
