import { type Actor, accountOf } from '../../core/access/actor.ts'
import { may, mayAnywhere } from '../../core/access/may.ts'
import { subjectsOfFilter } from '../../core/access/subjects.ts'
import type { RecordedDecision } from '../../core/api/recorded-decision.ts'
import { notFound, Problem } from '../../core/problem.ts'
import { withAuthors } from '../access/authors.ts'
import type { Database } from '../database/database.ts'
import type { PortfolioService } from '../portfolios/portfolio-service.ts'
import { writtenFilter } from '../prioritise/alternative-filter.ts'
import { answerDecision } from '../prioritise/answer-decision.ts'
import type { RankingContext } from '../prioritise/ranking-context.ts'
import { filterOf } from '../prioritise/ranking-request.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { NewDecision } from './decision-request.ts'
import {
  type DecisionDraft,
  insertDecision,
  publishDecision,
  readDecisionFile,
  readDecisions,
} from './decision-store.ts'

export interface DecisionServices {
  readonly database: Database
  readonly portfolios: PortfolioService
  readonly ranking: RankingContext
}

/** Writes the file of what was decided and records it. Nothing is recorded when the watch's signal has fired. */
export async function recordDecision(
  services: DecisionServices,
  asked: NewDecision,
  { actor, watch }: { actor: Actor; watch: WorkWatch },
): Promise<RecordedDecision<Date>> {
  const byAccount = signerOf(actor)
  const { title, reason, supersedes = null } = asked
  if (supersedes !== null) requireOwn(actor, await findDecision(services, actor, supersedes))
  const decided = await decidedBy(services, asked, watch)
  watch.signal?.throwIfAborted()
  const id = await insertDecision(services.database.write, {
    title,
    reason,
    supersedes,
    byAccount,
    ...decided,
  })
  return findDecision(services, actor, id)
}

type Decided = Pick<DecisionDraft, 'kind' | 'filter' | 'summary' | 'file' | 'portfolioId'>

async function decidedBy(
  { portfolios, ranking }: DecisionServices,
  asked: NewDecision,
  watch: WorkWatch,
): Promise<Decided> {
  if ('portfolioId' in asked) {
    const { portfolioId } = asked
    const { name, text, request, result } = await portfolios.decision(portfolioId)
    const { considered, chosen, budgetRupiah, spentRupiah, status } = result
    return {
      kind: 'portfolio',
      filter: writtenFilter(filterOf(request.filter)),
      summary: { considered, chosen: chosen.length, budgetRupiah, spentRupiah, status },
      file: { name, bytes: Buffer.from(text) },
      portfolioId,
    }
  }
  const request = { ...asked.ranking, title: asked.ranking.title ?? asked.title }
  const { name, bytes, filter, count, method, scale } = await answerDecision(ranking, request, watch)
  return {
    kind: 'ranking',
    filter,
    summary: { considered: count, method, ...(scale && { scale }) },
    file: { name, bytes },
    portfolioId: null,
  }
}

/** What this actor may see of the decisions, newest first: those of the office that a grant covers, and published ones. */
export async function listDecisions(
  { database }: Pick<DecisionServices, 'database'>,
  actor: Actor,
): Promise<RecordedDecision<Date>[]> {
  if (!mayAnywhere(actor, 'decision:read')) return readDecisions(database.read, 'published_decisions')
  const all = await readDecisions(database.write, 'recorded_decisions')
  const seen = all.filter((one) => one.publishedAt !== null || isCovered(actor, one))
  return withAuthors(database.write, 'recorded_decisions', seen, ({ id }) => String(id))
}

/** Throws a 404 where there is none of this number, or none that the actor may see. */
export async function findDecision(
  { database }: Pick<DecisionServices, 'database'>,
  actor: Actor,
  id: number,
): Promise<RecordedDecision<Date>> {
  const isOffice = mayAnywhere(actor, 'decision:read')
  const [found] = isOffice
    ? await readDecisions(database.write, 'recorded_decisions', id)
    : await readDecisions(database.read, 'published_decisions', id)
  if (!found || (found.publishedAt === null && !isCovered(actor, found)))
    throw notFound('decision', String(id))
  if (!isOffice) return found
  const [signed] = await withAuthors(database.write, 'recorded_decisions', [found], () => String(id))
  return signed ?? found
}

/** The file that was recorded; throws a 404 as findDecision does. */
export async function decisionFile(
  services: Pick<DecisionServices, 'database'>,
  actor: Actor,
  id: number,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { file, publishedAt } = await findDecision(services, actor, id)
  const { read, write } = services.database
  const bytes = publishedAt
    ? await readDecisionFile(read, 'published_decisions', id)
    : await readDecisionFile(write, 'recorded_decisions', id)
  if (!bytes) throw notFound('decision', String(id))
  return { name: file.name, bytes }
}

export async function publishRecorded(
  services: Pick<DecisionServices, 'database'>,
  actor: Actor,
  id: number,
): Promise<RecordedDecision<Date>> {
  await findDecision(services, actor, id)
  await publishDecision(services.database.write, id, signerOf(actor))
  return findDecision(services, actor, id)
}

function isCovered(actor: Actor, { filter }: RecordedDecision<Date>): boolean {
  return subjectsOfFilter(filter).every((subject) => may(actor, 'decision:read', subject))
}

/** A decision is replaced by those who might have made it: a published one is read by everyone. */
function requireOwn(actor: Actor, { id, filter }: RecordedDecision<Date>): void {
  if (subjectsOfFilter(filter).every((subject) => may(actor, 'decision:record', subject))) return
  throw new Problem({
    title: 'Not allowed',
    status: 403,
    detail: `supersedes: expected a decision about what this account may decide, received ${id}`,
    parameter: 'supersedes',
    received: String(id),
    expected: 'a decision about what this account may decide',
  })
}

/** A decision is some person's: the system records none. */
function signerOf(actor: Actor): number {
  const account = accountOf(actor)
  if (account === null)
    throw new Problem({
      title: 'No account',
      status: 403,
      detail: 'A decision is recorded in the name of an account',
    })
  return account
}
