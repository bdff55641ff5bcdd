import type { Bilingual } from '../../../core/criteria/criterion.ts'
import type { PortfolioStatus } from '../../../core/portfolio/portfolio.ts'
import type { Equity } from './equity.ts'

export interface NamedProposal {
  readonly code: string
  readonly title: string
  readonly villageName: string | null
}

export interface ChosenProposal extends NamedProposal {
  /** 1 the greatest score (or people), ties by code. */
  readonly rank: number
  readonly status: string
  readonly sector: string
  readonly agency: string | null
  readonly kind: string | null
  readonly villageCode: string | null
  readonly districtName: string | null
  readonly quintile: number | null
  readonly costRupiah: number
  /** Per mille; null with the objective people. */
  readonly score: number | null
  /** Whom it would newly serve if funded alone. */
  readonly people: number
}

export interface TellingConstraint {
  readonly id: string
  readonly label: Bilingual
}

export interface ListComparison {
  readonly by: 'value' | 'value-per-rupiah'
  readonly worth: number
  /** Worth lost against the best choice; below 0 where the list breaks constraints. */
  readonly loss: number
  readonly lossShare: number | null
  readonly spentRupiah: number
  readonly count: number
  readonly broken: readonly TellingConstraint[]
  readonly text: Bilingual
}

export interface Relaxation extends TellingConstraint {
  /** Rupiah or proposals; null: giving way here alone is not enough. */
  readonly by: number | null
  readonly unit: 'rupiah' | 'proposals'
  readonly text: Bilingual
}

export interface ServiceGain {
  readonly service: string
  readonly standardMetres: number
  readonly beyondBefore: number
  readonly newlyServed: number
  readonly beyondAfter: number
}

/** A portfolio's answer as people read it. Worth is in points of score (per mille summed) or people. */
export interface PortfolioResultBody {
  readonly status: PortfolioStatus
  readonly text: Bilingual
  readonly objective: 'score' | 'people'
  readonly unit: Bilingual
  readonly budgetRupiah: number
  readonly spentRupiah: number | null
  readonly worth: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly considered: number
  readonly chosen: readonly ChosenProposal[]
  readonly notFundable: readonly (NamedProposal & {
    readonly reason: 'no-cost' | 'no-score'
    readonly text: Bilingual
  })[]
  readonly constraints: readonly TellingConstraint[]
  readonly downTheList: readonly ListComparison[]
  readonly prices: readonly (TellingConstraint & {
    readonly price: number
    readonly proven: boolean
    readonly text: Bilingual
  })[]
  readonly pricesNotAsked: number
  readonly alternatives: readonly {
    readonly worth: number
    readonly lossShare: number | null
    readonly spentRupiah: number
    readonly added: readonly NamedProposal[]
    readonly removed: readonly NamedProposal[]
    readonly proven: boolean
  }[]
  readonly robustness: {
    readonly samples: number
    readonly core: readonly string[]
    readonly swing: readonly string[]
    readonly never: readonly string[]
    /** Share of the weights under which a proposal is funded; those never funded are left out. */
    readonly funded: Readonly<Record<string, number>>
  } | null
  readonly conflict: {
    readonly text: Bilingual
    readonly smallest: boolean
    readonly irreducible: boolean
    readonly constraints: readonly Relaxation[]
    readonly cheapest: readonly Relaxation[]
  } | null
  readonly people: {
    readonly services: readonly ServiceGain[]
    /** Sum over services: who gains two of them counts for both. */
    readonly newlyServed: number
    readonly text: Bilingual
  }
  readonly equity: Equity
  readonly solver: string
}
