/**
 * A filter as a closed tree, after OGC CQL2 (21-065r2). Every language that a client may write one in (CQL2 text and JSON,
 * legacy CQL, Filter Encoding XML) is read into this; from here on no text of the client is code.
 */
export type Filter =
  | { kind: 'and' | 'or'; operands: readonly Filter[] }
  | { kind: 'not'; operand: Filter }
  | { kind: 'always' | 'never' }
  | { kind: 'compare'; operator: Comparison; left: Value; right: Value }
  | { kind: 'like'; value: Value; pattern: Value }
  | { kind: 'between'; value: Value; least: Value; most: Value }
  | { kind: 'in'; value: Value; list: readonly Value[] }
  | { kind: 'isNull'; value: Value }
  | { kind: 'spatial'; operator: SpatialOperator; left: Value; right: Value }
  | { kind: 'temporal'; operator: TemporalOperator; left: Value; right: Value }
  | { kind: 'arrays'; operator: ArrayOperator; left: Value; right: Value }

export type Value =
  | { kind: 'property'; name: string }
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | Instant
  /** Inclusive at both ends; '..' is open. */
  | { kind: 'interval'; start: IntervalEnd; end: IntervalEnd }
  /**
   * With `crs`, a code of core/geo/crs-definitions in that table's x, y order. Without one, in the CRS of the whole filter and
   * in the order of its axes: longitude and latitude unless the filter's reader takes another.
   */
  | { kind: 'geometry'; geometry: FilterGeometry; crs?: string }
  | { kind: 'bbox'; box: FilterBox; crs?: string }
  | { kind: 'list'; items: readonly Value[] }
  | { kind: 'arithmetic'; operator: Arithmetic; left: Value; right: Value }
  /** Case or accents made equal, as on both sides of a comparison that is to ignore them. */
  | { kind: 'casei' | 'accenti'; of: Value }

/** A calendar day 'YYYY-MM-DD', or a moment 'YYYY-MM-DDThh:mm:ss[.fff]Z'. */
export type Instant = { kind: 'date' | 'timestamp'; value: string }
export type IntervalEnd = Instant | { kind: 'open' } | { kind: 'property'; name: string }

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

export const spatialOperators = [
  's_intersects',
  's_equals',
  's_disjoint',
  's_touches',
  's_within',
  's_overlaps',
  's_crosses',
  's_contains',
] as const
export type SpatialOperator = (typeof spatialOperators)[number]

export const temporalOperators = [
  't_after',
  't_before',
  't_contains',
  't_disjoint',
  't_during',
  't_equals',
  't_finishedBy',
  't_finishes',
  't_intersects',
  't_meets',
  't_metBy',
  't_overlappedBy',
  't_overlaps',
  't_startedBy',
  't_starts',
] as const
export type TemporalOperator = (typeof temporalOperators)[number]

export const arrayOperators = ['a_contains', 'a_containedBy', 'a_equals', 'a_overlaps'] as const
export type ArrayOperator = (typeof arrayOperators)[number]

export const arithmetics = ['+', '-', '*', '/', '%', 'div', '^'] as const
export type Arithmetic = (typeof arithmetics)[number]

export type FilterPosition = readonly [number, number]
/** minimum of both axes, then maximum of both; the first axis may run over its end (antimeridian). */
export type FilterBox = readonly [number, number, number, number]
export type FilterGeometry =
  | { type: 'Point'; coordinates: FilterPosition }
  | { type: 'MultiPoint' | 'LineString'; coordinates: readonly FilterPosition[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: readonly (readonly FilterPosition[])[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly FilterPosition[])[])[] }
  | { type: 'GeometryCollection'; geometries: readonly FilterGeometry[] }

const FILTER_KINDS: ReadonlySet<string> = new Set<Filter['kind']>([
  'and',
  'or',
  'not',
  'always',
  'never',
  'compare',
  'like',
  'between',
  'in',
  'isNull',
  'spatial',
  'temporal',
  'arrays',
])

/** Whether a node says yes or no, rather than being a value. */
export function isFilter(node: Filter | Value): node is Filter {
  return FILTER_KINDS.has(node.kind)
}
