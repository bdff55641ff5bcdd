import type { TileOfSet } from '../../../core/geo/tile.ts'
import { bound, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import type { TileFilter } from '../tile-filter.ts'
import { TILE_EXTENT } from '../tile-units.ts'
import { GEOMETRY_COLUMN, groupedValuesSql, ID_COLUMN, namedSql, valuesSql } from './attribute-sql.ts'
import { filterSql } from './filter-sql.ts'
import { cellSql, roundSql, type ShapeSql, shapeSql } from './shape-sql.ts'
import { textSql } from './sql-part.ts'

export interface TileSqlInput {
  layer: LayerDefinition
  tile: TileOfSet
  filter: TileFilter
  /** Attributes that the tile carries. */
  fields: readonly LayerField[]
}

/**
 * Rows whose envelope meets the buffered tile, with "id", "g" (in the plane of the tile) and the fields as a0, a1 …. OFFSET 0 keeps
 * PostgreSQL from working "g" out anew wherever it is used.
 */
function hitsSql(
  { layer, filter, fields }: TileSqlInput,
  shape: ShapeSql,
  vertices: 'any' | 'several' = 'any',
): SqlFragment {
  // Checked before anything is computed: nearly all rows of a layer of points are outside of the tile.
  const several = vertices === 'several' ? [catalogued(`ST_NPoints(${layer.tileGeom}) > 1`)] : []
  const rows = rowsOf(layer, catalogued(shape.search), ...several, ...filterSql(layer, filter))
  const columns = catalogued(`${layer.key}::int8 AS id, ${shape.geometry} AS g${valuesSql(fields)}`)
  const near = catalogued(shape.near)
  return sql`SELECT * FROM (SELECT ${columns} ${rows} OFFSET 0) hit WHERE ${near}`
}

const mvtSql = ({ layer }: TileSqlInput) => {
  const [id, geometry] = [ID_COLUMN, GEOMETRY_COLUMN].map((column) => textSql(column.slice(1, -1)))
  return catalogued(`ST_AsMVT(part.*, ${textSql(layer.id)}, ${TILE_EXTENT}, ${geometry}, ${id})`)
}

/** Counts the points of a tile, up to one more than `most`: "count". */
export function pointCountSql(input: TileSqlInput, most: number): SqlFragment {
  const shape = shapeSql(input.layer, input.tile)
  const points = sql`SELECT 1 FROM (${hitsSql({ ...input, fields: [] }, shape)}) hit WHERE ${catalogued(shape.pointLike)}`
  return sql`SELECT count(*)::int AS count FROM (${points} LIMIT ${bound(most + 1, 'int')}) found`
}

/** A tile with every feature by itself: "mvt", "stoodFor" and "held". */
export function plainTileSql(input: TileSqlInput): SqlFragment {
  const shape = shapeSql(input.layer, input.tile)
  const point = `ST_Point(${roundSql(shape.x)}, ${roundSql(shape.y)})`
  const drawn = catalogued(`CASE WHEN ${shape.pointLike} THEN ${point} ELSE ${shape.shape} END`)
  const features = sql`SELECT hit.*, ${drawn} AS drawn FROM (${hitsSql(input, shape)}) hit OFFSET 0`
  const columns = catalogued(
    `id AS ${ID_COLUMN}, drawn AS ${GEOMETRY_COLUMN}${namedSql(input.fields, false)}`,
  )
  return sql`SELECT ${mvtSql(input)} AS mvt, count(*)::int AS "stoodFor", count(*)::int AS held FROM (
      SELECT ${columns} FROM (${features}) feature WHERE drawn IS NOT NULL ORDER BY id) part`
}

/**
 * A tile whose points are gathered into the cells of the snapshots' grid (see PointGrid): a lone point keeps its id and
 * attributes, several become one with `point_count`, sums and what they share. "mvt", "stoodFor" and "held".
 */
export function gatheredTileSql(input: TileSqlInput): SqlFragment {
  const { fields } = input
  const shape = shapeSql(input.layer, input.tile)
  const columns = catalogued(`id AS ${ID_COLUMN}, drawn AS ${GEOMETRY_COLUMN}${namedSql(fields, true)}`)
  return sql`SELECT ${mvtSql(input)} AS mvt, coalesce(sum(coalesce(part.point_count, 1)), 0)::int AS "stoodFor", count(*)::int AS held FROM (
      SELECT ${columns} FROM (SELECT * FROM (${cellsSql(input, shape)}) cell UNION ALL
                              SELECT * FROM (${shapesSql(input, shape)}) shape) feature
      WHERE drawn IS NOT NULL ORDER BY place) part`
}

/** Names of the fields' values among the hits: `, a0, a1`. */
const valueNames = (fields: readonly LayerField[]) => fields.map((_, i) => `, a${i}`).join('')

/** Points of a tile by the cell that they lie in. */
function cellsSql(input: TileSqlInput, shape: ShapeSql): SqlFragment {
  const { fields } = input
  const mean = (column: string) => roundSql(`sum(${roundSql(column)}) / count(*)`)
  const places = sql`SELECT ${catalogued(`id${valueNames(fields)}, ${shape.x} AS x, ${shape.y} AS y`)}
    FROM (${hitsSql(input, shape)}) hit WHERE ${catalogued(shape.pointLike)} OFFSET 0`
  return sql`SELECT CASE WHEN count(*) = 1 THEN min(id) END AS id, cell::int8 AS place,
      CASE WHEN count(*) > 1 THEN count(*) END AS point_count,
      ${catalogued(`ST_Point(${mean('x')}, ${mean('y')}) AS drawn${groupedValuesSql(fields)}`)}
    FROM (SELECT *, ${catalogued(cellSql)} AS cell FROM (${places}) place) placed WHERE cell IS NOT NULL GROUP BY cell`
}

/** What a tile draws as no point, each by itself. */
function shapesSql(input: TileSqlInput, shape: ShapeSql): SqlFragment {
  const { fields } = input
  const noSums = fields.map(({ sumAs }, i) => (sumAs ? `, NULL::float8 AS s${i}` : '')).join('')
  const rest = catalogued(`NULL::int8 AS point_count, ${shape.shape} AS drawn${valueNames(fields)}${noSums}`)
  return sql`SELECT id, -1 - id AS place, ${rest}
    FROM (${hitsSql(input, shape, 'several')}) hit WHERE NOT (${catalogued(shape.pointLike)}) OFFSET 0`
}

/** How much a layer holds and where (EPSG:3857): "count", "located", "minX" … "maxY", which are null for nothing. */
export function summarySql(layer: LayerDefinition): SqlFragment {
  const corner = (x: string, y: string) =>
    catalogued(`ST_Transform(ST_SetSRID(ST_Point(${x}, ${y}), 4326), 3857)`)
  const [low, high] = [corner('ST_XMin(box)', 'ST_YMin(box)'), corner('ST_XMax(box)', 'ST_YMax(box)')]
  const place = catalogued(layer.tileGeom)
  return sql`SELECT count, located, ST_X(low) AS "minX", ST_Y(low) AS "minY", ST_X(high) AS "maxX", ST_Y(high) AS "maxY"
      FROM (SELECT count(*)::float8 AS count, count(g)::float8 AS located, ST_Extent(g) AS box
            FROM (SELECT ${place} AS g ${rowsOf(layer)}) place) counted,
        LATERAL (SELECT ${low} AS low, ${high} AS high) corners`
}
