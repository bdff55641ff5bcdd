import { digestOfRaws } from '../../core/decision/check-raws.ts'
import type {
  DecisionCriterion,
  DecisionOrigin,
  RobustnessRecord,
} from '../../core/decision/decision-file.ts'
import { digestOf, makeRankingDecision } from '../../core/decision/make-decision.ts'
import { type AcceptabilityOptions, acceptability } from '../../core/score/acceptability.ts'
import { type RankingMethod, rankByMethod, rowsTakingPart } from '../../core/score/rank-by-method.ts'
import { toldRaw } from '../criteria/columns/withheld-raws.ts'
import { type Alternatives, codeOf, excludedBy, type RawColumns } from './alternatives.ts'
import { pickRows } from './pick-rows.ts'

export interface RobustnessQuestion extends Omit<AcceptabilityOptions, 'onProgress' | 'line' | 'method'> {
  readonly line: RobustnessRecord['line']
}

export interface DecisionRequest {
  readonly alternatives: Alternatives
  readonly raws: RawColumns
  readonly origin: Omit<DecisionOrigin, 'inputs' | 'criteria'>
  readonly criteria: readonly DecisionCriterion[]
  readonly method: RankingMethod
  readonly robustness: RobustnessQuestion | null
}

/** The decision file of a ranking as UTF-8, with all that it was computed from. */
export async function writeDecision(
  request: DecisionRequest,
  report: (progress: { done: number; of: number }) => void,
): Promise<Uint8Array> {
  const { alternatives, criteria, method, origin, robustness } = request
  const { columns } = alternatives
  const excluded = excludedBy(alternatives, origin.weights)
  const ranking = rankByMethod({ columns, weights: origin.weights, method, ...(excluded && { excluded }) })
  const file = await makeRankingDecision({
    origin: { ...origin, criteria, inputs: { ...inputsOf(alternatives), ...(await rawsOf(request)) } },
    method,
    ranking,
    robustness: robustness && (await recordOf(request, robustness, report)),
  })
  return new TextEncoder().encode(`${JSON.stringify(file)}\n`)
}

/** Alternatives as a decision file holds them. */
export function inputsOf(alternatives: Alternatives): DecisionOrigin['inputs'] {
  const { columns, absent, costs, count, digest } = alternatives
  return {
    digest,
    codes: Array.from({ length: count }, (_, row) => codeOf(alternatives, row)),
    values: columns.map((column) => Array.from(column)),
    absent: absent.map((mask) => (mask ? Array.from(mask.keys()).filter((row) => mask[row] === 1) : [])),
    costRupiah: Array.from(costs, (cost) => (Number.isNaN(cost) ? null : cost)),
  }
}

/** What the criteria measured, as the file may tell it, with its digest. */
async function rawsOf({ criteria, raws: { columns, households } }: DecisionRequest) {
  const raws = columns.map((column, c) =>
    Array.from(column, (raw, row) =>
      toldRaw(raw, { household: households[row] === 1, definition: criteria[c]!.definition }),
    ),
  )
  return { raws, rawDigest: await digestOfRaws(criteria, raws) }
}

async function recordOf(
  { alternatives, origin, method }: DecisionRequest,
  { samples, seed, uncertainty, line }: RobustnessQuestion,
  report: (progress: { done: number; of: number }) => void,
): Promise<RobustnessRecord> {
  const rows = rowsInStudy(alternatives, origin.weights, line)
  const costs = pickRows([alternatives.costs], rows)[0]!
  const found = acceptability(pickRows(alternatives.columns, rows), {
    samples,
    seed,
    uncertainty,
    method,
    line: 'top' in line ? line : { budget: line.budgetRupiah, costs },
    onProgress: (done, of) => report({ done, of }),
  })
  const shares = {
    first: Array.from(found.first),
    aboveLine: Array.from(found.aboveLine),
    meanRank: Array.from(found.meanRank),
  }
  return { samples, seed, uncertainty, line, ...shares, digest: await digestOf(shares) }
}

/**
 * Rows whose place is studied: those that take part in the ranking, and, when money draws the line, whose cost is
 * known; nothing can be funded at an unknown cost.
 */
export function rowsInStudy(
  alternatives: Alternatives,
  weights: readonly number[],
  line: RobustnessRecord['line'],
): Uint32Array {
  const rows = rowsTakingPart(alternatives.count, excludedBy(alternatives, weights))
  return 'top' in line ? rows : rows.filter((row) => !Number.isNaN(alternatives.costs[row]!))
}
