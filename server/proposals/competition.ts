import type { Knex } from 'knex'
import type { Competition, LeftOut } from '../../core/api/competition.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import { COMPETING_STATUSES, EVERY, OTHER_YEAR, whyLeftOut } from '../../core/proposal/competition.ts'
import { always, catalogued, envelopeSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { type FilterQuery, proposalCondition } from './filter.ts'

/** What a filter over what competes says of its years and statuses, for the documents of the routes. */
export const COMPETING_FILTERS = {
  year: `Plan years, comma list; the newest one without it, "${EVERY}" for every year`,
  status: `Statuses that compete, comma list; ${COMPETING_STATUSES.join(', ')} without it, "${EVERY}" for every status`,
}

/** The filters of /api/proposals and a box. */
export interface CompetingFilter extends FilterQuery {
  readonly bbox?: Envelope | undefined
}

/** What competes under a filter: the filter with years and statuses as they are used, and what it would select of all. */
export interface Competitors {
  /** Without a year or a status where every one competes. */
  readonly filter: CompetingFilter
  /** Without its status, and without the year where none was asked for. */
  readonly whole: CompetingFilter
}

/**
 * Fills in what a filter leaves open: the statuses that compete by the rule, and the newest plan year that there is.
 * `all` as year or status lets every one compete.
 */
export async function competitorsOf(knex: Knex, asked: CompetingFilter): Promise<Competitors> {
  const { status: statuses, year: years, ...rest } = asked
  const year = years || (await newestYear(knex))
  const status = statuses || COMPETING_STATUSES.join(',')
  const inYear = year && year !== EVERY ? { year } : {}
  return {
    filter: { ...rest, ...inYear, ...(status !== EVERY && { status }) },
    whole: { ...rest, ...(years ? inYear : {}) },
  }
}

/** The newest plan year of what everyone may see; undefined in an empty store. */
async function newestYear(knex: Knex): Promise<string | undefined> {
  const [newest] = await select<{ year: number }>(
    knex,
    sql`SELECT p.year FROM proposals p WHERE ${visibleProposal()} ORDER BY p.year DESC LIMIT 1`,
  )
  return newest && String(newest.year)
}

interface StatusCount {
  status: string
  competes: boolean
  in_year: boolean
  count: number
}

/** How many compete and how many do not, with the reason. */
export async function readCompetition(knex: Knex, { filter, whole }: Competitors): Promise<Competition> {
  const { year, status } = filter
  const { bbox, ...named } = whole
  const inYear = year ? proposalCondition({ year }) : sql`true`
  const competes = status ? proposalCondition({ status }) : sql`true`
  const rows = await select<StatusCount>(
    knex,
    sql`SELECT p.status, (${competes}) AS competes, (${inYear}) AS in_year, count(*)::int AS count FROM proposals p
     WHERE ${visibleProposal()} AND ${proposalCondition(named)} AND ${withinBox(bbox)}
     GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1`,
  )
  const years = (year ?? '').split(',').filter(Boolean).map(Number)
  const sum = (some: readonly StatusCount[]) => some.reduce((total, { count }) => total + count, 0)
  const others = sum(rows.filter((row) => row.competes && !row.in_year))
  return {
    years,
    statuses: (status ?? '').split(',').filter(Boolean),
    competing: sum(rows.filter((row) => row.competes && row.in_year)),
    leftOut: [
      ...rows
        .filter((row) => row.in_year && !row.competes)
        .map((row): LeftOut => ({ status: row.status, count: row.count, reason: whyLeftOut(row.status) })),
      ...(others > 0 ? [{ status: null, count: others, reason: OTHER_YEAR }] : []),
    ],
  }
}

/** Whether its public place meets a box, over proposals as p; true without a box. */
export function withinBox(bbox: Envelope | undefined): SqlFragment {
  return bbox ? sql`${catalogued(visiblePlace)} && ${envelopeSql(bbox)}` : always
}
