import type { Knex } from 'knex'
import type { Competition } from '../../../core/api/competition.ts'
import type { PortfolioItem, PortfolioProblem, YearPlan } from '../../../core/portfolio/portfolio.ts'
import { Problem } from '../../../core/problem.ts'
import { conditionOf } from '../../prioritise/alternative-filter.ts'
import { filterOf } from '../../prioritise/ranking-request.ts'
import { type CompetingFilter, competitorsOf, readCompetition } from '../../proposals/competition.ts'
import type { NamedConstraint } from './constraint-context.ts'
import { constraintsOf } from './constraints-of.ts'
import { type PeopleNeed, readPeopleNeed } from './people-served.ts'
import type { PortfolioBody } from './portfolio-request.ts'
import { type Candidate, readCandidates } from './read-items.ts'
import { fifthOf, readVillages, type Villages } from './read-villages.ts'
import type { ReadScoring, Scoring } from './scoring.ts'

/** Proposals × years of one plan. */
const MOST_IN_YEARS = 10_000

/** Everything that a portfolio starts from, read from the store at one moment. */
export interface PreparedPortfolio {
  /** The filter of the request, with the years and statuses that competed. */
  readonly filter: CompetingFilter
  readonly competition: Competition
  readonly problem: PortfolioProblem
  readonly constraints: readonly NamedConstraint[]
  /** In the order of the items. */
  readonly candidates: readonly Candidate[]
  /** Selected by the filter, but left out by a criterion's rule for missing values. */
  readonly unscored: readonly Candidate[]
  readonly scoring: Scoring
  readonly villages: Villages
  readonly need: PeopleNeed
}

/** Reads the store and builds the problem for the solver. Refuses unknown criteria, groups and codes. */
export async function preparePortfolio(
  knex: Knex,
  body: PortfolioBody,
  readScoring: ReadScoring,
): Promise<PreparedPortfolio> {
  const scoring = await readScoring(knex, { weights: body.weights, model: body.model })
  const competitors = await competitorsOf(knex, filterOf(body.filter))
  const { filter } = competitors
  const all = await readCandidates(knex, conditionOf(filter), scoring)
  const villages = await readVillages(knex)
  const scored = (one: Candidate) =>
    body.objective === 'people' ||
    one.perMille.every((value, c) => value !== null || scoring.weights[c] === 0)
  const candidates = all.filter(scored)
  if (body.years) checkSize(candidates.length, body.years.length)
  const need = await readPeopleNeed(knex, candidates)
  const items = itemsOf(candidates, valuesOf(body, candidates, { scoring, need }), villages)
  const people = need.groups.map(({ people, codes }) => ({ people, codes }))
  const constraints = constraintsOf(body, { candidates, items, names: villages.names, people })
  const objective =
    body.objective === 'score' ? { kind: body.objective } : { kind: body.objective, groups: people }
  return {
    filter,
    competition: await readCompetition(knex, competitors),
    problem: {
      ...{ items, constraints: constraints.map(({ constraint }) => constraint), objective },
      ...(body.years && { plan: planOf(body, body.years) }),
    },
    constraints,
    candidates,
    unscored: all.filter((one) => !scored(one)),
    scoring,
    villages,
    need,
  }
}

function planOf(
  { discountPerYear = 0 }: PortfolioBody,
  years: NonNullable<PortfolioBody['years']>,
): YearPlan {
  return { years: years.map(({ year }) => year), discountPerYear }
}

/** Each proposal counts once for each year in which it might be carried out. */
function checkSize(proposals: number, years: number): void {
  const received = proposals * years
  if (received <= MOST_IN_YEARS) return
  const expected = `at most ${MOST_IN_YEARS} proposals × years`
  const shown = `${proposals} proposals in ${years} years, ${received} together`
  throw new Problem({
    title: 'Too many proposals',
    status: 400,
    detail: `filter: expected ${expected}, received ${shown}; narrow it by area or status, or ask for fewer years`,
    parameter: 'filter',
    received: shown,
    expected,
  })
}

/** Whole numbers for scores (Σ weight × per mille), so that sums are exact; people as each proposal alone would serve. */
function valuesOf(
  { objective }: PortfolioBody,
  candidates: readonly Candidate[],
  { scoring, need }: Pick<PreparedPortfolio, 'scoring' | 'need'>,
): number[] {
  if (objective === 'score') {
    return candidates.map(({ perMille }) =>
      scoring.weights.reduce((sum, weight, c) => sum + weight * (perMille[c] ?? 0), 0),
    )
  }
  const alone = peopleAlone(need)
  return candidates.map(({ code }) => alone.get(code) ?? 0)
}

/** People whom each proposal would serve if it were funded alone. */
export function peopleAlone({ groups }: PeopleNeed): Map<string, number> {
  const alone = new Map<string, number>()
  for (const { people, codes } of groups) {
    for (const code of codes) alone.set(code, (alone.get(code) ?? 0) + people)
  }
  return alone
}

function itemsOf(
  candidates: readonly Candidate[],
  values: readonly number[],
  villages: Villages,
): PortfolioItem[] {
  const fifths = fifthOf(villages)
  return candidates.map((one, i) => {
    const { code, costRupiah, districtCode, villageCode, agency, sector, source, kind } = one
    const fifth = villageCode === null ? undefined : fifths.get(villageCode)
    const stated = {
      districtCode,
      villageCode,
      agency,
      sector,
      source,
      kind,
      quintile: fifth && String(fifth),
    }
    const attributes = Object.fromEntries(
      Object.entries(stated).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    return { code, costRupiah, value: values[i]!, attributes }
  })
}

/** Points of score, or people, that one unit of the problem's worth stands for. */
export function unitOf({ problem, scoring }: Pick<PreparedPortfolio, 'problem' | 'scoring'>): number {
  if (problem.objective.kind === 'people') return 1
  return 1 / scoring.weights.reduce((sum, weight) => sum + weight, 0)
}
