import type { Knex } from 'knex'
import type { ServiceStandard } from '../../core/zones/zone-figures.ts'
import { bound, catalogued, joinSql, select, sql } from '../database/sql-fragment.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import type { CellRow, PieceRow, PointRow, VillageRow } from './zone-messages.ts'

/** Rows a page: few enough that taking one apart does not hold up other requests. */
const VILLAGES = 250
const CELLS = 1000
const PIECES = 2000
const POINTS = 2000

/** Numbers of rows to be read of each kind, for the share of the progress. */
export async function countRows(
  knex: Knex,
  { places, points }: { places: boolean; points: boolean },
): Promise<number> {
  const tables = [
    ...(places ? [`areas WHERE level = 'village'`, 'need_cells', 'need_pieces'].map(catalogued) : []),
    ...(points ? [sql`proposals p WHERE ${PUBLIC}`] : []),
  ]
  const counts = tables.map((table) => sql`(SELECT count(*) FROM ${table})`)
  const [row] = await select<{ rows: number }>(knex, sql`SELECT (${joinSql(counts, ' + ')})::int AS rows`)
  return row?.rows ?? 0
}

export async function readStandards(knex: Knex): Promise<ServiceStandard[]> {
  return await knex('service_standards')
    .orderBy('service')
    .select<ServiceStandard[]>('service', { standardMetres: 'max_distance_m' })
}

/** Villages in their cleaned borders with their latest figures, page by page. */
export async function* readVillages(
  knex: Knex,
  services: readonly ServiceStandard[],
): AsyncGenerator<VillageRow[]> {
  const names = services.map(({ service }) => service)
  let after = -1
  for (;;) {
    const rows = await select<VillageRow>(
      knex,
      sql`SELECT a.id, a.code, a.name, ST_AsBinary(a.clean, 'NDR') AS wkb, f.population, f.poor_population AS poor,
              ARRAY(SELECT c.people_beyond FROM unnest(${names}::text[]) WITH ORDINALITY AS s(service, nth)
                    LEFT JOIN coverage c ON c.service = s.service AND c.area_code = a.code ORDER BY s.nth) AS beyond
       FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code
       WHERE a.level = 'village' AND a.id > ${after} ORDER BY a.id LIMIT ${VILLAGES}`,
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
  }
}

/** Cells of the need grid, and beyond which standards their middles lie. */
export async function* readCells(
  knex: Knex,
  services: readonly ServiceStandard[],
): AsyncGenerator<CellRow[]> {
  const names = services.map(({ service }) => service)
  let after = -1
  for (;;) {
    const rows = await select<CellRow>(
      knex,
      sql`SELECT n.id, ST_AsBinary(n.geom, 'NDR') AS wkb, ST_X(n.point) AS lon, ST_Y(n.point) AS lat,
              ARRAY(SELECT c.beyond FROM unnest(${names}::text[]) WITH ORDINALITY AS s(service, nth)
                    LEFT JOIN need_coverage c ON c.service = s.service AND c.cell_id = n.id ORDER BY s.nth) AS beyond
       FROM need_cells n WHERE n.id > ${after} ORDER BY n.id LIMIT ${CELLS}`,
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
  }
}

/** People of each village in each cell. */
export async function* readPieces(knex: Knex): AsyncGenerator<PieceRow[]> {
  let [cell, village] = [-1, '']
  for (;;) {
    const rows: PieceRow[] = await select<PieceRow>(
      knex,
      sql`SELECT cell_id, village_code, population, poor_population FROM need_pieces
       WHERE (cell_id, village_code) > (${cell}, ${village}) ORDER BY cell_id, village_code LIMIT ${PIECES}`,
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows
    cell = last.cell_id
    village = last.village_code
  }
}

const COLUMNS =
  catalogued(`p.id, ST_X(${point()}) AS lon, ST_Y(${point()}) AS lat, p.cost_rupiah::float8 AS cost, p.status,
  p.sector, ${visibleQuality} AS quality`)
const PUBLIC = sql`${visibleProposal()} AND ${catalogued(visiblePlace)} IS NOT NULL`

/** Where a proposal counts: lines and areas at a point on them. */
function point(): string {
  return `(CASE WHEN GeometryType(${visiblePlace}) = 'POINT' THEN ${visiblePlace} ELSE ST_PointOnSurface(${visiblePlace}) END)`
}

/** Public places of all proposals, page by page. */
export async function* readPoints(knex: Knex): AsyncGenerator<PointRow[]> {
  let after = -1
  for (;;) {
    const beyond = bound(after, 'int')
    const rows: PointRow[] = await select<PointRow>(
      knex,
      sql`SELECT ${COLUMNS} FROM proposals p WHERE ${PUBLIC} AND p.id > ${beyond} ORDER BY p.id LIMIT ${bound(POINTS, 'int')}`,
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
  }
}

/** Places of these proposals; proposals that are not public or deleted are left out. */
export async function readPointsOf(knex: Knex, ids: readonly number[]): Promise<PointRow[]> {
  const among = sql`p.id = ANY (${bound([...ids], 'int[]')})`
  return await select<PointRow>(knex, sql`SELECT ${COLUMNS} FROM proposals p WHERE ${PUBLIC} AND ${among}`)
}
