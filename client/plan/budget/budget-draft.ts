import type { Attribute, Objective, PlanYear } from '../../../core/api/portfolio-request.ts'

/** What limits may be set by, what people ask for first. */
export const GROUPINGS = [
  'districtCode',
  'villageCode',
  'agency',
  'sector',
  'kind',
  'source',
  'quintile',
] as const satisfies readonly Attribute[]
export type Grouping = (typeof GROUPINGS)[number]

export const QUOTA_AREAS = ['villageCode', 'districtCode', 'agency', 'sector'] as const
export type QuotaArea = (typeof QUOTA_AREAS)[number]

export const MEASURES = ['rupiah', 'percent', 'proposals'] as const
export type Measure = (typeof MEASURES)[number]

/** A condition as a card of the form says it. One card may be several constraints of the request. */
export type Condition =
  | {
      readonly kind: 'ceiling'
      readonly by: Grouping
      /** One limit for every group; null where each has its own. */
      readonly sameRupiah: number | null
      /** '' is the group of those that belong to none. */
      readonly groups: readonly { readonly value: string; readonly limitRupiah: number }[]
      /** With one limit for every group: proposals that belong to none are under no ceiling. */
      readonly ungrouped?: 'free'
    }
  | {
      /** At least so many rupiah, per cent of the rupiah spent, or proposals. */
      readonly kind: 'floor'
      readonly by: Grouping
      readonly measure: Measure
      /** One amount for every group; null where each has its own. */
      readonly sameAmount: number | null
      /** '' is the group of those that belong to none. */
      readonly groups: readonly { readonly value: string; readonly amount: number }[]
    }
  | {
      readonly kind: 'quota'
      readonly per: QuotaArea
      readonly bound: 'maximum' | 'minimum'
      readonly physical: number | null
      readonly other: number | null
      readonly all: number | null
    }
  | {
      readonly kind: 'near-duplicates'
      /** The same title in the same village; without it at the same place. */
      readonly within?: 'village'
      /** Codes of those that were looked at and may be funded beside their twins. */
      readonly allowed?: readonly string[]
    }
  | { readonly kind: 'poorest-share'; readonly percent: number }
  /** At least so many people newly served. */
  | { readonly kind: 'people-served'; readonly minimum: number }
  /** The first is funded only with all that it needs; '' while it is not chosen. */
  | { readonly kind: 'requires'; readonly code: string; readonly needs: readonly string[] }
  | { readonly kind: 'one-of' | 'bundle' | 'fund' | 'leave-out'; readonly codes: readonly string[] }

export type ConditionKind = Condition['kind']
export const CONDITION_KINDS: readonly ConditionKind[] = [
  'ceiling',
  'floor',
  'quota',
  'near-duplicates',
  'one-of',
  'requires',
  'bundle',
  'poorest-share',
  'people-served',
  'fund',
  'leave-out',
]
/** Those of which one card says all that can be said. */
export const SINGLE_KINDS: ReadonlySet<ConditionKind> = new Set([
  'near-duplicates',
  'poorest-share',
  'people-served',
  'fund',
  'leave-out',
])

/** What the form holds. Proposals, filters and weights are the page's own. */
export interface BudgetDraft {
  readonly title: string
  /** Of all years together. */
  readonly budgetRupiah: number
  /** Of a plan over several years, ascending; left out for one. */
  readonly years?: readonly PlanYear[]
  /** With years: by so much less a proposal is worth each year; as much as ever when left out. */
  readonly discountPercent?: number
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
    case 'floor':
      return { kind, by: 'districtCode', measure: 'rupiah', sameAmount: null, groups: [] }
    case 'requires':
      return { kind, code: '', needs: [] }
    case 'quota':
      return { kind, per: 'villageCode', bound: 'maximum', physical: 5, other: 5, all: null }
    case 'near-duplicates':
      return { kind }
    case 'poorest-share':
      return { kind, percent: 25 }
    case 'people-served':
      return { kind, minimum: 1000 }
    default:
      return { kind, codes: [] }
  }
}

type Twins = Extract<Condition, { kind: 'near-duplicates' }>

/** What the form says of twins; null without the card. */
export function twinsOf({ conditions }: BudgetDraft): Twins | null {
  return conditions.find((one): one is Twins => one.kind === 'near-duplicates') ?? null
}

/** The draft with its card of twins changed, or with one. */
export function withTwins(draft: BudgetDraft, patch: Partial<Omit<Twins, 'kind'>>): BudgetDraft {
  const known = twinsOf(draft)
  const changed: Condition = { kind: 'near-duplicates', ...known, ...patch }
  return known
    ? withCondition(draft, draft.conditions.indexOf(known), changed)
    : { ...draft, conditions: [...draft.conditions, changed] }
}

/** The cards with one put in the place of another, or taken away (null). */
export function withCondition(draft: BudgetDraft, at: number, condition: Condition | null): BudgetDraft {
  const conditions = draft.conditions.flatMap((one, index) =>
    index === at ? (condition ? [condition] : []) : [one],
  )
  return { ...draft, conditions }
}
