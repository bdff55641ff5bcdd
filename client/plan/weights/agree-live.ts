import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { RankCorrelation } from '../../../core/api/ranking.ts'
import { rankByMethod } from '../../../core/score/rank-by-method.ts'
import { methodWithDefaults, type RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { compareStakeholders } from '../../../core/weights/compare-stakeholders.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { StakeholderSet } from '../state/plan-state.ts'
import { excludedRows } from '../state/rank-live.ts'

/** Where groups agree, by codes. */
export interface GroupAgreement {
  readonly concordance: number
  readonly pairs: readonly RankCorrelation[]
  /** Above the line for every group, and for some but not all; lists may be cut, counts are not. */
  readonly forAll: readonly string[]
  readonly forSome: readonly string[]
  readonly allCount: number
  readonly someCount: number
}

/**
 * Compares the rankings of two or more groups over the rows that all of them rank, as POST /api/rankings/agreement
 * does. Null when fewer than two rows or groups are left, or a group has no weight at all.
 */
export function agreeLive(
  alternatives: Alternatives,
  criteria: readonly CriterionInfo[],
  groups: readonly StakeholderSet[],
  { top, method }: { readonly top: number; readonly method: RankingMethodName },
): GroupAgreement | null {
  const used = criteria.filter(({ key }) => alternatives.columns.has(key))
  const rows = sharedRows(alternatives, groups)
  const weights = groups.map((group) => used.map(({ key }) => group.weights[key] ?? 0))
  if (groups.length < 2 || rows.length < 2 || weights.some((all) => all.every((w) => w === 0))) return null
  const columns = used.map(({ key }) => {
    const column = alternatives.columns.get(key)!
    return Uint16Array.from(rows, (row) => column[row]!)
  })
  const by = methodWithDefaults(method, columns.length)
  const sets = groups.map(({ name }, at) => ({
    name,
    rank: rankByMethod({ columns, weights: weights[at]!, method: by }).rank,
  }))
  const found = compareStakeholders(sets, top)
  const codes = (at: Uint32Array) => Array.from(at, (place) => alternatives.codes[rows[place]!]!)
  return {
    concordance: found.concordance,
    pairs: found.pairs,
    forAll: codes(found.aboveForAll),
    forSome: codes(found.aboveForSome),
    allCount: found.aboveForAll.length,
    someCount: found.aboveForSome.length,
  }
}

/** Rows that no group's criteria leave out. */
function sharedRows(alternatives: Alternatives, groups: readonly StakeholderSet[]): Uint32Array {
  const any: Record<string, number> = {}
  for (const { weights } of groups)
    for (const [key, weight] of Object.entries(weights)) any[key] = Math.max(any[key] ?? 0, weight)
  const { excluded } = excludedRows(alternatives, any)
  return Uint32Array.from(alternatives.codes.keys()).filter((row) => !excluded[row])
}
