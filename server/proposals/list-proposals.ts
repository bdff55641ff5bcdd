import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { ProposalFields, ProposalPage, ProposalTotal } from '../../core/api/proposal.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { badParameter } from '../../core/problem.ts'
import { PROPOSALS_FROM, proposalFields } from '../catalogue/proposal-layer.ts'
import { bound, catalogued, envelopeSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import { titleHoldsWords } from './holds-words.ts'

/** By match: those whose title and place hold the words before those that hold them elsewhere, then the newest. */
export type Sort = 'newest' | 'cost' | 'title' | 'match'

/** Where words are looked for, what was meant comes first. */
export const defaultSort = ({ q }: { q?: string | undefined }): Sort => (q?.trim() ? 'match' : 'newest')

export interface ListRequest {
  condition: SqlFragment
  bbox?: Envelope | undefined
  limit: number
  sort: Sort
  /** The words that were looked for, by which a match is told. */
  words?: string | undefined
  cursor?: string | undefined
}

/** Descending by a key that is never null, then by id: what a cursor can continue from. */
const ORDER: Record<Exclude<Sort, 'match'>, { key: string; cast: 'float8' | 'text' }> = {
  newest: { key: 'p.year::float8', cast: 'float8' },
  cost: { key: 'coalesce(p.cost_rupiah, -1)::float8', cast: 'float8' },
  title: { key: 'p.title', cast: 'text' },
}
/** More than these are in order of their years alone: whoever finds so many has not said what is meant. */
const MOST_MATCHED = 10_000
const LATER_THAN_YEARS = 10_000

export const SELECT_ITEM = catalogued(
  [
    ...proposalFields.map((field) => `${field.sql} AS "${field.name}"`),
    `ST_X(ST_PointOnSurface(${visiblePlace})) AS lon`,
    `ST_Y(ST_PointOnSurface(${visiblePlace})) AS lat`,
  ].join(', '),
)

/** One page of proposals, and what the whole list amounts to; unlocated ones are listed and counted like any other. */
export async function listProposals(knex: Knex, actor: Actor, request: ListRequest): Promise<ProposalPage> {
  const { condition, bbox } = request
  const conditions = [condition, ...(bbox ? [sql`${catalogued(visiblePlace)} && ${envelopeSql(bbox)}`] : [])]
  const source = { from: PROPOSALS_FROM, where: visibleProposal(actor) }
  const total = await readTotal(knex, rowsOf(source, ...conditions))
  const sort = request.sort === 'match' && total.count > MOST_MATCHED ? 'newest' : request.sort
  const items = await readPage(knex, { ...request, sort }, (after) => rowsOf(source, ...conditions, ...after))
  const more = items.length > request.limit
  const page = items.slice(0, request.limit)
  const last = page.at(-1)
  const next = more && last ? writeCursor(sort, last.sort_key, last.id) : null
  return { items: page.map(toItem), next, total }
}

/** A row as SELECT_ITEM reads it. */
export interface ItemRow extends ProposalFields {
  id: number
  sort_key?: string | number
  poorPopulation: number | null
  /** Degrees. */
  lon: number | null
  lat: number | null
}

type PageRow = ItemRow & { sort_key: string | number }

async function readPage(
  knex: Knex,
  { sort, words, cursor, limit }: ListRequest,
  rowsBeyond: (after: readonly SqlFragment[]) => SqlFragment,
): Promise<PageRow[]> {
  const { key: sortKey, cast } = orderBy(sort, words)
  const direction = sort === 'title' ? { compare: '>', order: 'ASC' } : { compare: '<', order: 'DESC' }
  const after = cursor ? readCursor(sort, cursor) : undefined
  const beyond = after
    ? [
        sql`(${sortKey}, p.id) ${catalogued(direction.compare)} (${bound(after.key, cast)}, ${bound(after.id, 'int')})`,
      ]
    : []
  const down = catalogued(direction.order)
  const order = sql`ORDER BY ${sortKey} ${down}, p.id ${down}`
  // Which rows it is, first: joins and fields of a million rows that are not shown would be put in order with them.
  return await select<PageRow>(
    knex,
    sql`SELECT ${SELECT_ITEM}, p.id, ${sortKey} AS sort_key FROM ${PROPOSALS_FROM} WHERE p.id = ANY (ARRAY(
       SELECT p.id ${rowsBeyond(beyond)} ${order} LIMIT ${bound(limit + 1, 'int')}
     )) ${order}`,
  )
}

function orderBy(sort: Sort, words: string | undefined): { key: SqlFragment; cast: 'float8' | 'text' } {
  if (sort === 'match') {
    const matches = words?.trim() ? titleHoldsWords(words) : sql`false`
    const key = sql`(CASE WHEN ${matches} THEN ${bound(LATER_THAN_YEARS, 'float8')} ELSE 0 END + p.year)`
    return { key, cast: 'float8' }
  }
  const { key, cast } = ORDER[sort]
  return { key: catalogued(key), cast }
}

async function readTotal(knex: Knex, rows: SqlFragment): Promise<ProposalTotal> {
  const [place, quality] = [catalogued(visiblePlace), catalogued(visibleQuality)]
  const [total] = await select<ProposalTotal>(
    knex,
    sql`SELECT count(*)::int AS "count", count(${place})::int AS "withLocation",
            (count(*) - count(${place}))::int AS "withoutLocation",
            (count(*) FILTER (WHERE ${quality} = 'conflict'))::int AS "conflict",
            coalesce(sum(p.cost_rupiah), 0)::float8 AS "costRupiah"
     ${rows}`,
  )
  return total ?? { count: 0, withLocation: 0, withoutLocation: 0, conflict: 0, costRupiah: 0 }
}

/** What is public of a row, with what else was read beside its item. */
export function toItem<Row extends ItemRow>(row: Row) {
  const { id: _id, sort_key: _key, lon, lat, poorPopulation: _poor, ...fields } = row
  const point: LonLat | null = lon === null || lat === null ? null : [lon, lat]
  return { ...fields, point }
}

/** Ids are PostgreSQL integers; a larger one would be an error there. */
const LARGEST_ID = 2 ** 31 - 1

function writeCursor(sort: Sort, key: string | number, id: number): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url')
}

function readCursor(sort: Sort, cursor: string): { key: string | number; id: number } {
  try {
    const [of, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    const fits = sort === 'title' ? typeof key === 'string' && !key.includes('\0') : Number.isFinite(key)
    if (of === sort && fits && Number.isInteger(id) && Math.abs(id as number) <= LARGEST_ID)
      return { key: key as string | number, id: id as number }
  } catch {
    // falls through to the one error below
  }
  throw badParameter('cursor', cursor, 'the "next" of an earlier answer with the same sort')
}
