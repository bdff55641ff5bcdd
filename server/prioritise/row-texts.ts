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

/** A column of proposals that lists are filtered and ordered by. */
export type OfficeColumn = 'title' | 'status' | 'sector' | 'agency' | 'village_code'

/** The values of a column by the keys of some rows; one that has gone since is not among them. */
export async function readOfficeColumn(
  knex: Knex,
  column: OfficeColumn,
  ids: Int32Array,
): Promise<ReadonlyMap<number, string | null>> {
  // Nothing is joined, and the planner goes by the keys: a list of them beside other tables has it read all proposals.
  const lists = catalogued(
    `coalesce(json_agg(p.id), '[]') AS ids, coalesce(json_agg(p.${column}), '[]') AS values FROM proposals p`,
  )
  const [page] = await select<{ ids: number[]; values: (string | null)[] }>(
    knex,
    // As text: the driver would quote each number of a list.
    sql`SELECT ${lists} WHERE ${proposalLayer.where} AND p.id = ANY (${bound(`{${ids.join()}}`, 'int[]')})`,
  )
  return new Map(page!.ids.map((id, at) => [id, page!.values[at]!]))
}

/** What an area is called, and the one that it is part of. */
export interface AreaName {
  readonly name: string
  readonly districtCode: string | null
  readonly districtName: string | null
}

export async function readAreaNames(
  knex: Knex,
  codes: readonly string[],
): Promise<ReadonlyMap<string, AreaName>> {
  const rows = await select<AreaName & { code: string }>(
    knex,
    sql`SELECT v.code, v.name, v.parent_code AS "districtCode", d.name AS "districtName"
        FROM areas v LEFT JOIN areas d ON d.code = v.parent_code WHERE v.code = ANY (${bound([...codes], 'text[]')})`,
  )
  return new Map(rows.map((row) => [row.code, row]))
}

function visibleRows(ids: readonly number[]): SqlFragment {
  return rowsOf(proposalLayer, sql`p.id = ANY (${bound([...ids], 'int[]')})`)
}
