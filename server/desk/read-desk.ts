import type { Grant } from '../../core/access/grant.ts'
import type { DeskChoices, DeskCounts, DeskItem, DeskPage } from '../../core/api/desk.ts'
import { isFlagged } from '../../core/desk/check-proposal.ts'
import { type DeskTab, deskGrants } from '../../core/desk/desk-queue.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import { always, bound, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { MOST_ROWS } from '../proposals/decision-request.ts'
import { type DeskFilter, type DeskScope, deskRows, tabCondition } from './desk-rows.ts'
import { readDeskChoices } from './read-desk-choices.ts'
import { type DeskReader, readChecks, readDeskItems } from './read-desk-items.ts'
import { readStageEnds } from './read-stage-ends.ts'

/** More are not looked at one by one: what is flagged among them is told of a narrower filter. */
const MOST_CHECKED = 20_000
/** Where more wait, the number of flagged ones is not told beside the tab. */
const MOST_COUNTED = 5_000

export interface DeskQuestion {
  /** Number of the grant, from 1. */
  grant: number
  tab: DeskTab
  filter: DeskFilter
  limit: number
  cursor?: string | undefined
}

/** The grant of that number among those that have a queue. Throws Problem (404). */
export function deskGrant(reader: Pick<DeskReader, 'actor'>, number: number): Grant {
  const grant = deskGrants(reader.actor)[number - 1]
  if (!grant) throw notFound('queue', number)
  return grant
}

/** A page of a grant's queue, oldest first, with how many there are in each tab. */
export async function readDesk(reader: DeskReader, question: DeskQuestion): Promise<DeskPage> {
  const grant = deskGrant(reader, question.grant)
  const { tab, filter, limit, cursor } = question
  const scope = await openScope(reader, grant, filter)
  // Pages that follow are not counted again.
  const counts = cursor === undefined ? await readCounts(reader, scope) : null
  const isLooked = tab === 'flagged' || (counts !== null && counts.waiting <= MOST_COUNTED)
  const flagged = isLooked ? await readFlagged(reader, scope) : null
  if (tab === 'flagged' && flagged === null)
    throw badParameter('tab', tab, `a filter that leaves at most ${MOST_CHECKED} proposals`)
  const among = tab === 'flagged' ? sql`q.id = ANY (${bound(flagged ?? [], 'int[]')})` : always
  const rows = await select<KeyRow>(
    reader.write,
    sql`SELECT id, ${SINCE} AS at FROM ${deskRows(scope)} WHERE ${tabCondition(grant, tab)} AND ${among}
        AND ${beyond(cursor)} ORDER BY since, id LIMIT ${bound(limit + 1, 'int')}`,
  )
  const page = rows.slice(0, limit)
  const items: DeskItem[] = await readDeskItems(
    reader,
    page.map(({ id }) => id),
  )
  const last = page.at(-1)
  const choices: DeskChoices | null = counts && (await readDeskChoices(reader.write, scope))
  const told: DeskCounts | null = counts && { ...counts, flagged: flagged?.length ?? null }
  return {
    grants: deskGrants(reader.actor),
    ...{ grant: question.grant, tab, counts: told, total: told?.[tab] ?? null, items, choices },
    next: rows.length > limit && last ? `${last.at}-${last.id}` : null,
    now: new Date().toISOString(),
  }
}

interface KeyRow {
  id: number
  /** Microseconds, as text. */
  at: string
}

const SINCE = sql`(extract(epoch FROM q.since) * 1000000)::bigint::text`

function beyond(cursor: string | undefined): SqlFragment {
  if (cursor === undefined) return always
  const [, at, id] = /^(\d{1,17})-(\d{1,9})$/.exec(cursor) ?? []
  if (at === undefined) throw badParameter('cursor', cursor, 'the "next" of an earlier answer')
  return sql`((extract(epoch FROM q.since) * 1000000)::bigint, q.id) > (${bound(at, 'bigint')}, ${bound(Number(id), 'int')})`
}

type Counts = Omit<DeskCounts, 'flagged'>

async function openScope({ write }: DeskReader, grant: Grant, filter: DeskFilter): Promise<DeskScope> {
  return { grant, filter, ends: await readStageEnds(write, grant) }
}

async function readCounts({ write }: DeskReader, scope: DeskScope): Promise<Counts> {
  const { grant } = scope
  const within = (tab: DeskTab) => sql`(count(*) FILTER (WHERE ${tabCondition(grant, tab)}))::int`
  const [row] = await select<Counts>(
    write,
    sql`SELECT ${within('waiting')} AS waiting, ${within('overdue')} AS overdue, ${within('done')} AS done
        FROM ${deskRows(scope)}`,
  )
  return row ?? { waiting: 0, overdue: 0, done: 0 }
}

/** Ids of those that wait and that a machine flags; null where too many wait. */
async function readFlagged(reader: DeskReader, scope: DeskScope): Promise<number[] | null> {
  const ids = await readDeskIds(reader, scope, { tab: 'waiting', most: MOST_CHECKED + 1 })
  if (ids.length > MOST_CHECKED) return null
  const checks = await readChecks(reader, ids)
  return ids.filter((id) => isFlagged(checks.get(id) ?? []))
}

/** All that a tab holds under a filter, up to a bound; oldest first. */
async function readDeskIds(
  { write }: Pick<DeskReader, 'write'>,
  scope: DeskScope,
  { tab, most }: { tab: DeskTab | 'held'; most: number },
): Promise<number[]> {
  const within = tab === 'held' ? sql`q.held` : tabCondition(scope.grant, tab)
  const rows = await select<{ id: number }>(
    write,
    sql`SELECT id FROM ${deskRows(scope)} WHERE ${within} ORDER BY since, id LIMIT ${bound(most, 'int')}`,
  )
  return rows.map(({ id }) => id)
}

/**
 * Codes of all that a tab holds under a filter, or of all that is not announced: what a decision about many is about. Throws
 * Problem (400) where they are more than one transaction takes.
 */
export async function readDeskCodes(
  reader: DeskReader,
  grant: Grant,
  { tab, filter }: { tab: DeskTab | 'held'; filter: DeskFilter },
): Promise<string[]> {
  const scope = await openScope(reader, grant, filter)
  const ids =
    tab === 'flagged'
      ? await readFlagged(reader, scope)
      : await readDeskIds(reader, scope, { tab, most: MOST_ROWS + 1 })
  if (ids === null || ids.length > MOST_ROWS)
    throw badParameter('filter', filter, `a filter that leaves at most ${MOST_ROWS} proposals`)
  const rows = await select<{ code: string }>(
    reader.write,
    sql`SELECT code FROM proposals WHERE id = ANY (${bound(ids, 'int[]')}) ORDER BY id`,
  )
  return rows.map(({ code }) => code)
}
