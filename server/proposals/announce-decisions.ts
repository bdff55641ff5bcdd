import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../core/access/actor.ts'
import { mayKnow } from '../../core/access/may-know.ts'
import { notFound } from '../../core/problem.ts'
import { PUBLIC_EVENTS } from '../../core/proposal/history-words.ts'
import { PROPOSAL_STAGES, type ProposalStage } from '../../core/proposal/stage.ts'
import { authorise } from '../access/authorise.ts'
import { always, bound, run, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { lockProposals, subjectOf } from './lock-proposals.ts'
import { type Written, writeProposals } from './write-proposals.ts'

/** How far it is announced; all that is held, where nothing is said. What comes after stays the office's. */
export interface AnnouncedPart {
  /** What was decided up to this stage, and nothing that a later one decided. */
  upToStage?: ProposalStage | undefined
  /** Up to this decision (its id), on the proposal that it is about. */
  upToDecision?: number | undefined
}

export interface Announcement extends AnnouncedPart {
  codes: readonly string[]
}

/**
 * Makes public what offices decided about these proposals: their state, decisions and events. Nothing of a decision is seen by
 * any public route before. Returns the codes of those that had something to announce. Throws Problem, and announces nothing:
 * 404 for a proposal that the actor may not know of, 403 for one that is not theirs to announce.
 */
export async function announceDecisions(
  knex: Knex,
  actor: Actor,
  { codes, ...part }: Announcement,
): Promise<string[]> {
  return await writeProposals(knex, async (transaction) => {
    const written = await announceRows(transaction, actor, { codes, ...part })
    if (written.answer.length > 0)
      await run(
        transaction,
        sql`INSERT INTO announcements (by_account, codes, up_to_stage) VALUES (${bound(accountOf(actor), 'int')},
          ${bound(written.answer, 'text[]')}, ${bound(part.upToStage ?? null, 'text')})`,
      )
    return written
  })
}

/** What an announcement would make public, by trying it: nothing of it stays. */
export async function previewAnnouncement(
  knex: Knex,
  actor: Actor,
  announcement: Announcement,
): Promise<string[]> {
  const tried = await knex
    .transaction(async (transaction) => {
      throw new Tried((await announceRows(transaction, actor, announcement)).answer)
    })
    .catch((error: unknown) => error)
  if (tried instanceof Tried) return tried.codes
  throw tried
}

/** Ends a transaction whose result alone was wanted. */
class Tried extends Error {
  readonly codes: string[]

  constructor(codes: string[]) {
    super('tried only')
    this.codes = codes
  }
}

async function announceRows(
  transaction: Knex.Transaction,
  actor: Actor,
  { codes, ...part }: Announcement,
): Promise<Written<string[]>> {
  const locked = await lockProposals(transaction, codes)
  for (const proposal of locked) {
    const subject = subjectOf(proposal)
    if (!mayKnow(actor, proposal.publicStatus, subject)) throw notFound('proposal', proposal.code)
    authorise(actor, 'proposal:announce', subject)
  }
  const ids = await publish(
    transaction,
    locked.map(({ id }) => id),
    part,
  )
  const announced = new Set(ids)
  const answer = locked.flatMap(({ id, code }) => (announced.has(id) ? [code] : []))
  return { joined: ids, announced: ids, answer }
}

/** The same within a transaction that has locked them; returns the ids of those that changed. */
export async function publish(
  transaction: Knex.Transaction,
  ids: readonly number[],
  part: AnnouncedPart = {},
): Promise<number[]> {
  const rows = await select<{ id: number }>(transaction, publishSql(ids, partSql(part)))
  return rows.map(({ id }) => id)
}

/** Whether a held decision d on a proposal p lies in what is announced. */
function partSql({ upToStage, upToDecision }: AnnouncedPart): SqlFragment {
  const earlier = PROPOSAL_STAGES.slice(0, upToStage && PROPOSAL_STAGES.indexOf(upToStage) + 1)
  const untilStage = sql`NOT EXISTS (SELECT FROM decisions x WHERE x.proposal_id = d.proposal_id AND x.version > p.version
    AND x.version <= d.version AND x.stage <> ALL (${bound([...earlier], 'text[]')}))`
  const until = bound(upToDecision ?? null, 'bigint')
  const untilDecision = sql`d.version <= (SELECT x.version FROM decisions x WHERE x.id = ${until} AND x.proposal_id = d.proposal_id)`
  const stage = upToStage === undefined ? always : untilStage
  return upToDecision === undefined ? stage : sql`${stage} AND ${untilDecision}`
}

const EVERYONES_EVENTS = bound([...PUBLIC_EVENTS], 'text[]')

/*
 * Of what is held, a decision that another replaced never becomes public, nor does its event; it is superseded once the one in
 * its place is announced, and so is what that one had replaced before. The public's state is that of the last one announced. Where
 * nothing is left but that something was taken back, there is nothing to tell.
 */
const publishSql = (ids: readonly number[], part: SqlFragment) => sql`
WITH RECURSIVE due AS MATERIALIZED (
  SELECT d.* FROM decisions d JOIN proposals p ON p.id = d.proposal_id
  WHERE p.id = ANY (${bound([...ids], 'int[]')}) AND d.version > p.version AND ${part}
    AND NOT EXISTS (SELECT FROM decisions later WHERE later.replaces = d.id)
), chosen AS MATERIALIZED (
  SELECT * FROM due WHERE proposal_id IN (SELECT x.proposal_id FROM due x WHERE x.action <> 'undo')
), last AS MATERIALIZED (
  SELECT DISTINCT ON (proposal_id) * FROM chosen ORDER BY proposal_id, version DESC
), replaced (id) AS (
  SELECT replaces FROM chosen WHERE replaces IS NOT NULL
  UNION SELECT d.replaces FROM decisions d JOIN replaced r ON r.id = d.id WHERE d.replaces IS NOT NULL
), moved AS (
  UPDATE proposals p SET stage = l.stage_after, stage_id = l.stage_id_after, status = l.status_after, cost_rupiah = l.cost_after,
    volume = l.volume_after, version = l.version, updated_at = now()
  FROM last l WHERE p.id = l.proposal_id
), settled AS (
  DELETE FROM office_states o USING last l WHERE o.proposal_id = l.proposal_id AND o.version = l.version
), announced AS (
  UPDATE decisions d SET announced_at = now() FROM chosen c WHERE c.id = d.id
), superseded AS (
  UPDATE decisions d SET superseded_at = now() FROM replaced r WHERE r.id = d.id AND d.superseded_at IS NULL
), announced_events AS (
  UPDATE events e SET announced_at = now() FROM last l
  WHERE e.proposal_id = l.proposal_id AND e.announced_at IS NULL AND e.kind = ANY (${EVERYONES_EVENTS})
    AND (e.decision_id IS NULL OR e.decision_id IN (SELECT id FROM chosen))
)
SELECT proposal_id AS id FROM last ORDER BY 1`
