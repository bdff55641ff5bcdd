import type { Filter, FilterGeometry, SpatialOperator, Value } from '../../../core/filter/filter-tree.ts'
import { writeWkt } from '../../../core/filter/write-cql2-text.ts'
import { geometryProblem } from '../../../core/geometry/geometry-problem.ts'
import { judgeGeometry } from '../../../core/geometry/judge-geometry.ts'
import { bound, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { type FilterScope, fieldNamed, isGeometryName, wrongType } from './filter-scope.ts'
import { geometryInLonLat } from './geometry-in-lon-lat.ts'

/** Disjoint is what does not intersect: for that PostGIS prepares the client's shape once instead of once a row. */
const FUNCTIONS: Record<SpatialOperator, string> = {
  s_intersects: 'ST_Intersects',
  s_equals: 'ST_Equals',
  s_disjoint: 'NOT ST_Intersects',
  s_touches: 'ST_Touches',
  s_within: 'ST_Within',
  s_overlaps: 'ST_Overlaps',
  s_crosses: 'ST_Crosses',
  s_contains: 'ST_Contains',
}

/** A relation of geometries. The layer's column stands bare in it, so that its index serves; the client's shape is bound. */
export function compileSpatial(
  { operator, left, right }: Extract<Filter, { kind: 'spatial' }>,
  scope: FilterScope,
): SqlFragment {
  const call = catalogued(FUNCTIONS[operator])
  return sql`(${call}(${compileGeometry(left, scope)}, ${compileGeometry(right, scope)}))`
}

/** A geometry of a filter as SQL in EPSG:4326: the layer's column, or a bound literal. */
export function compileGeometry(value: Value, scope: FilterScope): SqlFragment {
  if (value.kind === 'property') {
    if (isGeometryName(scope, value.name)) return catalogued(scope.layer.geom)
    fieldNamed(scope, value.name)
    throw wrongType(scope, value, 'the property "geometry" or a geometry')
  }
  if (value.kind !== 'geometry' && value.kind !== 'bbox')
    throw wrongType(scope, value, 'the property "geometry" or a geometry')
  const geometry = geometryInLonLat(value, scope)
  if (value.kind === 'geometry') requireSimple(geometry, scope.parameter)
  return sql`ST_GeomFromText(${bound(writeWkt(geometry), 'text')}, 4326)`
}

/**
 * Checked before any engine sees it: a shape that crosses itself costs GEOS the square of its vertices in a call that no timeout
 * interrupts, and fails silently on the embedded engine. A box from a client becomes a polygon of our own, which is simple.
 */
function requireSimple(geometry: FilterGeometry, parameter: string): void {
  const fault = judgeGeometry(geometry)
  if (fault) throw geometryProblem(parameter, fault, 'Filter not understood')
}
