import type { ConstraintRequest, PortfolioRequest } from '../../../core/api/portfolio-request.ts'
import { PUBLIC_STATUSES } from '../../../core/proposal/process.ts'
import { type Filters, readFilters } from '../../state/filters.ts'
import type { PlanState } from '../state/plan-state.ts'
import {
  type BudgetDraft,
  type Condition,
  firstDraft,
  GROUPINGS,
  type Measure,
  QUOTA_AREAS,
} from './budget-draft.ts'

/**
 * The form of a request that was sent before; what the form has no card for (requests of other programs) is left out. The
 * order stays, so that the places of constraints in the request lead back to their cards.
 */
export function draftOf(request: PortfolioRequest, title: string): BudgetDraft {
  const conditions: Condition[] = []
  for (const constraint of request.constraints) addCondition(conditions, constraint)
  return {
    title: request.title ?? title,
    budgetRupiah: request.budgetRupiah,
    ...(request.years && { years: request.years }),
    ...(request.discountPerYear && { discountPercent: percentOf(request.discountPerYear) }),
    objective: request.objective,
    conditions,
    timeLimitSeconds: request.timeLimitSeconds,
    samples: request.robustness?.samples ?? (request.objective === 'score' ? 0 : firstDraft.samples),
  }
}

/** The filters of a request. Where it names no year or status every one competed, as they all did before there was a rule. */
export function filtersOf({ filter }: PortfolioRequest, { district }: Pick<PlanState, 'district'>): Filters {
  const known = Object.entries(filter).filter(([, value]) => value !== undefined)
  const filters = readFilters(new URLSearchParams(known.map(([name, value]) => [name, String(value)])))
  return {
    ...filters,
    years: filters.years.length > 0 ? filters.years : [...(district?.years ?? [])],
    statuses: filters.statuses.length > 0 ? filters.statuses : [...PUBLIC_STATUSES],
  }
}

function addCondition(conditions: Condition[], constraint: ConstraintRequest): void {
  switch (constraint.kind) {
    case 'ceiling':
      addCeiling(conditions, constraint)
      return
    case 'quota':
      addQuota(conditions, constraint)
      return
    case 'floor':
      addMinimum(conditions, constraint, 'rupiah', constraint.minimumRupiah)
      return
    case 'share':
      addMinimum(conditions, constraint, 'percent', percentOf(constraint.minimumShare))
      return
    case 'requires':
    case 'people-served':
    case 'bundle':
      conditions.push(constraint)
      return
    case 'exclusive':
      if (constraint.nearDuplicates) conditions.push(twinsOf(constraint))
      else conditions.push({ kind: 'one-of', codes: constraint.codes ?? [] })
      return
    case 'poorest-share':
      conditions.push({ kind: 'poorest-share', percent: percentOf(constraint.minimumShare) })
      return
    case 'fund':
    case 'leave-out':
      conditions.push({ kind: constraint.kind, codes: constraint.codes })
      return
  }
}

function percentOf(share: number): number {
  return Math.round(share * 1000) / 10
}

/** Groups that follow one another are one card. */
function addMinimum(
  conditions: Condition[],
  asked: { readonly perGroup?: string; readonly by?: string; readonly value?: string | null },
  measure: Measure,
  amount: number,
): void {
  const by = GROUPINGS.find((one) => one === (asked.perGroup ?? asked.by))
  if (!by) return
  if (asked.perGroup) {
    conditions.push({ kind: 'floor', by, measure, sameAmount: amount, groups: [] })
    return
  }
  const group = { value: asked.value ?? '', amount }
  const last = conditions.at(-1)
  const isSame = last?.kind === 'floor' && last.by === by && last.measure === measure
  if (isSame && last.sameAmount === null) {
    conditions[conditions.length - 1] = { ...last, groups: [...last.groups, group] }
  } else conditions.push({ kind: 'floor', by, measure, sameAmount: null, groups: [group] })
}

function twinsOf({ nearDuplicates, allowed }: Extract<ConstraintRequest, { kind: 'exclusive' }>): Condition {
  return {
    kind: 'near-duplicates',
    ...(nearDuplicates === 'village' && { within: nearDuplicates }),
    ...(allowed && { allowed }),
  }
}

function addCeiling(conditions: Condition[], asked: Extract<ConstraintRequest, { kind: 'ceiling' }>): void {
  const by = GROUPINGS.find((one) => one === (asked.perGroup ?? asked.by))
  if (!by) return
  if (asked.perGroup) {
    const free = asked.ungrouped === 'free' ? { ungrouped: asked.ungrouped } : {}
    conditions.push({ kind: 'ceiling', by, sameRupiah: asked.limitRupiah, groups: [], ...free })
    return
  }
  const group = { value: asked.value ?? '', limitRupiah: asked.limitRupiah }
  const last = conditions.at(-1)
  if (last?.kind === 'ceiling' && last.by === by && last.sameRupiah === null) {
    conditions[conditions.length - 1] = { ...last, groups: [...last.groups, group] }
  } else conditions.push({ kind: 'ceiling', by, sameRupiah: null, groups: [group] })
}

function addQuota(conditions: Condition[], asked: Extract<ConstraintRequest, { kind: 'quota' }>): void {
  const one = minimumOf(asked)
  if (one) {
    addMinimum(conditions, one, 'proposals', asked.minimum ?? 0)
    return
  }
  const per = QUOTA_AREAS.find((one) => asked.perGroup?.length === 1 && one === asked.perGroup[0])
  const bound = asked.minimum === undefined ? 'maximum' : 'minimum'
  const count = asked[bound]
  if (!per || count === undefined) return
  const amount = { [partOf(asked.where?.kind)]: count }
  const last = conditions.at(-1)
  const none = { physical: null, other: null, all: null }
  const isSame = last?.kind === 'quota' && last.per === per && last.bound === bound
  if (isSame && isFree(last, amount)) conditions[conditions.length - 1] = { ...last, ...amount }
  else conditions.push({ kind: 'quota', per, bound, ...none, ...amount })
}

/** A quota that says no more than “at least so many for this group”, or for each group of a kind that quotas have no card for. */
function minimumOf({
  where = {},
  perGroup = [],
  minimum,
  maximum,
}: Extract<ConstraintRequest, { kind: 'quota' }>) {
  if (minimum === undefined || maximum !== undefined) return null
  const [fixed, ...more] = Object.entries(where)
  if (perGroup.length === 0) return fixed && more.length === 0 ? { by: fixed[0], value: fixed[1] } : null
  const [per] = perGroup
  const hasCard = QUOTA_AREAS.some((one) => one === per)
  return per && perGroup.length === 1 && !fixed && !hasCard ? { perGroup: per } : null
}

function partOf(kind: string | undefined): 'physical' | 'other' | 'all' {
  if (kind === undefined) return 'all'
  return kind === 'physical' ? 'physical' : 'other'
}

function isFree(condition: Extract<Condition, { kind: 'quota' }>, amount: object): boolean {
  const [part] = Object.keys(amount)
  return part === 'physical' || part === 'other' || part === 'all' ? condition[part] === null : false
}
