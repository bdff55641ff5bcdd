import type { PortfolioProblem } from '../portfolio/portfolio.ts'
import { isOnRaws, type MethodRanking, type RankingMethod } from '../score/rank-by-method.ts'
import { canonicalJson } from './canonical-json.ts'
import {
  DECISION_FORMAT,
  DECISION_FORMAT_VERSION,
  type DecisionFile,
  type DecisionOrigin,
  type PortfolioDecision,
  type PortfolioDecisionSource,
  type RankingDecision,
  type RobustnessRecord,
  type WithoutNaN,
} from './decision-file.ts'
import { sha256 } from './sha256.ts'

export interface RankingDecisionSource {
  readonly origin: DecisionOrigin
  readonly method: RankingMethod
  readonly ranking: MethodRanking
  readonly robustness?: RobustnessRecord | null
}

/** The file that lets anyone repeat a ranking without our store. */
export async function makeRankingDecision(source: RankingDecisionSource): Promise<RankingDecision> {
  const { origin, method, ranking, robustness = null } = source
  const outcome = { order: Array.from(ranking.order), scores: Array.from(ranking.scores) }
  const result = { ...outcome, digest: await digestOf(outcome) }
  return seal({
    ...head(origin, isOnRaws(method) ? 2 : 1),
    ...{ kind: 'ranking', method, ties: 'quantised', result, robustness, seal: '' },
  })
}

/** The file that lets anyone repeat a portfolio. Items keep their order; costs and figures that are NaN become null. */
export async function makePortfolioDecision(source: PortfolioDecisionSource): Promise<PortfolioDecision> {
  const { origin, valueUnit, study, solver } = source
  const problem = withoutNaN<PortfolioProblem>(source.problem)
  const result = withoutNaN(source.answer)
  const resultDigest = await digestOf(result)
  return seal({
    ...head(origin, source.problem.plan ? DECISION_FORMAT_VERSION : 1),
    kind: 'portfolio',
    valueUnit,
    problem,
    study,
    solver,
    result,
    resultDigest,
    seal: '',
  })
}

/** SHA-256 of a value's canonical JSON. */
export async function digestOf(value: unknown): Promise<string> {
  return sha256(canonicalJson(value))
}

/** The digest of everything in a file but its seal. */
export async function sealOf(file: object): Promise<string> {
  return digestOf({ ...file, seal: undefined })
}

async function seal<T extends DecisionFile>(file: T): Promise<T> {
  return { ...file, seal: await sealOf(file) }
}

function head(origin: DecisionOrigin, formatVersion: number) {
  return { format: DECISION_FORMAT, formatVersion, ...origin } as const
}

function withoutNaN<T>(value: T): WithoutNaN<T> {
  return JSON.parse(canonicalJson(value))
}
