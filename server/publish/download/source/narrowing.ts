import type { Filter, FilterBox, Value } from '../../../../core/filter/filter-tree.ts'
import type { PublicCrs } from '../../../../core/geo/crs-uris.ts'
import { bound, catalogued, joinSql, type SqlFragment, sql } from '../../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import type { RowSource } from '../../../layers/rows-of.ts'
import { visibleZone } from '../../../layers/visibility.ts'
import { compileFilter } from '../../filter/compile-filter.ts'
import { compileGeometry } from '../../filter/compile-spatial.ts'
import type { FilterScope } from '../../filter/filter-scope.ts'

/** The requested part of a layer. Every member has been checked; without any it is the whole layer. */
export interface Narrowing {
  /** Box (west, south, east, north in `crs`): features that touch it. */
  bbox?: { box: FilterBox; crs: PublicCrs }
  /** Id of a published zone: features that touch it. */
  zone?: string
  /** Shapes are cut at the box and the zone. */
  clip?: boolean
  /** A condition of a client's, in CQL2. */
  filter?: { tree: Filter; crs: PublicCrs }
  /** Conditions from our own code, over the layer's FROM. */
  where?: SqlFragment
}

export interface NarrowedRows {
  where: SqlFragment
  /** The shape of a row, EPSG:4326: cut where that is asked for, and then empty where nothing is left of it. */
  geometry: SqlFragment
  /** FROM of the condition and the shape. Joins that only some fields need are left out, unless a client's filter may use them. */
  source: RowSource
}

/** Grid of overlays in degrees, about a millimetre: without one GEOS may fail on valid shapes (and the embedded engine loses the row). */
const GRID_DEGREES = 1e-8

/** The requested rows of a layer and their shapes as bound SQL. Throws Problem (400) where a box or filter makes no sense. */
export function narrowRows(layer: LayerDefinition, narrowing: Narrowing): NarrowedRows {
  const { zone, filter } = narrowing
  const shape = catalogued(layer.geom)
  const areas = [
    ...(narrowing.bbox ? [boxArea(layer, narrowing.bbox)] : []),
    ...(zone === undefined ? [] : [zoneArea(zone)]),
  ]
  const conditions = [
    narrowing.where ?? catalogued('true'),
    ...areas.map((area) => sql`ST_Intersects(${shape}, ${area})`),
    ...(filter ? [compileFilter(filter.tree, layer, { crs: filter.crs })] : []),
  ]
  return {
    where: joinSql(conditions, ' AND '),
    geometry: narrowing.clip ? areas.reduce(cut, shape) : shape,
    source: filter ? layer : (layer.bare ?? layer),
  }
}

function boxArea(layer: LayerDefinition, { box, crs }: { box: FilterBox; crs: PublicCrs }): SqlFragment {
  const scope: FilterScope = { layer, fields: new Map(), crs, parameter: 'bbox' }
  const value: Value = { kind: 'bbox', box }
  return compileGeometry(value, scope)
}

function zoneArea(id: string): SqlFragment {
  const visible = catalogued(visibleZone)
  return sql`(SELECT z.geom FROM zones z WHERE ${visible} AND z.id = ${bound(id, 'text')})`
}

/** What lies in the area, of the shape's own dimension; a shape that lies wholly in it stays as it is, vertex by vertex. */
function cut(shape: SqlFragment, area: SqlFragment): SqlFragment {
  const grid = bound(GRID_DEGREES, 'float8')
  return sql`CASE WHEN ST_CoveredBy(${shape}, ${area}) THEN ${shape} ELSE ST_CollectionExtract(ST_Intersection(${shape}, ${area}, ${grid}), ST_Dimension(${shape}) + 1) END`
}
