import type { Bilingual } from '../../api/types.ts'
import type { Weights } from '../state/criterion-info.ts'

// What the doors of /api/portfolios tell, as far as the page shows it.

export type Objective = 'score' | 'people'
export type PortfolioState = 'running' | 'done' | 'failed' | 'cancelled'

export interface NamedProposal {
  readonly code: string
  readonly title: string
  readonly villageName: string | null
}

export interface ChosenProposal extends NamedProposal {
  readonly rank: number
  /** Of its village, 1 the poorest fifth of the people. */
  readonly quintile: number | null
  readonly costRupiah: number
  readonly score: number | null
  readonly people: number
}

export interface Relaxation {
  readonly id: string
  readonly label: Bilingual
  /** Rupiah or proposals; null: giving way here alone is not enough. */
  readonly by: number | null
  readonly unit: 'rupiah' | 'proposals'
  readonly text: Bilingual
}

export interface Fifth {
  /** 1 the poorest fifth of the people. */
  readonly quintile: number
  readonly people: number
  readonly askedRupiah: number
  readonly chosenRupiah: number
  readonly newlyServed: number
}

export interface PortfolioResult {
  readonly status: 'optimal' | 'time-limit' | 'infeasible' | 'nothing-to-choose' | 'failed'
  readonly text: Bilingual
  readonly objective: Objective
  readonly unit: Bilingual
  readonly budgetRupiah: number
  readonly spentRupiah: number | null
  readonly worth: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly considered: number
  readonly chosen: readonly ChosenProposal[]
  readonly notFundable: readonly (NamedProposal & { readonly text: Bilingual })[]
  readonly downTheList: readonly {
    readonly by: 'value' | 'value-per-rupiah'
    readonly worth: number
    readonly lossShare: number | null
    readonly count: number
    readonly broken: readonly { readonly id: string; readonly label: Bilingual }[]
    readonly text: Bilingual
  }[]
  readonly prices: readonly {
    readonly id: string
    readonly label: Bilingual
    readonly price: number
    readonly proven: boolean
    readonly text: Bilingual
  }[]
  readonly pricesNotAsked: number
  readonly alternatives: readonly {
    readonly worth: number
    readonly lossShare: number | null
    readonly spentRupiah: number
    readonly added: readonly NamedProposal[]
    readonly removed: readonly NamedProposal[]
  }[]
  readonly robustness: {
    readonly samples: number
    readonly core: readonly string[]
    readonly swing: readonly string[]
    readonly never: readonly string[]
    readonly funded: Readonly<Record<string, number>>
  } | null
  readonly conflict: {
    readonly smallest: boolean
    readonly constraints: readonly Relaxation[]
    readonly cheapest: readonly Relaxation[]
  } | null
  readonly people: {
    readonly services: readonly {
      readonly service: string
      readonly beyondBefore: number
      readonly newlyServed: number
    }[]
    readonly newlyServed: number
  }
  readonly equity: {
    readonly quintiles: readonly Fifth[]
    readonly concentrationAsked: number | null
    readonly concentrationChosen: number | null
    readonly unplacedChosenRupiah: number
  }
  readonly solver: string
}

/** A constraint as POST /api/portfolios takes it. */
export type ConstraintRequest =
  | {
      readonly kind: 'ceiling'
      readonly by?: string
      readonly value?: string
      readonly perGroup?: string
      readonly limitRupiah: number
    }
  | {
      readonly kind: 'quota'
      readonly where?: Readonly<Record<string, string>>
      readonly perGroup?: readonly string[]
      readonly minimum?: number
      readonly maximum?: number
    }
  | { readonly kind: 'exclusive'; readonly nearDuplicates?: true; readonly codes?: readonly string[] }
  | { readonly kind: 'poorest-share'; readonly minimumShare: number }
  | { readonly kind: 'fund' | 'leave-out'; readonly codes: readonly string[] }

export interface PortfolioRequest {
  readonly title?: string
  readonly filter: Readonly<Record<string, string>>
  readonly weights?: Weights
  readonly model?: string | { readonly id: string; readonly version?: number }
  readonly objective: Objective
  readonly budgetRupiah: number
  readonly constraints: readonly ConstraintRequest[]
  readonly timeLimitSeconds: number
  readonly robustness?: { readonly samples: number; readonly seed: number; readonly spread: number }
}

export interface Portfolio {
  readonly id: string
  readonly title: string
  readonly state: PortfolioState
  readonly stepText: Bilingual | null
  readonly share: number
  readonly progress: {
    readonly seconds: number
    readonly best: number | null
    readonly bound: number | null
    readonly gap: number | null
  } | null
  readonly request: PortfolioRequest
  readonly result: PortfolioResult | null
  /** While it runs, and once it was cancelled: the best choice and its proof, without prices, alternatives and robustness. */
  readonly found: PortfolioResult | null
  readonly problem: { readonly title?: string; readonly detail?: string } | null
  readonly createdAt: string
}

/** A line of the list of portfolios. */
export interface PortfolioLine {
  readonly id: string
  readonly title: string
  readonly state: PortfolioState
  readonly createdAt: string
  readonly budgetRupiah: number
  readonly objective: Objective
  readonly status: PortfolioResult['status'] | null
  readonly gap: number | null
  readonly spentRupiah: number | null
  readonly chosenCount: number | null
}

export interface WhyNot {
  readonly code: string
  readonly reason: 'chosen' | 'no-choice' | 'no-cost' | 'conflicts' | 'worth-less' | 'as-good' | 'undecided'
  readonly text: Bilingual
  readonly proven: boolean
  readonly displaced: readonly NamedProposal[]
  readonly cameIn: readonly NamedProposal[]
}
