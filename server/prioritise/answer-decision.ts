import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import {
  type DecisionCriterion,
  type DecisionOrigin,
  MOST_DECISION_ALTERNATIVES,
} from '../../core/decision/decision-file.ts'
import { badParameter } from '../../core/problem.ts'
import { isOnRaws, type RankingMethod } from '../../core/score/rank-by-method.ts'
import type { StoredCriterion } from '../criteria/columns/criterion-store.ts'
import { competitorsOf, readCompetition } from '../proposals/competition.ts'
import { inTwoSteps, type WorkWatch } from '../workload/work-watch.ts'
import { type AlternativeFilter, writtenFilter } from './alternative-filter.ts'
import type { MeasuredSet } from './alternative-store.ts'
import { productVersion } from './product-version.ts'
import type { RankingContext } from './ranking-context.ts'
import { type DecisionBody, filterOf } from './ranking-request.ts'
import { checkSize, questionOf } from './start-robustness.ts'
import { usedMethod, usedWeights } from './weights-of.ts'

export interface WrittenDecision {
  readonly name: string
  readonly bytes: Uint8Array
  /** Which proposals it is of, by the names of the URL, and how many. */
  readonly filter: Readonly<Record<string, string>>
  readonly count: number
  readonly method: RankingMethod['kind']
  /** Said of raw values alone. */
  readonly scale?: 'raw'
}

/** Share of the time that reading the alternatives takes; the rest is writing the file. */
const READING = 0.3

/** The decision file of a ranking: all that is needed to compute it again without our store. */
export async function answerDecision(
  context: RankingContext,
  asked: DecisionBody,
  watch: WorkWatch = {},
): Promise<WrittenDecision> {
  const { first, second } = inTwoSteps(watch, READING)
  const read = await readDecided(context, filterOf(asked.filter), first)
  const { alternatives, criteria, filter, raws } = read
  const used = await usedWeights(context.knex, asked, criteria)
  const { weights, model } = used
  const method = usedMethod(asked, used, criteria)
  const { robustness } = asked
  if (robustness) checkSize(alternatives.count, criteria.length, robustness.samples, method)
  const created = new Date().toISOString()
  const origin: Omit<DecisionOrigin, 'inputs' | 'criteria'> = {
    product: productVersion(),
    created,
    title: asked.title ?? null,
    filter: writtenFilter(filter),
    model: model && { id: model.id, version: model.version },
    notice: model?.notice ?? defaultCriterionSet.notice,
    weights,
  }
  const request = {
    alternatives,
    raws,
    origin,
    criteria: criteria.map(asDecided),
    method,
    robustness: robustness ? questionOf(robustness, weights) : null,
  }
  const samples = robustness?.samples ?? 0
  const cells = alternatives.count * criteria.length * (20 + samples)
  const bytes = await context.calculator.run('decision', request, cells, second())
  const name = `peringkat-${created.slice(0, 10)}-${alternatives.digest.slice(0, 8)}.json`
  const { kind } = method
  const scale = isOnRaws(method) && { scale: 'raw' as const }
  return { name, bytes, filter: origin.filter, count: alternatives.count, method: kind, ...scale }
}

/** What is decided on. Throws a 400 where a file cannot hold so many: before they are read, and where they have become more since. */
async function readDecided(
  { knex, store }: RankingContext,
  filter: AlternativeFilter,
  watch: WorkWatch,
): Promise<MeasuredSet> {
  const { competing } = await readCompetition(knex, await competitorsOf(knex, filter))
  checkCount(competing)
  const set = await store.getWithRaws(filter, watch)
  checkCount(set.alternatives.count)
  return set
}

function checkCount(count: number): void {
  if (count <= MOST_DECISION_ALTERNATIVES) return
  const expected = `a filter that leaves at most ${MOST_DECISION_ALTERNATIVES} proposals`
  throw badParameter('filter', `${count} proposals`, expected)
}

/** A criterion as a decision file keeps it. */
export function asDecided({ key, version, definition, scale }: StoredCriterion): DecisionCriterion {
  return { key, version, definition, scale }
}
