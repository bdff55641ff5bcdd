import type { Knex } from 'knex'
import { PUBLIC } from '../../../core/access/actor.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import type { LocationQuality } from '../../../core/proposal/location-quality.ts'
import { POOR_WITHHELD } from '../../catalogue/area-layers.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import { visibleLayer } from '../../layers/publication.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../../layers/visibility.ts'
import { readVillageMap, type VillageMap } from './read-village-map.ts'

export interface Village {
  code: string
  name: string
  districtName: string | null
  population: number | null
  /** Null also where the count of poor people is so small that it is withheld. */
  poorPopulation: number | null
  poorWithheld: string | null
  /** Per cent. */
  povertyRate: number | null
  idm: number | null
  idmStatus: string | null
  /** Year of each figure by its key. */
  years: Record<string, number>
}

/** What became of the proposals of a village in a year, by status. */
export interface Fate {
  code: string
  year: number
  status: string
  count: number
  costRupiah: number
}

export interface Coverage {
  code: string
  service: string
  nearestMetres: number | null
  standardMetres: number
  beyond: boolean | null
  facilityName: string | null
}

export interface VillageProposal {
  code: string
  title: string
  year: number
  status: string
  quality: LocationQuality
  costRupiah: number | null
  /** Degrees. */
  point: LonLat | null
}

export interface VillageData {
  village: Village
  /** Villages that touch it, by name. */
  neighbours: readonly Village[]
  /** Of the village and of its neighbours. */
  fates: readonly Fate[]
  coverage: readonly Coverage[]
  /** Of the village, the newest years first. */
  proposals: readonly VillageProposal[]
  map: VillageMap | undefined
}

/** More are a list of their own. */
const MOST_PROPOSALS = 150
const MOST_NEIGHBOURS = 20

/** All that the public may know of a village, of all years, and of those that touch it; undefined where there is none. */
export async function readVillage(knex: Knex, code: string): Promise<VillageData | undefined> {
  const [village] = await readVillages(knex, sql`a.code = ${bound(code, 'text')}`)
  if (!village) return undefined
  const touching = sql`a.code <> ${bound(code, 'text')} AND EXISTS (
    SELECT FROM areas own WHERE own.code = ${bound(code, 'text')} AND own.clean && a.clean AND ST_Intersects(own.clean, a.clean))`
  const neighbours = await readVillages(knex, touching)
  const codes = bound([code, ...neighbours.map((one) => one.code)], 'text[]')
  const [fates, coverage, proposals, map] = await Promise.all([
    readFates(knex, codes),
    readCoverage(knex, codes),
    readProposals(knex, code),
    readVillageMap(knex, code),
  ])
  return { village, neighbours, fates, coverage, proposals, map }
}

async function readVillages(knex: Knex, condition: SqlFragment): Promise<Village[]> {
  return await select<Village>(
    knex,
    sql`SELECT a.code, a.name, d.name AS "districtName", f.population, f.poor_population AS "poorPopulation",
            ${catalogued(POOR_WITHHELD)} AS "poorWithheld", f.poverty_rate AS "povertyRate", f.idm, f.idm_status AS "idmStatus",
            coalesce(f.years, '{}') AS years
     FROM areas a LEFT JOIN areas d ON d.code = a.parent_code LEFT JOIN area_figures f ON f.area_code = a.code
     WHERE a.level = 'village' AND ${visibleLayer(sql`'areas-village'`, PUBLIC)} AND ${condition}
     ORDER BY a.name, a.code LIMIT ${bound(MOST_NEIGHBOURS, 'int')}`,
  )
}

/** Proposals that are public, as long as their layer is. */
const PUBLIC_PROPOSALS = sql`${visibleProposal()} AND ${visibleLayer(sql`'proposals'`, PUBLIC)}`

async function readFates(knex: Knex, codes: SqlFragment): Promise<Fate[]> {
  return await select<Fate>(
    knex,
    sql`SELECT p.village_code AS code, p.year, p.status, count(*)::int AS count, coalesce(sum(p.cost_rupiah), 0)::float8 AS "costRupiah"
     FROM proposals p WHERE ${PUBLIC_PROPOSALS} AND p.village_code = ANY (${codes}) GROUP BY 1, 2, 3 ORDER BY 2 DESC`,
  )
}

async function readCoverage(knex: Knex, codes: SqlFragment): Promise<Coverage[]> {
  return await select<Coverage>(
    knex,
    sql`SELECT c.area_code AS code, c.service, c.nearest_m AS "nearestMetres", c.standard_m AS "standardMetres", c.beyond,
            f.name AS "facilityName"
     FROM coverage c LEFT JOIN facilities f ON f.id = c.facility_id AND ${visibleLayer(sql`'facilities'`, PUBLIC)}
     WHERE c.area_code = ANY (${codes}) AND ${visibleLayer(sql`'coverage-' || c.service`, PUBLIC)} ORDER BY c.service, c.area_code`,
  )
}

interface ProposalRow extends Omit<VillageProposal, 'point'> {
  lon: number | null
  lat: number | null
}

async function readProposals(knex: Knex, code: string): Promise<VillageProposal[]> {
  const place = catalogued(visiblePlace)
  const rows = await select<ProposalRow>(
    knex,
    sql`SELECT p.code, p.title, p.year, p.status, ${catalogued(visibleQuality)} AS quality, p.cost_rupiah::float8 AS "costRupiah",
            ST_X(ST_PointOnSurface(${place})) AS lon, ST_Y(ST_PointOnSurface(${place})) AS lat
     FROM proposals p WHERE ${PUBLIC_PROPOSALS} AND p.village_code = ${bound(code, 'text')}
     ORDER BY p.year DESC, p.cost_rupiah DESC NULLS LAST, p.id LIMIT ${bound(MOST_PROPOSALS, 'int')}`,
  )
  return rows.map(({ lon, lat, ...row }) => ({
    ...row,
    point: lon === null || lat === null ? null : [lon, lat],
  }))
}
