import { PUBLIC } from '../../../core/access/actor.ts'
import { catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { visibleLayer } from '../../layers/publication.ts'
import type { RawValue } from './raw-value.ts'

/** Sources that are read where a proposal lies, or of its village; `place` and `village` are SQL of the row in hand. */
export interface Where {
  place: SqlFragment
  village: SqlFragment
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
const NEAREST_IN_DEGREES = catalogued('8')

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
function ofPublicLayer(layer: string): SqlFragment {
  return sql`features lf WHERE lf.layer_id = ${layer} AND ${visibleLayer(sql`${layer}`, PUBLIC)}`
}

/**
 * Null without a place. A column's number is that of the first feature (in the file's order) that covers the place and
 * has one; text that is no plain number is no value.
 */
export function ofLayer({ layer, field }: LayerSource, { place }: Where): RawValue {
  const ofLayer = ofPublicLayer(layer)
  const covers = sql`${ofLayer} AND ST_Intersects(lf.geom, ${place})`
  if (field === undefined)
    return {
      value: sql`CASE WHEN ${place} IS NOT NULL THEN (EXISTS (SELECT 1 FROM ${covers}))::int::float8 END`,
    }
  if (field === METRES) {
    const nearest = sql`SELECT lf.geom FROM ${ofLayer} ORDER BY lf.geom <-> ${place} LIMIT ${NEAREST_IN_DEGREES}`
    return {
      value: sql`(SELECT min(ST_Distance(near.geom::geography, (${place})::geography, false)) FROM (${nearest}) near)`,
    }
  }
  const text = sql`lf.properties ->> ${field}`
  const number = sql`CASE WHEN ${text} ~ '^[-+]?[0-9]{1,15}([.][0-9]{1,15})?$' THEN (${text})::float8 END`
  return {
    value: sql`(SELECT found.value FROM (SELECT lf.id, ${number} AS value FROM ${covers}) found
    WHERE found.value IS NOT NULL ORDER BY found.id LIMIT 1)`,
  }
}

/** How far the village is from the service, or how many of its people live beyond the standard. */
export function ofCoverage(
  { service, field }: { service: string; field: CoverageField },
  { village }: Where,
  alias: string,
): RawValue {
  const [joined, column] = [catalogued(alias), catalogued(COVERAGE_COLUMNS[field])]
  return {
    value: sql`${joined}.${column}`,
    join: sql`LEFT JOIN coverage ${joined} ON ${joined}.service = ${service} AND ${joined}.area_code = ${village}`,
  }
}
