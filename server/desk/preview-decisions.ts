import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../core/access/actor.ts'
import { officesOf } from '../../core/access/offices.ts'
import type { DecisionPreview, SkippedRow } from '../../core/api/desk.ts'
import { isAccepting } from '../../core/cycle/accepting.ts'
import { isFlagged } from '../../core/desk/check-proposal.ts'
import { deskGrants } from '../../core/desk/desk-queue.ts'
import { officeFor, officesAt } from '../../core/desk/office-for.ts'
import { notFound } from '../../core/problem.ts'
import type { DecisionRole } from '../../core/proposal/decision.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'
import { ticksWhere } from '../proposals/decide.ts'
import type { BulkRequest, DecisionTerms } from '../proposals/decision-request.ts'
import { type Judged, judgeDecision, type ToJudge } from '../proposals/judge-decision.ts'
import { type LockedProposal, readStanding, subjectOf } from '../proposals/lock-proposals.ts'
import { lockStages, readLockedStages } from '../proposals/lock-stages.ts'
import { readOfficeCosts, sumOfficeCosts } from '../proposals/read-office-state.ts'
import { type AcceptedIn, readReserves } from '../proposals/read-reserves.ts'
import type { PreviewBody } from './desk-body.ts'
import { deskGrant, readDeskCodes } from './read-desk.ts'
import { type DeskReader, readChecks } from './read-desk-items.ts'

/** For as long one may look at a preview before carrying it out. */
const HOLDS_MINUTES = 60
const TOKEN_BYTES = 24
/** More are not looked at one by one for a preview. */
const MOST_CHECKED = 5_000

/** What a token stands for. */
export type PreviewedRequest = Omit<BulkRequest, 'key'>

export const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * What a decision about many proposals would do: each is judged by the rules of a decision on one. The token stands for those that
 * pass, at the versions that they have now, and for this decision of this account.
 */
export async function previewDecisions(reader: DeskReader, body: PreviewBody): Promise<DecisionPreview> {
  const { codes: named, grant: number = 1, filter = {}, tab = 'waiting', ...asked } = body
  const codes = named
    ? [...new Set(named)]
    : await readDeskCodes(reader, deskGrant(reader, number), { tab, filter })
  const { write, actor } = reader
  const { ids, ...preview } = await write.transaction(async (transaction) => {
    const stageIds = await lockStages(transaction, codes, { action: asked.action })
    const standing = await readStanding(transaction, codes)
    const stages = await readLockedStages(transaction, stageIds)
    const ticks = await ticksWhere(transaction, stages, standing)
    const { role: stated, announce = false, ...terms } = asked
    const role = stated ?? roleFor(reader, body, standing)
    const whole = { ...terms, role, announce, agency: terms.agency ?? agencyOf(reader, body, role) }
    const byCode = new Map(standing.map((one) => [one.code, one]))
    const { passed, skipped } = judgeAll(actor, codes, { terms: whole, byCode, stages, ticks })
    const rows = passed.map(({ row }) => row)
    const expiresAt = new Date(Date.now() + HOLDS_MINUTES * 60_000)
    return {
      token: rows.length > 0 ? await keep(transaction, reader, { ...whole, rows }) : null,
      ...{ action: asked.action, role, found: codes.length, possible: rows.length, skipped },
      costRupiah: await sumOfficeCosts(
        transaction,
        rows.map(({ code }) => code),
      ),
      reserve: isAccepting(asked.action) ? await reserveOf(transaction, actor, { passed, terms: whole }) : [],
      expiresAt: expiresAt.toISOString(),
      ids: rows.flatMap(({ code }) => byCode.get(code)?.id ?? []),
    }
  })
  // Outside the transaction: who holds it has the embedded engine's only session.
  return { ...preview, flagged: await countFlagged(reader, ids) }
}

interface ToJudgeAll extends Pick<ToJudge, 'terms' | 'stages' | 'ticks'> {
  byCode: ReadonlyMap<string, LockedProposal>
}

/** Each at the version that it has now. */
function judgeAll(actor: Actor, codes: readonly string[], { byCode, ...asked }: ToJudgeAll) {
  const passed: Judged[] = []
  const skipped: SkippedRow[] = []
  for (const code of codes) {
    const proposal = byCode.get(code)
    const row = { code, version: proposal?.version ?? 0 }
    const judged = judgeDecision(actor, { row, ...asked, proposal, replaced: new Map() })
    if ('problem' in judged) skipped.push({ code, problem: judged.problem })
    else passed.push(judged)
  }
  return { passed, skipped }
}

/** Codes of those that would be beyond a ceiling, in the order in which they would be accepted. */
async function reserveOf(
  transaction: Knex.Transaction,
  actor: Actor,
  { passed, terms }: { passed: readonly Judged[]; terms: DecisionTerms },
): Promise<string[]> {
  const inOrder = passed.toSorted((one, other) => one.proposal.id - other.proposal.id)
  const codes = inOrder.map(({ proposal }) => proposal.code)
  const costs = await readOfficeCosts(transaction, codes)
  const accepted = [...Map.groupBy(inOrder, ({ stage }) => stage)].flatMap(
    ([stage, judged]): AcceptedIn[] => {
      if (!stage) return []
      const proposals = judged.map(({ proposal: { code, villageCode, agency } }) => ({
        ...{ code, area: villageCode, agency },
        costRupiah: terms.costRupiah ?? costs.get(code) ?? null,
      }))
      return [{ stage, proposals }]
    },
  )
  const reserves = await readReserves(transaction, actor, accepted, { isMade: false })
  return codes.filter((code) => reserves.has(code))
}

async function countFlagged(reader: DeskReader, ids: readonly number[]): Promise<number | null> {
  if (ids.length > MOST_CHECKED) return null
  return [...(await readChecks(reader, ids)).values()].filter(isFlagged).length
}

async function keep(
  transaction: Knex.Transaction,
  { actor }: DeskReader,
  request: PreviewedRequest,
): Promise<string> {
  const account = accountOf(actor)
  if (account === null) throw notFound('account', '(none)')
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const by = bound(account, 'int')
  await run(transaction, sql`DELETE FROM decision_previews WHERE by_account = ${by} AND expires_at < now()`)
  await run(
    transaction,
    sql`INSERT INTO decision_previews (token_sha256, by_account, request, expires_at)
        VALUES (${bound(digestOf(token), 'text')}, ${by}, ${bound(JSON.stringify(request), 'jsonb')},
          now() + make_interval(mins => ${bound(HOLDS_MINUTES, 'int')}))`,
  )
  return token
}

/**
 * In which office's name all of them are decided: that of the first proposal's stage where the account speaks for it, else the
 * first that it speaks for.
 */
function roleFor(reader: DeskReader, body: PreviewBody, standing: readonly LockedProposal[]): DecisionRole {
  if (body.codes) {
    const offices = standing.map((one) => officeFor(reader.actor, body.action, subjectOf(one)))
    return offices.find((office) => office !== undefined) ?? 'unstated'
  }
  const own = officesOf(deskGrant(reader, body.grant ?? 1))
  return officesAt(standing[0]?.stage).find((office) => own.includes(office)) ?? 'unstated'
}

function agencyOf(reader: DeskReader, { grant = 1 }: PreviewBody, role: DecisionRole): string | undefined {
  return role === 'agency' ? deskGrants(reader.actor)[grant - 1]?.agency : undefined
}

/** What a token of this account stands for; undefined for a token that was never given to it, or has expired. */
export async function readPreview(
  transaction: Knex.Transaction,
  account: number,
  token: string,
): Promise<PreviewedRequest | undefined> {
  const [row] = await select<{ request: PreviewedRequest }>(
    transaction,
    sql`SELECT request FROM decision_previews WHERE token_sha256 = ${bound(digestOf(token), 'text')}
        AND by_account = ${bound(account, 'int')} AND expires_at >= now() FOR UPDATE`,
  )
  return row?.request
}
