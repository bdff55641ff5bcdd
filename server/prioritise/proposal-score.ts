import type { CriterionOrigin } from '../../core/api/criterion.ts'
import type { ProposalScore } from '../../core/api/proposal-score.ts'
import { COMPETING_STATUSES } from '../../core/proposal/competition.ts'
import { contributions } from '../../core/score/contributions.ts'
import { drawLine, type LineRule } from '../../core/score/draw-line.ts'
import type { LiftCriterion } from '../../core/score/levers.ts'
import type { RankingMethod } from '../../core/score/rank-by-method.ts'
import type { RankingMethodName } from '../../core/score/ranking-methods.ts'
import { isProvenSmallest } from '../../core/score/search-lift.ts'
import { standToLine } from '../../core/score/stand-to-line.ts'
import { readCriterionOrigins } from '../criteria/criterion-origins.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { rowOfCode } from './alternatives.ts'
import { findLiftAmong } from './find-lift-among.ts'
import { type Ranked, type RankingContext, rankAmong } from './ranking-context.ts'
import { type OwnProposal, type OwnValue, readOwnCriteria } from './read-own-criteria.ts'
import { shownScore } from './shown-score.ts'
import { usedMethod, usedWeights } from './weights-of.ts'

export interface ScoreQuestion {
  readonly model?: string | undefined
  /** Without it the model's own. */
  readonly method?: RankingMethodName | undefined
  readonly budgetRupiah?: number | undefined
}

/** Without a budget the best tenth is above the line. */
export const LINE_SHARE = 0.1

/** A public proposal's score, what it is made of, its rank, and what would lift it; undefined when there is none. */
export async function readProposalScore(
  context: RankingContext,
  code: string,
  question: ScoreQuestion = {},
  watch: WorkWatch = {},
): Promise<ProposalScore | undefined> {
  const read = await readAmongCompetitors(context, code, watch)
  if (!read) return undefined
  const { own, set } = read
  const keyed = own.values.map(({ criterion }) => criterion)
  const { weights, model } = await usedWeights(context.knex, question, keyed)
  const method = usedMethod(question, { weights, model }, keyed)
  const ranked = await rankAmong(context, set.alternatives, { weights, method }, watch)
  const origins = await readCriterionOrigins(context.knex, keyed, own.statedOn)
  const out = own.values.some(({ perMille }, c) => perMille === null && weights[c]! > 0)
  const values = own.values.map(({ perMille }) => perMille ?? 0)
  const sum = values.reduce((total, value, c) => total + value * weights[c]!, 0)
  const points = contributions(values, weights)
  const row = rowOfCode(set.alternatives, code)
  return {
    code,
    score: method.kind !== 'weighted-sum' ? scoreAt(ranked, row) : out ? null : shownScore(sum, weights),
    of: ranked.ranking.order.length,
    compared: { year: own.year, statuses: COMPETING_STATUSES },
    method: method.kind,
    model,
    contributions: own.values.map((value, c) => ({
      ...contributionOf(value, origins.get(value.criterion.key)!),
      weight: weights[c]!,
      points: points[c]!,
    })),
    ...(await standing(context, { set, ranked, row, own, weights, method, question, watch })),
  }
}

const MOST_READS = 3

/**
 * The proposal and its competitors by the same criteria. Cached competitors may be a moment older, from before a criterion was
 * added or deleted.
 */
async function readAmongCompetitors(
  context: RankingContext,
  code: string,
  watch: WorkWatch,
): Promise<{ own: OwnProposal; set: AlternativeSet } | undefined> {
  for (let time = 1; ; time++) {
    const own = await readOwnCriteria(context.knex, code)
    if (!own) return undefined
    const set = await competitors(context, own, watch)
    const same =
      own.values.length === set.criteria.length &&
      own.values.every(({ criterion }, c) => {
        const other = set.criteria[c]
        return criterion.key === other?.key && criterion.version === other.version
      })
    if (same || time === MOST_READS) return { own, set }
    context.forget()
  }
}

function competitors(
  { store }: RankingContext,
  { year }: OwnProposal,
  watch: WorkWatch,
): Promise<AlternativeSet> {
  return store.get({ year: String(year), status: COMPETING_STATUSES.join(',') }, watch)
}

function contributionOf({ criterion, raw, withheld, perMille }: OwnValue, origin: CriterionOrigin) {
  const { key, definition, scale } = criterion
  const outOfRange = raw !== null && !(raw >= scale.low && raw <= scale.high)
  return {
    key,
    title: definition.title,
    unit: definition.unit,
    perMille: perMille ?? 0,
    raw: withheld ? null : raw,
    withheld,
    source: definition.source,
    ...origin,
    missing: raw === null,
    fillsUp: (scale.marks.at(-1) ?? 0) >= (scale.marks[0] ?? 0),
    outOfRange,
  }
}

interface Standing {
  readonly set: AlternativeSet
  readonly ranked: Ranked
  /** Undefined when the proposal no longer competes. */
  readonly row: number | undefined
  readonly own: OwnProposal
  readonly weights: readonly number[]
  readonly method: RankingMethod
  readonly question: ScoreQuestion
  readonly watch: WorkWatch
}

function scoreAt({ ranking: { rank, scores } }: Ranked, row: number | undefined): number | null {
  return row === undefined || rank[row] === 0 ? null : scores[row]!
}

/** Rank, line and lift among those that compete. */
async function standing(context: RankingContext, standing: Standing) {
  const { set, ranked, row, own, weights, method, question, watch } = standing
  const { alternatives } = set
  const { order, rank, scores } = ranked.ranking
  const rule: LineRule =
    question.budgetRupiah === undefined
      ? { top: Math.ceil(order.length * LINE_SHARE) }
      : { budgetRupiah: question.budgetRupiah }
  const request = { order, costs: alternatives.costs, rule }
  const drawn = drawLine(request)
  const place = row === undefined ? 0 : rank[row]!
  const lineRank = drawn.last === null ? 0 : rank[drawn.last]!
  const line = {
    kind: 'top' in rule ? ('share' as const) : ('budget' as const),
    rank: lineRank,
    score:
      drawn.last === null
        ? null
        : method.kind === 'weighted-sum'
          ? shownScore(scores[drawn.last]!, weights)
          : scores[drawn.last]!,
    budgetRupiah: question.budgetRupiah ?? null,
  }
  const criteria = ownCriteria(own, weights)
  const first = standToLine({ ...request, rank, scores }, row, criteria)
  const { state, lift } =
    first.state === 'below' && method.kind !== 'weighted-sum'
      ? await findLiftAmong(
          context,
          alternatives,
          {
            ...{ row: row!, own: criteria, deficit: first.lift.deficit, weights, method, rule },
            ...(ranked.excluded && { excluded: ranked.excluded }),
          },
          watch,
        )
      : first
  return {
    rank: place > 0 ? place : null,
    line: { ...line, above: state === 'above' },
    lift: { state, ...lift, provenSmallest: isProvenSmallest(method) },
  }
}

function ownCriteria({ values }: OwnProposal, weights: readonly number[]): LiftCriterion[] {
  return values.map(({ criterion: { key, definition, scale }, raw, perMille }, c) => ({
    key,
    source: definition.source,
    scale,
    weight: weights[c]!,
    perMille: perMille ?? 0,
    raw: raw !== null && raw >= scale.low && raw <= scale.high ? raw : null,
  }))
}
