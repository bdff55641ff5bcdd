import type { Weights } from './score-model.ts'

export type Objective = 'score' | 'people'

/** What constraints may select proposals by. */
export type Attribute = 'districtCode' | 'villageCode' | 'agency' | 'sector' | 'source' | 'kind' | 'quintile'

/** A constraint as POST /api/portfolios takes it. */
export type ConstraintRequest =
  | {
      readonly kind: 'ceiling'
      readonly by?: Attribute
      /** Null for those that have no value of it. */
      readonly value?: string | null
      readonly perGroup?: Attribute
      /** Whether those without the attribute are one more group, which they are by default, or under no ceiling. */
      readonly ungrouped?: 'limited' | 'free'
      readonly limitRupiah: number
    }
  | {
      readonly kind: 'quota'
      readonly where?: Readonly<Partial<Record<Attribute, string>>>
      readonly perGroup?: readonly Attribute[]
      readonly minimum?: number
      readonly maximum?: number
    }
  | {
      readonly kind: 'exclusive'
      /** The same title at the same place, or in the same village. */
      readonly nearDuplicates?: true | 'village'
      /** Those that may be funded beside their twins. */
      readonly allowed?: readonly string[]
      readonly codes?: readonly string[]
    }
  | { readonly kind: 'poorest-share'; readonly minimumShare: number }
  /** At least so many rupiah for a group, or for each. */
  | {
      readonly kind: 'floor'
      readonly by?: Attribute
      readonly value?: string | null
      readonly perGroup?: Attribute
      readonly minimumRupiah: number
    }
  /** At least this share of the rupiah for a group, or for each. */
  | {
      readonly kind: 'share'
      readonly by?: Attribute
      readonly value?: string | null
      readonly perGroup?: Attribute
      readonly minimumShare: number
    }
  /** The first is funded only with all the others. */
  | { readonly kind: 'requires'; readonly code: string; readonly needs: readonly string[] }
  /** All together or none. */
  | { readonly kind: 'bundle'; readonly codes: readonly string[] }
  /** At least so many people newly served, each counted once for each service. */
  | { readonly kind: 'people-served'; readonly minimum: number }
  | { readonly kind: 'fund' | 'leave-out'; readonly codes: readonly string[] }

/** What there is to spend in one of several years. */
export interface PlanYear {
  readonly year: number
  readonly budgetRupiah: number
}

/** A portfolio's request, as POST /api/portfolios takes it and GET answers it. */
export interface PortfolioRequest {
  readonly title?: string
  /** The query's names and values. */
  readonly filter: Readonly<Record<string, string | readonly number[] | undefined>>
  readonly weights?: Weights
  readonly model?: string | { readonly id: string; readonly version?: number | undefined }
  readonly objective: Objective
  /** With years their sum, which may be left out of what is sent. */
  readonly budgetRupiah: number
  /** Of a plan over several years, ascending in what is answered. */
  readonly years?: readonly PlanYear[]
  /** 0–0.5: by so much less a proposal is worth with each year that passes. */
  readonly discountPerYear?: number
  readonly constraints: readonly ConstraintRequest[]
  readonly timeLimitSeconds: number
  readonly robustness?: { readonly samples: number; readonly seed: number; readonly spread: number }
}
