import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { Problem } from '../../core/problem.ts'
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
import { lockProposals } from './lock-proposals.ts'
import { lockStages, readLockedStages } from './lock-stages.ts'
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
  const proposals = new Map((await lockProposals(transaction, codes)).map((one) => [one.code, one]))
  const stages = await readLockedStages(transaction, stageIds)
  const replaced = await readReplaced(transaction, rows)
  const taken = new Set<string>()
  const judged = rows.map((row) => {
    const proposal = taken.has(row.code) ? undefined : proposals.get(row.code)
    taken.add(row.code)
    return judgeDecision(actor, { row, terms, proposal, stages, replaced })
  })
  const passed = judged.filter((one): one is Judged => !('problem' in one))
  const decisions = await recordSteps(transaction, actor, { terms, passed })
  const announcing = passed.filter(({ isAnnounced }) => isAnnounced).map(({ proposal }) => proposal.id)
  const ids = announcing.length > 0 ? await publish(transaction, announcing) : []
  const answer = judged.map((one, at): RowAnswer => {
    const code = codes[at] ?? ''
    if ('problem' in one) return { outcome: 'skipped', code, problem: one.problem }
    const { proposal, state } = one
    const decision = decisions.get(proposal.id) ?? Number.NaN
    return { outcome: 'done', code, version: proposal.version + 1, ...state, decision }
  })
  return { joined: ids, announced: ids, answer }
}

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
