import { digestOfRaws } from '../../core/decision/check-raws.ts'
import { decidedRaws } from '../../core/decision/decided-raws.ts'
import type {
  DecisionCriterion,
  DecisionOrigin,
  RawInput,
  RobustnessRecord,
} from '../../core/decision/decision-file.ts'
import { digestOf, makeRankingDecision } from '../../core/decision/make-decision.ts'
import { badParameter } from '../../core/problem.ts'
import { type AcceptabilityOptions, acceptability } from '../../core/score/acceptability.ts'
import {
  isOnRaws,
  type RankingMethod,
  rankByMethod,
  rowsTakingPart,
} from '../../core/score/rank-by-method.ts'
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
  const told = await rawsOf(request)
  if (isOnRaws(method)) refuseWithheld(request, told.raws)
  // Of what the file tells, so that whoever repeats it starts from the same.
  const raws = isOnRaws(method) ? decidedRaws(criteria, told.raws) : null
  const ranking = rankByMethod({
    ...{ columns, weights: origin.weights, method },
    ...(raws && { raws }),
    ...(excluded && { excluded }),
  })
  const file = await makeRankingDecision({
    origin: { ...origin, criteria, inputs: { ...inputsOf(alternatives), ...told } },
    method,
    ranking,
    robustness: robustness && (await recordOf(request, raws ?? columns, report)),
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

/** Throws a 400 where an order on raw values would rest on some that a file may not tell. */
function refuseWithheld(
  { criteria, origin, robustness }: DecisionRequest,
  raws: readonly (readonly RawInput[])[],
): void {
  const counts = (c: number) => origin.weights[c]! > 0 || robustness?.uncertainty.kind === 'any'
  for (const [c, { key }] of criteria.entries()) {
    const withheld = counts(c) ? raws[c]!.filter((raw) => raw === 'withheld').length : 0
    if (withheld === 0) continue
    const expected = `per-mille, weight 0 for ${key}, or a filter without proposals of households: a file may not tell ${withheld} of their raw values`
    throw badParameter('scale', 'raw', expected)
  }
}

async function recordOf(
  { alternatives, origin, method, robustness }: DecisionRequest,
  judged: readonly (Uint16Array | Float64Array)[],
  report: (progress: { done: number; of: number }) => void,
): Promise<RobustnessRecord> {
  const { samples, seed, uncertainty, line } = robustness!
  const rows = rowsInStudy(alternatives, origin.weights, line)
  const costs = pickRows([alternatives.costs], rows)[0]!
  const found = acceptability(pickRows(judged, rows), {
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
