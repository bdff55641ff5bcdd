import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { RankedItem } from '../../../core/api/ranking.ts'
import { contributions } from '../../../core/score/contributions.ts'
import type { LineRule } from '../../../core/score/draw-line.ts'
import type { LiftCriterion } from '../../../core/score/levers.ts'
import { type PartialRanking, partialByMethod } from '../../../core/score/partial-by-method.ts'
import { methodWithDefaults, type RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { type Standing, standToLine } from '../../../core/score/stand-to-line.ts'
import { lineRule } from '../state/line-rule.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { type LiveRanking, scoreOf } from '../state/rank-live.ts'
import type { LiftQuestion } from './lift-worker.ts'
import type { RemoteRow } from './remote-ranking.ts'

type Flows = NonNullable<RankedItem['flows']>

export interface ExplainedPart {
  readonly criterion: CriterionInfo
  /** Place of the criterion in the set, which gives its colour. */
  readonly place: number
  readonly perMille: number
  readonly weight: number
  /** Weight × value, per mille of the weights: what it adds to a weighted score. */
  readonly points: number
  readonly missing: boolean
}

export interface Explanation {
  readonly rank: number
  readonly of: number
  readonly method: RankingMethodName
  /** As the method counts. */
  readonly score: number
  /** By PROMETHEE: what it wins, what it loses, and with how many it is incomparable; null where that is not known. */
  readonly flows: Flows | null
  readonly parts: readonly ExplainedPart[]
  readonly line: LineRule
  /**
   * Where it stands to the line; by methods whose scores are no sums of points, what lifts it is to be searched for.
   * null where not all that compete are here.
   */
  readonly standing: Standing | null
  /** Points of score, per mille, that it lacks. */
  readonly deficit: number
  /** What would lift it, as a question to be searched for; null where the standing tells it, or nothing has to. */
  readonly search: LiftQuestion | null
}

/**
 * Explains a proposal's place under the present weights, reckoned here so that it follows every slider; null when it
 * is not ranked. `raws`: its raw values by criterion, null where missing, as far as they are known.
 */
export function explainRow(
  { state, ranking }: PlanStore,
  code: string,
  raws?: ReadonlyMap<string, number | null>,
): Explanation | null {
  const { alternatives, criteria } = state
  const row = alternatives?.rowOf.get(code)
  if (!alternatives || !ranking || row === undefined || ranking.rank[row] === 0) return null
  const { method, keys, weights, columns, order, rank, scores, weightSum, excluded } = ranking
  const values = columns.map((column) => column[row] ?? 0)
  const isMissing = (key: string) => alternatives.missing.get(key)?.has(row) ?? false
  const parts = partsOf({ keys, values, weights, criteria }, isMissing)
  const line = lineRule(state)
  const request = {
    order,
    rank,
    costs: alternatives.costRupiah,
    rule: line,
    scores,
  }
  const own = parts.map(({ criterion: { key, source, scale }, weight, perMille }): LiftCriterion => {
    const raw = raws?.get(key) ?? null
    return { key, source, scale, weight, perMille, raw: isWithin(raw, scale) ? raw : null }
  })
  const standing = standToLine(request, row, own)
  return {
    rank: rank[row] ?? 0,
    of: order.length,
    method,
    score: scoreOf(ranking, row),
    flows: flowsOf(ranking, row),
    parts,
    line,
    standing,
    deficit: standing.lift.deficit / weightSum,
    search:
      standing.state === 'below' && method !== 'weighted-sum'
        ? {
            ...{ row, own, deficit: standing.lift.deficit },
            contest: {
              ...{ columns, weights, method: methodWithDefaults(method, columns.length) },
              ...{ costs: alternatives.costRupiah, rule: line },
              ...(excluded.length > 0 && { excluded }),
            },
          }
        : null,
  }
}

/** Of more proposals they would hold up the sliders. */
const MOST_FOR_FLOWS = 20_000
/** Of a ranking, for as long as it is the present one. */
const knownFlows = new WeakMap<LiveRanking, PartialRanking | null>()

function flowsOf(ranking: LiveRanking, row: number): Flows | null {
  const { columns, weights, method, excluded, order } = ranking
  if (method !== 'promethee' || order.length > MOST_FOR_FLOWS) return null
  let found = knownFlows.get(ranking)
  if (found === undefined) {
    const by = methodWithDefaults(method, columns.length)
    found = partialByMethod({ columns, weights, method: by, ...(excluded.length > 0 && { excluded }) })
    knownFlows.set(ranking, found)
  }
  if (!found) return null
  const { leaving, entering, incomparable } = found
  return { leaving: leaving[row]!, entering: entering[row]!, incomparable: incomparable[row]! }
}

/** What each criterion adds to a row's score. */
function partsOf(
  row: {
    keys: readonly string[]
    values: readonly number[]
    weights: readonly number[]
    criteria: readonly CriterionInfo[]
  },
  isMissing: (key: string) => boolean,
): ExplainedPart[] {
  const { keys, values, weights, criteria } = row
  const added = contributions(values, weights)
  return keys.map((key, at) => {
    const place = criteria.findIndex((criterion) => criterion.key === key)
    return {
      ...{ criterion: criteria[place]!, place, missing: isMissing(key) },
      ...{ perMille: values[at]!, weight: weights[at]!, points: added[at]! },
    }
  })
}

/** The same of a line that the server ranked among more proposals than are here. */
export function explainRemote({ state }: PlanStore, row: RemoteRow, of: number): Explanation {
  const { criteria, weights, method } = state
  const parts = criteria.flatMap((criterion, place): ExplainedPart[] => {
    const perMille = row.values[criterion.key]
    if (perMille === undefined) return []
    const [weight, points] = [weights?.[criterion.key] ?? 0, row.parts[place] ?? 0]
    return [{ criterion, place, perMille, weight, points, missing: row.missing.includes(criterion.key) }]
  })
  const { rank, score, flows } = row
  return {
    ...{ rank, of, method, score, parts, flows },
    ...{ line: lineRule(state), standing: null, deficit: 0, search: null },
  }
}

function isWithin(raw: number | null, { low, high }: CriterionInfo['scale']): boolean {
  return raw !== null && raw >= low && raw <= high
}
