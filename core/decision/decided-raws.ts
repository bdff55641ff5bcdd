import { badParameter } from '../problem.ts'
import { preferredRaws } from '../score/raw-columns.ts'
import type { DecisionCriterion, DecisionFile, RawInput } from './decision-file.ts'

/** What a ranking on raw values is computed from, of what a file says: columns of which more is better, as preferredRaws gives them. */
export function decidedRaws(
  criteria: readonly DecisionCriterion[],
  raws: NonNullable<DecisionFile['inputs']['raws']>,
): Float64Array[] {
  return raws.map((column, c) => {
    const { key, definition } = criteria[c]!
    if (!definition) throw badParameter('criteria', key, 'a definition, which says how raw values are read')
    return preferredRaws(Float64Array.from(column, numberOf), definition)
  })
}

/** Withheld values count as missing: they stand in criteria without weight alone. */
function numberOf(raw: RawInput): number {
  return typeof raw === 'number' ? raw : Number.NaN
}
