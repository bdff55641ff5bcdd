import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Alternatives } from './alternatives.ts'
import type { PlanState } from './plan-state.ts'

const known = new WeakMap<Alternatives, { of: readonly CriterionInfo[]; judged: readonly CriterionInfo[] }>()

/**
 * The criteria as they look among the proposals that the filter leaves: how many lack a value, and whether any two
 * differ. Those of the whole store while none are here.
 */
export function criteriaInFilter({
  alternatives,
  criteria,
}: Pick<PlanState, 'alternatives' | 'criteria'>): readonly CriterionInfo[] {
  if (!alternatives || alternatives.total === 0) return criteria
  const before = known.get(alternatives)
  if (before?.of === criteria) return before.judged
  const judged = criteria.map((criterion) => judge(alternatives, criterion))
  known.set(alternatives, { of: criteria, judged })
  return judged
}

function judge({ figures, total }: Alternatives, criterion: CriterionInfo): CriterionInfo {
  const found = figures.get(criterion.key)
  if (!found) return criterion
  const { missing, outOfRange, least, greatest } = found
  const missingCount = missing + outOfRange
  return {
    ...criterion,
    known: total - missingCount,
    missingCount,
    outOfRange,
    discriminates: least < greatest,
  }
}
