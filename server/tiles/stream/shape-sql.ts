import { type Envelope, mercatorToLonLat, type TileOfSet } from '../../../core/geo/tile.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { levelToleranceMetres, levelZoomFor, ORIGINAL_LEVEL_ZOOM } from '../snapshot/shape-levels.ts'
import {
  CELL_UNITS,
  CELLS_ACROSS,
  POINT_SIZED_UNITS,
  TILE_BUFFER,
  TILE_EXTENT,
  tileTransform,
} from '../tile-units.ts'
import { numberSql } from './sql-part.ts'

/** Degrees that the search box is wider than the buffered tile, against rounding; what is outside goes later. */
const SEARCH_MARGIN = 1e-7

const envelopeSql = (box: Envelope) => `ST_MakeEnvelope(${box.map(numberSql).join(', ')}`

/** SQL over a row's geometry "g" in the plane of the tile, EPSG:3857 or degrees. */
export interface ShapeSql {
  /** "g". */
  geometry: string
  /** Condition on the layer's own geometry (EPSG:4326), which its index answers. */
  search: string
  /** Whether the envelope meets the buffered tile. */
  near: string
  /** Whether the tile draws it as a point. */
  pointLike: string
  /** Where that point lies, in tile units, not rounded. */
  x: string
  y: string
  /** Of a line, an area or a multipoint: its geometry in the tile, null when nothing of it is there. */
  shape: string
}

/** The point of a rounded place: JavaScript's Math.round, as the snapshots' encoder rounds. */
export function roundSql(value: string): string {
  return `floor(${value} + 0.5)`
}

/** Cell of the aggregation grid that "x" and "y" fall into; null outside it (see PointGrid). */
export const cellSql = (() => {
  const cell = (value: string) => `floor((${value} + ${TILE_BUFFER}) / ${CELL_UNITS})::int`
  const within = (value: string) => `${cell(value)} BETWEEN 0 AND ${CELLS_ACROSS - 1}`
  return `CASE WHEN ${within('x')} AND ${within('y')} THEN ${cell('y')} * ${CELLS_ACROSS} + ${cell('x')} END`
})()

/**
 * What is smaller than the grid becomes the least that can be drawn, as in the snapshots' tiles: it must not vanish.
 * A remnant on the rim of the buffer is left out.
 */
function placeholderSql(x: string, y: string): string {
  const within = (value: string) => `${value} > ${-TILE_BUFFER} AND ${value} < ${TILE_EXTENT + TILE_BUFFER}`
  return `(SELECT CASE WHEN ${within('px')} AND ${within('py')} THEN
      CASE WHEN ST_Dimension(g) = 2 THEN ST_MakeEnvelope(px, py, px + 1, py + 1)
           ELSE ST_MakeLine(ST_Point(px, py), ST_Point(px + 1, py)) END END
    FROM (SELECT ${roundSql(x)} AS px, ${roundSql(y)} AS py) place)`
}

/**
 * Geometry of a tile from PostGIS: searched by the layer's index, generalised to the tolerance of the snapshots'
 * level (each shape by itself; those of a coverage are only snapped to the tile's grid, so that neighbours keep one
 * border), then cut and snapped by ST_AsMVTGeom.
 */
export function shapeSql({ tileGeom, geometry, coverage }: LayerDefinition, tile: TileOfSet): ShapeSql {
  const { minX, minY, maxX, maxY, geographic, originX, originY, scale, unitsPerMetre, zoom } =
    tileTransform(tile)
  const srid = geographic ? 4326 : 3857
  const wider = (buffer: number): Envelope => {
    const [margin, span] = [buffer / scale, TILE_EXTENT / scale]
    return [originX - margin, originY - span - margin, originX + span + margin, originY + margin]
  }
  const box = (buffer: number) => `${envelopeSql(wider(buffer))}, ${srid})::box2d`
  const [left, bottom, right, top] = wider(TILE_BUFFER)
  const [west, south] = mercatorToLonLat(minX, minY)
  const [east, north] = mercatorToLonLat(maxX, maxY)
  const search: Envelope = [
    west - SEARCH_MARGIN,
    south - SEARCH_MARGIN,
    east + SEARCH_MARGIN,
    north + SEARCH_MARGIN,
  ]
  const level = levelZoomFor(zoom)
  const simplify = !coverage && level !== ORIGINAL_LEVEL_ZOOM
  const outline = simplify
    ? `ST_Simplify(g, ${numberSql((levelToleranceMetres(level) * unitsPerMetre) / scale)}, true)`
    : 'g'
  const units = (x: string, y: string) => ({
    x: `((${x}) - ${numberSql(originX)}) * ${numberSql(scale)}`,
    y: `(${numberSql(originY)} - (${y})) * ${numberSql(scale)}`,
  })
  const inTile = `ST_ClipByBox2D(g, ${box(TILE_BUFFER)})`
  const rest = units(`ST_X(ST_Centroid(${inTile}))`, `ST_Y(ST_Centroid(${inTile}))`)
  const drawn = `ST_AsMVTGeom(${outline}, ${box(0)}, ${TILE_EXTENT}, ${TILE_BUFFER}, true)`
  const size = 'greatest(ST_XMax(g) - ST_XMin(g), ST_YMax(g) - ST_YMin(g))'
  return {
    geometry: geographic ? tileGeom : `ST_Transform(${tileGeom}, 3857)`,
    search: `${tileGeom} && ${envelopeSql(search)}, 4326)`,
    near: `ST_XMax(g) >= ${numberSql(left)} AND ST_XMin(g) <= ${numberSql(right)} AND ST_YMax(g) >= ${numberSql(bottom)} AND ST_YMin(g) <= ${numberSql(top)}`,
    pointLike:
      geometry === 'mixed' ? `${size} * ${numberSql(scale)} <= ${POINT_SIZED_UNITS}` : 'ST_NPoints(g) = 1',
    ...units('(ST_XMin(g) + ST_XMax(g)) / 2', '(ST_YMin(g) + ST_YMax(g)) / 2'),
    shape: `coalesce(${drawn}, CASE WHEN ST_Dimension(g) > 0 THEN ${placeholderSql(rest.x, rest.y)} END)`,
  }
}
