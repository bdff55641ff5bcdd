import { type AcceptabilityOptions, acceptability } from '../score/acceptability.ts'
import {
  isOnRaws,
  type RankingMethod,
  rankByMethod,
  rowsTakingPart,
  valuesTakingPart,
} from '../score/rank-by-method.ts'
import { type DecidedInputs, decidedInputs, excludedRows } from './decided-inputs.ts'
import { decidedRaws } from './decided-raws.ts'
import { compare, type DecisionCheck } from './decision-check.ts'
import type { RankingDecision, RobustnessRecord } from './decision-file.ts'
import { digestOf } from './make-decision.ts'

/** Ranks a file's inputs again and compares order, scores and robustness bit for bit. */
export async function* checkRankingDecision(file: RankingDecision): AsyncGenerator<DecisionCheck> {
  const inputs = decidedInputs(file)
  const excluded = excludedRows(inputs, file.weights)
  const { method, weights, result } = file
  const ties = file.ties ?? 'unequal'
  const raws = isOnRaws(method) ? decidedRaws(file.criteria, file.inputs.raws ?? []) : null
  const found = rankByMethod({
    ...{ columns: inputs.columns, weights, method, ties },
    ...(raws && { raws }),
    ...(excluded && { excluded }),
  })
  const [order, scores] = [Array.from(found.order), Array.from(found.scores)]
  yield compare('alternatives ranked', result.order.length, order.length)
  yield firstDifference('order', named(file, result.order), named(file, order))
  yield firstDifference('scores', result.scores, scores)
  yield compare('digest of the result', result.digest, await digestOf({ order, scores }))
  if (file.robustness)
    yield* checkRobustness(
      { ...file.robustness, method, ties },
      { costs: inputs.costs, judged: raws ?? inputs.columns },
      rowsTakingPart(inputs.costs.length, excluded),
    )
}

function named({ inputs: { codes } }: RankingDecision, rows: readonly number[]): string[] {
  return rows.map((row) => codes[row]!)
}

/** The first place at which two lists differ; their ends when they do not. */
function firstDifference(
  what: string,
  expected: readonly (string | number)[],
  actual: readonly (string | number)[],
): DecisionCheck {
  const at = expected.findIndex((value, place) => !Object.is(value, actual[place]))
  const reported = (list: readonly (string | number)[]) =>
    at === -1 ? `${list.length}: ${list[0]} … ${list.at(-1)}` : `place ${at + 1}: ${list[at]}`
  return {
    ...compare(what, reported(expected), reported(actual)),
    holds: at === -1 && expected.length === actual.length,
  }
}

async function* checkRobustness(
  record: RobustnessRecord & Pick<AcceptabilityOptions, 'ties'> & { readonly method: RankingMethod },
  {
    judged,
    costs,
  }: Pick<DecidedInputs, 'costs'> & { readonly judged: readonly (Uint16Array | Float64Array)[] },
  taking: Uint32Array,
): AsyncGenerator<DecisionCheck> {
  const { samples, seed, uncertainty, line, method, ties } = record
  const rows = 'top' in line ? taking : taking.filter((row) => !Number.isNaN(costs[row]!))
  const picked = valuesTakingPart(judged, rows)
  const own = Float64Array.from(rows, (row) => costs[row]!)
  const drawn = 'top' in line ? line : { budget: line.budgetRupiah, costs: own }
  const found = acceptability(picked, {
    ...{ samples, seed, uncertainty, method, line: drawn },
    ...(ties && { ties }),
  })
  const shares = {
    first: Array.from(found.first),
    aboveLine: Array.from(found.aboveLine),
    meanRank: Array.from(found.meanRank),
  }
  yield firstDifference('robustness: share of first places', record.first, shares.first)
  yield firstDifference('robustness: share above the line', record.aboveLine, shares.aboveLine)
  yield compare('digest of the robustness', record.digest, await digestOf(shares))
}
