import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { ReservePlace } from '../../core/api/office-state.ts'
import { isAccepting } from '../../core/cycle/accepting.ts'
import type { AcceptedProposal } from '../../core/cycle/ceiling-use.ts'
import { Problem } from '../../core/problem.ts'
import { lockCeilings } from '../cycles/lock-ceilings.ts'
import { publish } from './announce-decisions.ts'
import { claimKey, settleKey } from './claim-key.ts'
import {
  type BulkRequest,
  type Decided,
  type DecisionRequest,
  MOST_ROWS,
  type RowAnswer,
} from './decision-request.ts'
import { type Judged, judgeDecision, readReplaced } from './judge-decision.ts'
import { type LockedProposal, lockProposals } from './lock-proposals.ts'
import { type LockedStages, lockStages, readLockedStages } from './lock-stages.ts'
import { type AcceptedIn, readReserves } from './read-reserves.ts'
import { readTicks, type Ticks } from './read-ticks.ts'
import { recordSteps } from './record-steps.ts'
import { type Written, writeProposals } from './write-proposals.ts'

/**
 * Decides about a proposal. Throws Problem: 404 for what the actor may not know of, 403, 412 when somebody decided meanwhile,
 * 409 where its stage is closed there, and what takeStep throws.
 */
export async function decide(
  knex: Knex,
  actor: Actor,
  { code, version, replaces, ...request }: DecisionRequest,
): Promise<Decided> {
  const [answer] = await decideMany(knex, actor, { ...request, rows: [{ code, version, replaces }] })
  if (!answer) throw new Error('the decision was not answered')
  if (answer.outcome === 'skipped') throw new Problem(answer.problem)
  const { outcome: _outcome, ...decided } = answer
  return decided
}

/**
 * Decides the same about many proposals in one transaction: locks their stages and them, asks the process
 * (core/proposal/process.ts) for each whether this step leads from where it stands and whether the actor may take it, and writes
 * decisions, events and the office's state of those for which it may be. The others are skipped, each with its reason. Answers
 * in the order of the rows.
 */
export async function decideMany(knex: Knex, actor: Actor, request: BulkRequest): Promise<RowAnswer[]> {
  const { key, ...asked } = request
  const keyed = key === undefined ? undefined : { key, actor, request: asked }
  return await writeProposals(knex, async (transaction) => {
    const earlier = keyed && (await claimKey<RowAnswer[]>(transaction, keyed))
    if (earlier) return { joined: [], announced: [], answer: earlier }
    const written = await decideRows(transaction, actor, asked)
    if (keyed) await settleKey(transaction, keyed, written.answer)
    return written
  })
}

/** The same within a transaction, without a key. */
export async function decideRows(
  transaction: Knex.Transaction,
  actor: Actor,
  { rows, ...terms }: Omit<BulkRequest, 'key'>,
): Promise<Written<RowAnswer[]>> {
  if (rows.length > MOST_ROWS) throw tooMany(rows.length)
  const codes = rows.map(({ code }) => code)
  const stageIds = await lockStages(transaction, codes, { action: terms.action })
  const hasCeiling = isAccepting(terms.action) && (await lockCeilings(transaction, stageIds, codes))
  const locked = await lockProposals(transaction, codes)
  const proposals = new Map(locked.map((one) => [one.code, one]))
  const stages = await readLockedStages(transaction, stageIds)
  const replaced = await readReplaced(transaction, rows)
  const ticks = await ticksWhere(transaction, stages, locked)
  const taken = new Set<string>()
  const judged = rows.map((row) => {
    const proposal = taken.has(row.code) ? undefined : proposals.get(row.code)
    taken.add(row.code)
    return judgeDecision(actor, { row, terms, proposal, stages, replaced, ticks })
  })
  const passed = judged.filter((one): one is Judged => !('problem' in one))
  const decisions = await recordSteps(transaction, actor, { terms, passed })
  const announcing = passed.filter(({ isAnnounced }) => isAnnounced).map(({ proposal }) => proposal.id)
  const ids = announcing.length > 0 ? await publish(transaction, announcing) : []
  const reserves = hasCeiling ? await reservesOf(transaction, actor, passed) : NO_RESERVES
  const answer = judged.map((one, at): RowAnswer => {
    const code = codes[at] ?? ''
    if ('problem' in one) return { outcome: 'skipped', code, problem: one.problem }
    const { proposal, state } = one
    const decision = decisions.get(proposal.id) ?? Number.NaN
    const reserve = reserves.get(code) ?? []
    return { outcome: 'done', code, version: proposal.version + 1, ...state, decision, reserve }
  })
  return { joined: ids, announced: ids, answer }
}

const NO_RESERVES: ReadonlyMap<string, ReservePlace[]> = new Map()

/** What was ticked about these proposals, where one of their stages has a checklist. */
export async function ticksWhere(
  knex: Knex,
  { hasChecklist }: LockedStages,
  proposals: readonly LockedProposal[],
): Promise<Ticks[]> {
  return hasChecklist
    ? await readTicks(
        knex,
        proposals.map(({ id }) => id),
      )
    : []
}

/** Those of what was just accepted that are a reserve. */
async function reservesOf(transaction: Knex.Transaction, actor: Actor, passed: readonly Judged[]) {
  const byStage = Map.groupBy(passed, ({ stage }) => stage)
  const accepted = [...byStage].flatMap(([stage, judged]): AcceptedIn[] =>
    stage ? [{ stage, proposals: judged.map(({ proposal }) => acceptedOf(proposal)) }] : [],
  )
  return await readReserves(transaction, actor, accepted, { isMade: true })
}

const acceptedOf = ({ code, villageCode, agency }: LockedProposal): AcceptedProposal => ({
  ...{ code, area: villageCode, agency },
  costRupiah: null,
})

/** A 400 for more rows than one transaction takes. */
export function tooMany(count: number): Problem {
  return new Problem({
    title: 'Too many at once',
    status: 400,
    detail: `rows: expected at most ${MOST_ROWS}, received ${count}`,
    parameter: 'rows',
    received: String(count),
    expected: `at most ${MOST_ROWS}`,
  })
}
