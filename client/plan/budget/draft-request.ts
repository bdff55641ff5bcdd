import type { ConstraintRequest, PortfolioRequest } from '../../../core/api/portfolio-request.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { BudgetDraft, Condition, Grouping, Measure } from './budget-draft.ts'

/** The same numbers give the same answer. */
const SEED = 1
const SPREAD = 0.3

/** Which card a constraint of the request came from, and which of its amounts. */
export interface Origin {
  readonly condition: number
  readonly part: string | null
}

interface Part {
  readonly constraint: ConstraintRequest
  readonly part: string | null
}

/** The request of a draft with the page's filters and weights. */
export function requestOf(draft: BudgetDraft, { filters, weights }: PlanState): PortfolioRequest {
  const { title, budgetRupiah, objective, timeLimitSeconds, samples, years, discountPercent = 0 } = draft
  const isDiscounted = years && objective === 'score' && discountPercent > 0
  const robust = objective === 'score' && samples > 0
  return {
    ...(title.trim() ? { title: title.trim() } : {}),
    filter: filterBody(filters),
    ...(weights ? { weights } : {}),
    objective,
    budgetRupiah,
    ...(years && { years }),
    ...(isDiscounted && { discountPerYear: discountPercent / 100 }),
    constraints: draft.conditions.flatMap(partsOf).map(({ constraint }) => constraint),
    timeLimitSeconds,
    ...(robust ? { robustness: { samples, seed: SEED, spread: SPREAD } } : {}),
  }
}

/** By place in the request's constraints. */
export function originsOf(draft: BudgetDraft): Origin[] {
  return draft.conditions.flatMap((condition, at) =>
    partsOf(condition).map(({ part }) => ({ condition: at, part })),
  )
}

/** A card without amounts asks for nothing. */
function partsOf(condition: Condition): Part[] {
  switch (condition.kind) {
    case 'ceiling':
      return ceilingParts(condition)
    case 'floor':
      return minimumParts(condition)
    case 'quota':
      return quotaParts(condition)
    case 'near-duplicates':
      return [{ constraint: twins(condition), part: null }]
    case 'one-of':
      // One proposal alone excludes none.
      return condition.codes.length > 1
        ? [{ constraint: { kind: 'exclusive', codes: condition.codes }, part: null }]
        : []
    case 'bundle':
      return condition.codes.length > 1
        ? [{ constraint: { kind: 'bundle', codes: condition.codes }, part: null }]
        : []
    case 'requires': {
      const { kind, code, needs } = condition
      return code && needs.length > 0 ? [{ constraint: { kind, code, needs }, part: null }] : []
    }
    case 'people-served':
      return [{ constraint: { kind: 'people-served', minimum: condition.minimum }, part: null }]
    case 'poorest-share':
      return [{ constraint: { kind: 'poorest-share', minimumShare: condition.percent / 100 }, part: null }]
    default: {
      const { kind, codes } = condition
      return codes.length > 0 ? [{ constraint: { kind, codes }, part: null }] : []
    }
  }
}

function twins({ within, allowed = [] }: Extract<Condition, { kind: 'near-duplicates' }>): ConstraintRequest {
  return {
    kind: 'exclusive',
    nearDuplicates: within ?? true,
    ...(allowed.length > 0 && { allowed }),
  }
}

function ceilingParts(condition: Extract<Condition, { kind: 'ceiling' }>): Part[] {
  const { by, sameRupiah, groups, ungrouped } = condition
  if (sameRupiah !== null) {
    const free = ungrouped ? { ungrouped } : {}
    return [{ constraint: { kind: 'ceiling', perGroup: by, ...free, limitRupiah: sameRupiah }, part: null }]
  }
  return groups.map(({ value, limitRupiah }) => ({
    constraint: { kind: 'ceiling', by, value: value === '' ? null : value, limitRupiah },
    part: value,
  }))
}

function minimumParts(condition: Extract<Condition, { kind: 'floor' }>): Part[] {
  const { by, measure, sameAmount, groups } = condition
  if (sameAmount !== null) return [{ constraint: eachAtLeast(by, measure, sameAmount), part: null }]
  return groups.map(({ value, amount }) => ({
    constraint: oneAtLeast({ by, value }, measure, amount),
    part: value,
  }))
}

function eachAtLeast(by: Grouping, measure: Measure, amount: number): ConstraintRequest {
  switch (measure) {
    case 'rupiah':
      return { kind: 'floor', perGroup: by, minimumRupiah: amount }
    case 'percent':
      return { kind: 'share', perGroup: by, minimumShare: amount / 100 }
    case 'proposals':
      return { kind: 'quota', perGroup: [by], minimum: amount }
  }
}

function oneAtLeast(
  { by, value }: { by: Grouping; value: string },
  measure: Measure,
  amount: number,
): ConstraintRequest {
  const group = { by, value: value === '' ? null : value }
  switch (measure) {
    case 'rupiah':
      return { kind: 'floor', ...group, minimumRupiah: amount }
    case 'percent':
      return { kind: 'share', ...group, minimumShare: amount / 100 }
    case 'proposals':
      return { kind: 'quota', where: { [by]: value }, minimum: amount }
  }
}

function quotaParts({ per, bound, physical, other, all }: Extract<Condition, { kind: 'quota' }>): Part[] {
  const amounts = { physical, other, all }
  const kinds: Record<string, string> = { physical: 'physical', other: 'non-physical' }
  return Object.entries(amounts).flatMap(([part, count]) => {
    if (count === null) return []
    const kind = kinds[part]
    const where = kind ? { where: { kind } } : {}
    return [{ constraint: { kind: 'quota' as const, perGroup: [per], ...where, [bound]: count }, part }]
  })
}
