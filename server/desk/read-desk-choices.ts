import type { Knex } from 'knex'
import type { DeskChoices } from '../../core/api/desk.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { type DeskScope, deskRows } from './desk-rows.ts'

/** Of a queue that holds more, the first of these are looked at. */
const MOST_ROWS = 20_000
/** More than a list can be chosen from. */
const MOST_CHOICES = 500
/** A code's parts, as 62.01.02.2003: province, regency, district, village. */
const DISTRICT_PARTS = 3

/** What a grant's queue can be narrowed to, whatever it is narrowed to now; of a district that it is narrowed to, its villages. */
export async function readDeskChoices(write: Knex, scope: DeskScope): Promise<DeskChoices> {
  const all = deskRows({ ...scope, filter: {} })
  const rows = await select<{ village: string | null; agency: string | null }>(
    write,
    sql`SELECT DISTINCT village, agency FROM (SELECT q.village, q.agency FROM ${all} LIMIT ${bound(MOST_ROWS, 'int')}) q`,
  )
  const agencies = unique(rows.map(({ agency }) => agency))
  const codes = areasOf(unique(rows.map(({ village }) => village)), scope.filter.area)
  const names = await select<{ code: string; name: string }>(
    write,
    sql`SELECT code, name FROM areas WHERE code = ANY (${bound(codes, 'text[]')}) ORDER BY code`,
  )
  return { areas: names.slice(0, MOST_CHOICES), agencies: agencies.slice(0, MOST_CHOICES) }
}

/** Districts, with the villages of one that was chosen; only villages where they all lie in one district. */
function areasOf(villages: readonly string[], chosen: string | undefined): string[] {
  const districtOf = (village: string) => village.split('.').slice(0, DISTRICT_PARTS).join('.')
  const districts = unique(villages.map(districtOf))
  if (districts.length <= 1) return [...villages]
  const open = chosen === undefined ? undefined : districtOf(chosen)
  return [...districts, ...villages.filter((village) => districtOf(village) === open)]
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort()
}
