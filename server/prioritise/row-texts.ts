import type { Knex } from 'knex'
import { proposalLayer } from '../catalogue/proposal-layer.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { visiblePlace } from '../layers/visibility.ts'

/** Texts that lists show of an alternative. */
export interface RowText {
  readonly id: number
  readonly title: string
  readonly villageName: string | null
  readonly villageCode: string | null
  readonly costRupiah: number | null
  readonly status: string
  readonly sector: string | null
  readonly agency: string | null
}

/** Texts of at most some hundred rows by their keys; one that has gone since is not among them. */
export async function readRowTexts(knex: Knex, ids: readonly number[]): Promise<Map<number, RowText>> {
  if (ids.length === 0) return new Map()
  const rows = await select<RowText>(
    knex,
    sql`SELECT p.id, p.title, v.name AS "villageName", p.village_code AS "villageCode", p.cost_rupiah::float8 AS "costRupiah", p.status,
              p.sector, p.agency ${visibleRows(ids)}`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Columns of texts of some rows in code order, each a JSON list as the database writes it. */
export interface TextColumns {
  readonly count: number
  readonly codes: string
  readonly titles: string
  readonly statuses: string
  readonly sectors: string
  readonly agencies: string
  readonly points: string
  readonly villageCodes: (string | null)[]
  readonly villageNames: (string | null)[]
}

const PLACE = `ST_PointOnSurface(${visiblePlace})`
const DEGREES = (expression: string) => `round((${expression})::numeric, 6)`

/** The database writes the JSON lists, so that no row becomes a JavaScript object. */
export async function readTextColumns(knex: Knex, ids: readonly number[]): Promise<TextColumns> {
  const list = (name: string) => `json_agg(${name})::text`
  const lists =
    catalogued(`count(*)::int AS count, ${list('code')} AS codes, ${list('title')} AS titles, ${list('status')} AS statuses,
            ${list('sector')} AS sectors, ${list('agency')} AS agencies, ${list('point')} AS points,
            json_agg(village_code) AS "villageCodes", json_agg(village_name) AS "villageNames"`)
  const texts =
    catalogued(`p.code, p.title, p.status, p.sector, p.agency, p.village_code, v.name AS village_name,
                  CASE WHEN ${visiblePlace} IS NOT NULL
                    THEN json_build_array(${DEGREES(`ST_X(${PLACE})`)}, ${DEGREES(`ST_Y(${PLACE})`)}) END AS point`)
  const rows = await select<TextColumns>(
    knex,
    sql`SELECT ${lists} FROM (SELECT ${texts} ${visibleRows(ids)} ORDER BY p.code COLLATE "C") sorted`,
  )
  return rows[0]!
}

/** What lists are filtered and ordered by, of some rows in no order; those that have gone are not among them. */
export interface OfficeColumns {
  readonly ids: readonly number[]
  readonly titles: readonly string[]
  readonly statuses: readonly string[]
  readonly sectors: readonly (string | null)[]
  readonly agencies: readonly (string | null)[]
  readonly villages: readonly (string | null)[]
  readonly districts: readonly (string | null)[]
  readonly districtNames: readonly (string | null)[]
}

export async function readOfficeColumns(knex: Knex, ids: readonly number[]): Promise<OfficeColumns> {
  const list = (value: string, name: string) => `coalesce(json_agg(${value}), '[]') AS "${name}"`
  const lists = catalogued(
    [
      list('p.id', 'ids'),
      list('p.title', 'titles'),
      list('p.status', 'statuses'),
      list('p.sector', 'sectors'),
      list('p.agency', 'agencies'),
      list('v.name', 'villages'),
      list('v.parent_code', 'districts'),
      list('d.name', 'districtNames'),
    ].join(', '),
  )
  const rows = await select<OfficeColumns>(knex, sql`SELECT ${lists} ${visibleRows(ids)}`)
  return rows[0]!
}

function visibleRows(ids: readonly number[]): SqlFragment {
  return rowsOf(proposalLayer, sql`p.id = ANY (${bound([...ids], 'int[]')})`)
}
