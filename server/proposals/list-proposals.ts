import type { Knex } from 'knex'
import type { Envelope } from '../../core/geo/envelope.ts'
import { badParameter } from '../../core/problem.ts'
import { PROPOSALS_FROM, proposalFields } from '../catalogue/proposal-layer.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import type { ProposalCondition } from './filter.ts'

export type Sort = 'newest' | 'cost' | 'title'

export interface ListRequest {
  condition: ProposalCondition
  bbox?: Envelope | undefined
  limit: number
  sort: Sort
  cursor?: string | undefined
}

export interface ListTotal {
  count: number
  withLocation: number
  withoutLocation: number
  conflict: number
  costRupiah: number
}

export interface ProposalItem {
  code: string
  point: [number, number] | null
  [field: string]: unknown
}

/** Descending by a key that is never null, then by id: what a cursor can continue from. */
const ORDER: Record<Sort, { key: string; cast: string }> = {
  newest: { key: 'p.year::float8', cast: 'float8' },
  cost: { key: 'coalesce(p.cost_rupiah, -1)::float8', cast: 'float8' },
  title: { key: 'p.title', cast: 'text' },
}

export const SELECT_ITEM = [
  ...proposalFields.map(({ name, sql }) => `${sql} AS "${name}"`),
  `ST_X(ST_PointOnSurface(${visiblePlace})) AS lon`,
  `ST_Y(ST_PointOnSurface(${visiblePlace})) AS lat`,
].join(', ')

/** One page of proposals, and what the whole list amounts to; unlocated ones are listed and counted like any other. */
export async function listProposals(knex: Knex, request: ListRequest) {
  const { condition, bbox } = request
  const where = [visibleProposal, condition.sql]
  const bindings: unknown[] = [...condition.bindings]
  if (bbox) {
    where.push(`${visiblePlace} && ST_MakeEnvelope(?, ?, ?, ?, 4326)`)
    bindings.push(...bbox)
  }
  const total = await readTotal(knex, where.join(' AND '), bindings)
  const items = await readPage(knex, request, where, bindings)
  const more = items.length > request.limit
  const page = items.slice(0, request.limit)
  const last = page.at(-1)
  const next = more && last ? writeCursor(request.sort, last.sort_key, last.id) : null
  return { items: page.map(toItem), next, total }
}

type PageRow = Record<string, unknown> & { id: number; sort_key: string | number }

async function readPage(
  knex: Knex,
  request: ListRequest,
  where: readonly string[],
  bindings: readonly unknown[],
): Promise<PageRow[]> {
  const { key, cast } = ORDER[request.sort]
  const direction =
    request.sort === 'title' ? { compare: '>', order: 'ASC' } : { compare: '<', order: 'DESC' }
  const conditions = [...where]
  const values = [...bindings]
  if (request.cursor) {
    const after = readCursor(request.sort, request.cursor)
    conditions.push(`(${key}, p.id) ${direction.compare} (?::${cast}, ?)`)
    values.push(after.key, after.id)
  }
  const order = `ORDER BY ${key} ${direction.order}, p.id ${direction.order}`
  // Which rows it is, first: joins and fields of a million rows that are not shown would be put in order with them.
  const { rows } = await knex.raw<{ rows: PageRow[] }>(
    `SELECT ${SELECT_ITEM}, p.id, ${key} AS sort_key FROM ${PROPOSALS_FROM} WHERE p.id = ANY (ARRAY(
       SELECT p.id FROM ${PROPOSALS_FROM} WHERE ${conditions.join(' AND ')} ${order} LIMIT ${request.limit + 1}
     )) ${order}`,
    values as never,
  )
  return rows
}

async function readTotal(knex: Knex, where: string, bindings: readonly unknown[]): Promise<ListTotal> {
  const { rows } = await knex.raw<{ rows: ListTotal[] }>(
    `SELECT count(*)::int AS "count", count(${visiblePlace})::int AS "withLocation",
            (count(*) - count(${visiblePlace}))::int AS "withoutLocation",
            (count(*) FILTER (WHERE ${visibleQuality} = 'conflict'))::int AS "conflict",
            coalesce(sum(p.cost_rupiah), 0)::float8 AS "costRupiah"
     FROM ${PROPOSALS_FROM} WHERE ${where}`,
    bindings as never,
  )
  return rows[0] ?? { count: 0, withLocation: 0, withoutLocation: 0, conflict: 0, costRupiah: 0 }
}

export function toItem(row: Record<string, unknown>): ProposalItem {
  const { id: _id, sort_key: _key, lon, lat, poorPopulation: _poor, ...fields } = row
  const point: [number, number] | null =
    typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null
  return { ...fields, code: String(row.code), point }
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
