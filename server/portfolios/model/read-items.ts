import type { Knex } from 'knex'
import { MOST_ITEMS } from '../../../core/api/portfolio.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { Problem } from '../../../core/problem.ts'
import { spendingKindOf } from '../../../core/proposal/spending-kind.ts'
import { proposalLayerWith } from '../../catalogue/proposal-layer.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import type { Scoring } from './scoring.ts'

/** A proposal with the properties that the choice depends on. */
export interface Candidate {
  readonly code: string
  readonly title: string
  readonly address: string | null
  readonly sector: string
  readonly source: string
  readonly agency: string | null
  readonly kind: string | null
  readonly status: string
  readonly year: number
  readonly villageCode: string | null
  readonly villageName: string | null
  readonly districtCode: string | null
  readonly districtName: string | null
  /** NaN where the cost is unknown; a cost of 0 counts as unknown. */
  readonly costRupiah: number
  readonly service: string | null
  readonly household: boolean
  /** The proposal's own trusted, public place; null for single households and places in doubt. */
  readonly ownPlace: LonLat | null
  /** That place, or else its village's point: where a new facility would stand. */
  readonly place: LonLat | null
  /** Per mille of each criterion, null where a missing value leaves the proposal out. */
  readonly perMille: readonly (number | null)[]
  /** What each criterion measures, before its scale; null where there is none. */
  readonly raws: readonly (number | null)[]
}

interface Row {
  code: string
  title: string
  address: string | null
  sector: string
  source: string
  agency: string | null
  spending_kind: string | null
  status: string
  year: number
  village_code: string | null
  village_name: string | null
  district_code: string | null
  district_name: string | null
  cost: number | null
  service: string | null
  household: boolean
  own_lon: number | null
  own_lat: number | null
  village_lon: number | null
  village_lat: number | null
  [criterion: `c${number}` | `r${number}`]: number | null
}

const OWN = `CASE WHEN p.location_quality = 'point' AND NOT p.household THEN ST_PointOnSurface(p.public_geom) END`

/** The public proposals of a filter in code order, with their per mille values. Refuses more than MOST_ITEMS. */
export async function readCandidates(
  knex: Knex,
  condition: SqlFragment,
  scoring: Scoring,
): Promise<Candidate[]> {
  const { columns, criteria } = scoring
  const values = criteria.map(({ key }, at) => {
    const { raw, perMille } = columns!.columns.get(key)!
    return `, (${perMille})::float8 AS c${at}, (${raw})::float8 AS r${at}`
  })
  const { from, where } = proposalLayerWith(columns)
  const own = catalogued(`CROSS JOIN LATERAL (SELECT ${OWN} AS place OFFSET 0) own`)
  const source = { from: sql`${from} ${own}`, where }
  const rows = await select<Row>(
    knex,
    sql`SELECT p.code, p.title, p.address, p.sector, p.source, p.agency, p.spending_kind, p.status, p.year, p.village_code,
       v.name AS village_name, v.parent_code AS district_code, d.name AS district_name, p.cost_rupiah::float8 AS cost,
       p.service, p.household, ST_X(own.place) AS own_lon, ST_Y(own.place) AS own_lat, ST_X(v.point) AS village_lon,
       ST_Y(v.point) AS village_lat ${catalogued(values.join(''))}
     ${rowsOf(source, condition)} ORDER BY p.code COLLATE "C" LIMIT ${bound(MOST_ITEMS + 1, 'int')}`,
  )
  if (rows.length > MOST_ITEMS) throw tooMany()
  return rows.map((row) => toCandidate(row, criteria.length))
}

function toCandidate(row: Row, criteria: number): Candidate {
  const ownPlace = position(row.own_lon, row.own_lat)
  return {
    code: row.code,
    title: row.title,
    address: row.address,
    sector: row.sector,
    source: row.source,
    agency: row.agency,
    kind: spendingKindOf(row.spending_kind, row.title),
    status: row.status,
    year: row.year,
    villageCode: row.village_code,
    villageName: row.village_name,
    districtCode: row.district_code,
    districtName: row.district_name,
    costRupiah: row.cost === null || row.cost <= 0 ? Number.NaN : row.cost,
    service: row.service,
    household: row.household,
    ownPlace,
    place: ownPlace ?? position(row.village_lon, row.village_lat),
    perMille: Array.from({ length: criteria }, (_, at) => row[`c${at}`] ?? null),
    raws: Array.from({ length: criteria }, (_, at) => row[`r${at}`] ?? null),
  }
}

function position(lon: number | null, lat: number | null): LonLat | null {
  return lon === null || lat === null ? null : [lon, lat]
}

function tooMany(): Problem {
  return new Problem({
    title: 'Too many proposals',
    status: 400,
    detail: `filter: expected at most ${MOST_ITEMS} proposals, received more; narrow it by year, area or status`,
    parameter: 'filter',
    received: `more than ${MOST_ITEMS}`,
    expected: `at most ${MOST_ITEMS} proposals`,
  })
}
