import type { ChosenProposal, Portfolio, PortfolioResult } from '../../../core/api/portfolio.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { RankStanding } from '../../../core/score/rank-standing.ts'
import { alikeRows } from '../ranking/alike-rows.ts'
import type { RankList } from '../ranking/rank-list.ts'
import type { RankedRow } from '../ranking/rank-row.ts'
import { type Alternatives, villageName } from '../state/alternatives.ts'
import type { PlanState } from '../state/plan-state.ts'
import { type LiveRanking, rankLive } from '../state/rank-live.ts'

/** Which lines the table shows. */
export type Shown = 'chosen' | 'rest' | 'all'

/** An answer together with the ranking under the weights that it was asked with. */
export interface PackageView {
  readonly portfolio: Portfolio
  readonly result: PortfolioResult
  /** False while prices, alternatives and robustness are still on their way. */
  readonly isWhole: boolean
  /** Whether they will never come. */
  readonly isStopped: boolean
  readonly chosen: ReadonlyMap<string, ChosenProposal>
  /** Null where it was not studied, or time ran out too soon. */
  readonly standings: ReadonlyMap<string, RankStanding> | null
  /** Why those that cannot be funded cannot. */
  readonly notFundable: ReadonlyMap<string, Label>
  /** null while the page's proposals are on their way. */
  readonly ranking: LiveRanking | null
  readonly weights: Weights
  readonly list: Readonly<Record<Shown, RankList>>
  /** What is carried out in each year of a package over several. */
  readonly ofYear: ReadonlyMap<number, RankList>
}

/** What the page shows of an answer; null before there is one. */
export function viewPackage(portfolio: Portfolio | null, state: PlanState): PackageView | null {
  const result = portfolio?.result ?? portfolio?.found
  if (!portfolio || !result) return null
  const { alternatives, criteria } = state
  const weights = weightsOf(portfolio, state)
  const ranking = alternatives ? rankLive(alternatives, criteria, weights) : null
  const chosen = new Map(result.chosen.map((one) => [one.code, one]))
  const frame: Frame = { state, ranking, weights, chosen }
  return {
    portfolio,
    result,
    isWhole: portfolio.result !== null,
    isStopped: portfolio.state === 'cancelled',
    chosen,
    standings: standingsOf(result),
    notFundable: new Map(result.notFundable.map(({ code, text }) => [code, text])),
    ranking,
    weights,
    list: { chosen: listOf(frame, 'chosen'), rest: listOf(frame, 'rest'), all: listOf(frame, 'all') },
    ofYear: new Map((result.years ?? []).map(({ year }) => [year, listOf(inYear(frame, year), 'chosen')])),
  }
}

/** Funded whatever the weights, as far as that was studied. */
export function isCertain({ standings }: PackageView, code: string): boolean {
  return standings === null || standings.get(code) === 'certain'
}

/** The weights of a request; a model's where it named one. */
export function weightsOf({ request }: Portfolio, { models, weights }: PlanState): Weights {
  if (request.weights) return request.weights
  const { model } = request
  const id = typeof model === 'string' ? model : (model?.id ?? 'default')
  const version = typeof model === 'object' ? model.version : undefined
  const fits = models.filter((one) => one.id === id && (version === undefined || one.version === version))
  return fits.sort((a, b) => b.version - a.version)[0]?.weights ?? weights ?? {}
}

/** Of fewer weights nothing can be said for certain. */
const LEAST_SAMPLES = 10

function standingsOf({ robustness }: PortfolioResult): ReadonlyMap<string, RankStanding> | null {
  if (!robustness || robustness.samples < LEAST_SAMPLES) return null
  const { core, swing, never } = robustness
  return new Map<string, RankStanding>([
    ...core.map((code) => [code, 'certain'] as const),
    ...swing.map((code) => [code, 'depends'] as const),
    ...never.map((code) => [code, 'no'] as const),
  ])
}

interface Frame {
  readonly state: PlanState
  readonly ranking: LiveRanking | null
  readonly weights: Weights
  readonly chosen: ReadonlyMap<string, ChosenProposal>
}

/** As if what is carried out then were all that was chosen. */
function inYear(frame: Frame, year: number): Frame {
  const own = [...frame.chosen].filter(([, { plannedYear }]) => plannedYear === year)
  return { ...frame, chosen: new Map(own) }
}

function listOf({ state, ranking, weights, chosen }: Frame, shown: Shown): RankList {
  const { alternatives, criteria } = state
  const lacking = [...chosen.values()].filter(({ code }) => !alternatives?.rowOf.has(code))
  const rows = rowsOf(
    ranking,
    alternatives,
    (code) => shown === 'all' || chosen.has(code) === (shown === 'chosen'),
  )
  const extra = shown === 'rest' ? [] : lacking
  const placeOf = new Map(rows.map((row, place) => [alternatives?.codes[row] ?? '', place]))
  const columns = criteria.map(({ key }) => alternatives?.columns.get(key))
  const shares = criteria.map(({ key }) => (weights[key] ?? 0) / (ranking?.weightSum ?? 1))
  return {
    length: rows.length + extra.length,
    ranked: rows.length,
    best: ranking ? (ranking.sums[ranking.order[0] ?? -1] ?? 0) / ranking.weightSum : 1000,
    at(place): RankedRow | undefined {
      const row = rows[place]
      if (row === undefined || !alternatives || !ranking) return plainRow(extra[place - rows.length])
      return {
        code: alternatives.codes[row] ?? '',
        rank: ranking.rank[row] ?? 0,
        title: alternatives.titles[row] ?? '',
        village: villageName(alternatives, row),
        cost: alternatives.costRupiah[row] ?? Number.NaN,
        score: (ranking.sums[row] ?? 0) / ranking.weightSum,
        parts: columns.map((column, c) => (column?.[row] ?? 0) * (shares[c] ?? 0)),
        alike: alikeRows(alternatives).get(alternatives.codes[row] ?? '') ?? [],
      }
    },
    placeOf: (code) => placeOf.get(code) ?? -1,
  }
}

function rowsOf(
  ranking: LiveRanking | null,
  alternatives: Alternatives | null,
  takes: (code: string) => boolean,
): number[] {
  if (!ranking || !alternatives) return []
  return Array.from(ranking.order).filter((row) => takes(alternatives.codes[row] ?? ''))
}

/** A chosen proposal that the page's filters do not select: what the answer itself tells of it. */
function plainRow(one: ChosenProposal | undefined): RankedRow | undefined {
  if (!one) return undefined
  const { code, rank, title, villageName: village, costRupiah: cost, score } = one
  return { code, rank, title, village: village ?? '', cost, score: score ?? Number.NaN, parts: [] }
}
