import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { BudgetDraft, Wish } from './budget-draft.ts'
import type { ConstraintRequest, PortfolioRequest } from './portfolio.ts'

/** The same numbers give the same answer. */
const SEED = 1
const SPREAD = 0.3

/** Which card a constraint of the request came from, and which of its amounts. */
export interface Origin {
  readonly wish: number
  readonly part: string | null
}

interface Part {
  readonly constraint: ConstraintRequest
  readonly part: string | null
}

/** The request of a draft with the page's filters and weights. */
export function requestOf(draft: BudgetDraft, { filters, weights }: PlanState): PortfolioRequest {
  const { title, budgetRupiah, objective, timeLimitSeconds, samples } = draft
  const robust = objective === 'score' && samples > 0
  return {
    ...(title.trim() ? { title: title.trim() } : {}),
    filter: filterBody(filters),
    ...(weights ? { weights } : {}),
    objective,
    budgetRupiah,
    constraints: draft.wishes.flatMap(partsOf).map(({ constraint }) => constraint),
    timeLimitSeconds,
    ...(robust ? { robustness: { samples, seed: SEED, spread: SPREAD } } : {}),
  }
}

/** By place in the request's constraints. */
export function originsOf(draft: BudgetDraft): Origin[] {
  return draft.wishes.flatMap((wish, at) => partsOf(wish).map(({ part }) => ({ wish: at, part })))
}

/** A card without amounts asks for nothing. */
function partsOf(wish: Wish): Part[] {
  switch (wish.kind) {
    case 'ceiling':
      return ceilingParts(wish)
    case 'quota':
      return quotaParts(wish)
    case 'near-duplicates':
      return [{ constraint: { kind: 'exclusive', nearDuplicates: true }, part: null }]
    case 'one-of':
      // One proposal alone excludes none.
      return wish.codes.length > 1
        ? [{ constraint: { kind: 'exclusive', codes: wish.codes }, part: null }]
        : []
    case 'poorest-share':
      return [{ constraint: { kind: 'poorest-share', minimumShare: wish.percent / 100 }, part: null }]
    default: {
      const { kind, codes } = wish
      return codes.length > 0 ? [{ constraint: { kind, codes }, part: null }] : []
    }
  }
}

function ceilingParts({ by, sameRupiah, groups }: Extract<Wish, { kind: 'ceiling' }>): Part[] {
  if (sameRupiah !== null) {
    return [{ constraint: { kind: 'ceiling', perGroup: by, limitRupiah: sameRupiah }, part: null }]
  }
  return groups.map(({ value, limitRupiah }) => ({
    constraint: { kind: 'ceiling', by, value, limitRupiah },
    part: value,
  }))
}

function quotaParts({ per, bound, physical, other, all }: Extract<Wish, { kind: 'quota' }>): Part[] {
  const amounts = { physical, other, all }
  const kinds: Record<string, string> = { physical: 'physical', other: 'non-physical' }
  return Object.entries(amounts).flatMap(([part, count]) => {
    if (count === null) return []
    const kind = kinds[part]
    const where = kind ? { where: { kind } } : {}
    return [{ constraint: { kind: 'quota' as const, perGroup: [per], ...where, [bound]: count }, part }]
  })
}
