import { catalogued, sql } from '../../database/sql-fragment.ts'
import { visiblePlace, visibleQuality, visibleZone } from '../../layers/visibility.ts'
import { ofCoverage, ofLayer, readCoverageSource, readLayerSource, type Where } from './place-values.ts'
import type { RawValue } from './raw-value.ts'

/**
 * The rows that a criterion is computed for: proposals (aliases p, v, d, f, s) or cells of the need grid (aliases n, and f for
 * the figures of its village).
 */
export type Subject = 'proposals' | 'need'

const STATISTIC = /^statistic:([A-Za-z][A-Za-z0-9_]{0,59})$/
const ZONE = /^zone:([A-Za-z0-9-]{1,60})$/
/** Beyond these a quotient of two values could leave the range of a double, which PostgreSQL refuses. */
const VALUE_WITHIN_DOUBLES = sql`CASE WHEN abs(value) < 1e-100 THEN 0 WHEN abs(value) <= 1e100 THEN value END`

/**
 * Fixed sources. The nearest facility of a single household is measured from its village's point by the join, so that
 * no value here tells more of its place than everyone may see.
 */
const OF_PROPOSALS: Readonly<Record<string, string>> = {
  'proposals.urgency': 'p.urgency::float8',
  'proposals.beneficiaries': 'p.beneficiaries::float8',
  'proposals.costRupiah': 'p.cost_rupiah::float8',
  'proposals.costPerBeneficiary': 'p.cost_rupiah::float8 / nullif(p.beneficiaries, 0)',
  'proposals.poorReached': 'p.beneficiaries * f.poverty_rate / 100',
  'proposals.months': 'p.months',
  'proposals.readiness': 'p.readiness::float8',
  'proposals.planMatch': 'p.plan_match::float8',
  // How surely one could go there: a point, its village alone, or nothing that holds.
  'proposals.placeClarity': `CASE ${visibleQuality} WHEN 'point' THEN 2 WHEN 'area' THEN 1 ELSE 0 END::float8`,
  'proposals.newlyServed': 'p.newly_served',
  'proposals.nearestMetres': 'p.nearest_m',
  'areas-village.povertyRate': 'f.poverty_rate',
  'areas-village.poorPopulation': 'f.poor_population',
  'areas-village.population': 'f.population',
  'areas-village.idm': 'f.idm',
}

const BEYOND_ANY = `EXISTS (SELECT 1 FROM need_coverage any_service WHERE any_service.cell_id = n.id AND any_service.beyond)`

/** Sources that need cells have: the cell's own poverty, its people beyond any standard, and its village's index. */
const OF_CELLS: Readonly<Record<string, string>> = {
  // To the thousandth of a person: cells of one village differ in the last bits, which ranks would tell apart.
  'proposals.newlyServed': `CASE WHEN ${BEYOND_ANY} THEN floor(n.population * 1000 + 0.5) / 1000
                                 WHEN n.population IS NOT NULL THEN 0 END`,
  'areas-village.povertyRate': '100 * n.poor_population / nullif(n.population, 0)',
  'areas-village.idm': 'f.idm',
}

/** Sources by name, for messages. */
export const SOURCE_NAMES = [
  ...Object.keys(OF_PROPOSALS),
  'statistic:{key}',
  'zone:{id}',
  'layer:{id}',
  'layer:{id}.metres',
  'layer:{id}.{field}',
  'coverage:{service}.nearestMetres',
  'coverage:{service}.peopleBeyond',
  'coverage:{service}.poorBeyond',
] as const

export type NamedSource =
  | { kind: 'fixed' }
  | { kind: 'statistic' | 'zone' | 'coverage'; name: string }
  | { kind: 'layer'; name: string; field: string | undefined }

/** Which statistic, zone, layer or service a source names. */
export function readSourceName(source: string): NamedSource | undefined {
  if (Object.hasOwn(OF_PROPOSALS, source)) return { kind: 'fixed' }
  const coverage = readCoverageSource(source)
  if (coverage) return { kind: 'coverage', name: coverage.service }
  const layer = readLayerSource(source)
  if (layer) return { kind: 'layer', name: layer.layer, field: layer.field }
  const statistic = STATISTIC.exec(source)?.[1]
  if (statistic) return { kind: 'statistic', name: statistic }
  const zone = ZONE.exec(source)?.[1]
  return zone ? { kind: 'zone', name: zone } : undefined
}

/** Whether cells and proposals measure different things under this name; cells then have a scale of their own. */
export function differsForCells(source: string): boolean {
  return source === 'proposals.newlyServed'
}

/**
 * The raw value that a source names, as float8; undefined where the subject has none. `alias` is unique in the query.
 * A statistic is the latest year's of the village; a zone is 1 inside, 0 outside, null without a place.
 */
export function rawValue(source: string, subject: Subject, alias: string): RawValue | undefined {
  const named = readSourceName(source)
  if (named?.kind === 'statistic') return ofStatistic(named.name, subject, alias)
  if (named?.kind === 'zone') return ofZone(named.name, subject)
  const layer = readLayerSource(source)
  if (layer) return ofLayer(layer, WHERE[subject])
  const coverage = readCoverageSource(source)
  if (coverage) return ofCoverage(coverage, WHERE[subject], alias)
  const fixed = subject === 'proposals' ? OF_PROPOSALS : OF_CELLS
  const expression = Object.hasOwn(fixed, source) ? fixed[source] : undefined
  return expression === undefined ? undefined : { value: catalogued(expression) }
}

const WHERE: Readonly<Record<Subject, Where>> = {
  proposals: { place: catalogued(`ST_PointOnSurface(${visiblePlace})`), village: sql`p.village_code` },
  need: { place: sql`n.point`, village: sql`n.village_code` },
}

function ofStatistic(key: string, subject: Subject, alias: string): RawValue {
  const { village } = WHERE[subject]
  const joined = catalogued(alias)
  if (key === 'poorPopulation') {
    // As in area_figures: small counts of poor people are withheld.
    return {
      value: sql`${joined}.poor_population`,
      join: sql`LEFT JOIN area_figures ${joined} ON ${joined}.area_code = ${village}`,
    }
  }
  return {
    value: sql`${joined}.value`,
    join: sql`LEFT JOIN (SELECT DISTINCT ON (area_code) area_code, ${VALUE_WITHIN_DOUBLES} AS value FROM statistics
        WHERE key = ${key} AND value IS NOT NULL ORDER BY area_code, year DESC) ${joined} ON ${joined}.area_code = ${village}`,
  }
}

/** The zone's shape is an uncorrelated sub-select: read once, and prepared once by ST_Intersects. */
function ofZone(id: string, subject: Subject): RawValue {
  const { place } = WHERE[subject]
  return {
    value: sql`ST_Intersects((SELECT z.geom FROM zones z WHERE z.id = ${id} AND ${catalogued(visibleZone)}), ${place})::int::float8`,
  }
}
