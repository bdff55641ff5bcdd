import { PUBLIC } from '../../../core/access/actor.ts'
import { visibleLayer } from '../../layers/publication.ts'
import type { RawValue } from './raw-value.ts'

/** Sources that are read where a proposal lies, or of its village; `place` and `village` are SQL of the row in hand. */
export interface Where {
  place: string
  village: string
}

/** Of a layer that a package brought: whether the place lies in it, how far it is, or a number of what it lies in. */
const LAYER = /^layer:([\w-]{1,60})(?:\.([^\0]{1,60}))?$/
const COVERAGE = /^coverage:([\w -]{1,40})\.(nearestMetres|peopleBeyond|poorBeyond)$/
/** The field of every layer: metres to its nearest feature, 0 within it. */
export const METRES = 'metres'
/**
 * Candidates for the nearest feature: the index orders by degrees, which differ in length by direction, so the nearest in metres
 * is chosen among the first few.
 */
const NEAREST_IN_DEGREES = 8

const COVERAGE_COLUMNS = {
  nearestMetres: 'nearest_m',
  peopleBeyond: 'people_beyond',
  poorBeyond: 'poor_beyond',
} as const
type CoverageField = keyof typeof COVERAGE_COLUMNS

export interface LayerSource {
  layer: string
  /** A column of the layer, `metres`, or undefined for whether the place lies in it. */
  field: string | undefined
}

/** The layer and field that `layer:{id}`, `layer:{id}.metres` or `layer:{id}.{field}` names; undefined for other sources. */
export function readLayerSource(source: string): LayerSource | undefined {
  const [, layer, field] = LAYER.exec(source) ?? []
  return layer === undefined ? undefined : { layer, field }
}

/** The service and field that `coverage:{service}.{field}` names; undefined for other sources. */
export function readCoverageSource(source: string): { service: string; field: CoverageField } | undefined {
  const [, service, field] = COVERAGE.exec(source) ?? []
  return service === undefined ? undefined : { service, field: field as CoverageField }
}

/**
 * An unpublished layer must not show through a criterion. The condition is checked once for the layer and not for each feature;
 * otherwise the planner expects so few rows that it sorts all features for every place instead of using the index.
 */
const OF_PUBLIC_LAYER = `features lf WHERE lf.layer_id = ? AND ${visibleLayer('?', PUBLIC)}`

/**
 * Null without a place. A column's number is that of the first feature (in the file's order) that covers the place and
 * has one; text that is no plain number is no value.
 */
export function ofLayer({ layer, field }: LayerSource, { place }: Where): RawValue {
  const names = [layer, layer]
  const covers = `${OF_PUBLIC_LAYER} AND ST_Intersects(lf.geom, ${place})`
  if (field === undefined) {
    const sql = `CASE WHEN ${place} IS NOT NULL THEN (EXISTS (SELECT 1 FROM ${covers}))::int::float8 END`
    return { sql, bindings: names }
  }
  if (field === METRES) {
    const nearest = `SELECT lf.geom FROM ${OF_PUBLIC_LAYER} ORDER BY lf.geom <-> ${place} LIMIT ${NEAREST_IN_DEGREES}`
    const sql = `(SELECT min(ST_Distance(near.geom::geography, (${place})::geography, false)) FROM (${nearest}) near)`
    return { sql, bindings: names }
  }
  // No question mark in the pattern: the driver would take it for a binding.
  const number = `CASE WHEN lf.properties ->> ? ~ '^[-+]{0,1}[0-9]{1,15}([.][0-9]{1,15}){0,1}$' THEN (lf.properties ->> ?)::float8 END`
  const sql = `(SELECT found.value FROM (SELECT lf.id, ${number} AS value FROM ${covers}) found
    WHERE found.value IS NOT NULL ORDER BY found.id LIMIT 1)`
  return { sql, bindings: [field, field, ...names] }
}

/** How far the village is from the service, or how many of its people live beyond the standard. */
export function ofCoverage(
  { service, field }: { service: string; field: CoverageField },
  { village }: Where,
  alias: string,
): RawValue {
  return {
    sql: `${alias}.${COVERAGE_COLUMNS[field]}`,
    bindings: [],
    join: {
      sql: `LEFT JOIN coverage ${alias} ON ${alias}.service = ? AND ${alias}.area_code = ${village}`,
      bindings: [service],
    },
  }
}
