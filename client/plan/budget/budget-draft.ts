import type { Objective } from '../../../core/api/portfolio.ts'

export const GROUPINGS = ['districtCode', 'agency', 'sector'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const QUOTA_AREAS = ['villageCode', 'districtCode', 'agency', 'sector'] as const
export type QuotaArea = (typeof QUOTA_AREAS)[number]

/** A condition as a card of the form says it. One card may be several constraints of the request. */
export type Condition =
  | {
      readonly kind: 'ceiling'
      readonly by: Grouping
      /** One limit for every group; null where each has its own. */
      readonly sameRupiah: number | null
      readonly groups: readonly { readonly value: string; readonly limitRupiah: number }[]
    }
  | {
      readonly kind: 'quota'
      readonly per: QuotaArea
      readonly bound: 'maximum' | 'minimum'
      readonly physical: number | null
      readonly other: number | null
      readonly all: number | null
    }
  | { readonly kind: 'near-duplicates' }
  | { readonly kind: 'poorest-share'; readonly percent: number }
  | { readonly kind: 'one-of' | 'fund' | 'leave-out'; readonly codes: readonly string[] }

export type ConditionKind = Condition['kind']
export const CONDITION_KINDS: readonly ConditionKind[] = [
  'ceiling',
  'quota',
  'near-duplicates',
  'one-of',
  'poorest-share',
  'fund',
  'leave-out',
]

/** What the form holds. Proposals, filters and weights are the page's own. */
export interface BudgetDraft {
  readonly title: string
  readonly budgetRupiah: number
  readonly objective: Objective
  readonly conditions: readonly Condition[]
  readonly timeLimitSeconds: number
  /** Random weights to try; 0 for none. */
  readonly samples: number
}

/** A forum's usual conditions: no condition funded twice. The budget is a round number to be written over. */
export const firstDraft: BudgetDraft = {
  title: '',
  budgetRupiah: 60_000_000_000,
  objective: 'score',
  conditions: [{ kind: 'near-duplicates' }],
  timeLimitSeconds: 60,
  samples: 20,
}

export function firstCondition(kind: ConditionKind, budgetRupiah: number): Condition {
  switch (kind) {
    case 'ceiling':
      return { kind, by: 'districtCode', sameRupiah: Math.round(budgetRupiah / 4e6) * 1e6, groups: [] }
    case 'quota':
      return { kind, per: 'villageCode', bound: 'maximum', physical: 5, other: 5, all: null }
    case 'near-duplicates':
      return { kind }
    case 'poorest-share':
      return { kind, percent: 25 }
    default:
      return { kind, codes: [] }
  }
}

/** The cards with one put in the place of another, or taken away (null). */
export function withCondition(draft: BudgetDraft, at: number, condition: Condition | null): BudgetDraft {
  const conditions = draft.conditions.flatMap((one, index) =>
    index === at ? (condition ? [condition] : []) : [one],
  )
  return { ...draft, conditions }
}
