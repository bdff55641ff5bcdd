import type { PortfolioStatus } from '../portfolio/portfolio.ts'
import type { ProblemDetail } from '../problem.ts'
import type { Label } from '../proposal/label.ts'
import type { Competition } from './competition.ts'
import type { Attribute, Objective, PortfolioRequest } from './portfolio-request.ts'

export type PortfolioState = 'running' | 'done' | 'failed' | 'cancelled'
export interface NamedProposal {
  readonly code: string
  readonly title: string
  readonly villageName: string | null
}

export interface ChosenProposal extends NamedProposal {
  /** Rank by score (or by people), 1 the greatest; ties are settled by code. */
  readonly rank: number
  readonly status: string
  readonly sector: string
  readonly agency: string | null
  readonly kind: string | null
  readonly villageCode: string | null
  readonly districtName: string | null
  /** Of its village, 1 the poorest fifth of the people. */
  readonly quintile: number | null
  readonly costRupiah: number
  /** Per mille; null with the objective people. */
  readonly score: number | null
  /** People newly served if this proposal alone were funded. */
  readonly people: number
  /** When it is carried out, in a package over several years. */
  readonly plannedYear?: number
}

/** One year of a package over several: what there is to spend, and what is spent. */
export interface YearFigures {
  readonly year: number
  readonly budgetRupiah: number
  readonly spentRupiah: number
  readonly count: number
}

export interface ConstraintLabel {
  readonly id: string
  readonly label: Label
}

/** For comparison: the result of funding down the ranked list, the usual practice. */
export interface ListComparison {
  readonly by: 'value' | 'value-per-rupiah'
  readonly worth: number
  /** Worth lost against the best choice; below 0 where the list breaks constraints. */
  readonly loss: number
  readonly lossShare: number | null
  readonly spentRupiah: number
  readonly count: number
  readonly broken: readonly ConstraintLabel[]
  readonly text: Label
}

export interface Relaxation extends ConstraintLabel {
  /** By how much this constraint would have to be relaxed (in its unit); null where relaxing it alone is not enough. */
  readonly by: number | null
  readonly unit: 'rupiah' | 'proposals' | 'people'
  readonly text: Label
}

/** People of one service, beyond its standard before and after. */
export interface ServiceGain {
  readonly service: string
  readonly standardMetres: number
  readonly beyondBefore: number
  readonly newlyServed: number
  readonly beyondAfter: number
}

/** Most proposals of one portfolio, and that are counted together; they are read, stored and reported in slices of some 20 ms. */
export const MOST_ITEMS = 5000

/** Whom several proposals would newly serve if they were funded together (POST /api/portfolios/people). */
export interface PeopleServed {
  /** Every service that has a standard; without any nobody can be counted. */
  readonly services: readonly ServiceGain[]
  /** Sum over services: a person who gains two services counts twice. */
  readonly newlyServed: number
  readonly text: Label
  /** Proposals that were counted, and codes that are none of those that compete under the filter. */
  readonly counted: number
  readonly notFound: number
  /** Of a service with a standard, but with no place that is known: they count nobody. */
  readonly withoutPlace: number
  readonly poorest: PoorestShare
}

/**
 * How much of what several proposals cost falls to the poorest fifth of the people: 20 % of them, from the poorest villages; a
 * village on the border, and villages equally poor, are split by their people.
 */
export interface PoorestShare {
  /** 0–1 of `rupiah`; null where there is none to tell. */
  readonly share: number | null
  /** Why it is null: nothing is funded, no cost is known, no village's people and poverty are, or none of those that are meant. */
  readonly whyNot: 'no-proposals' | 'no-cost' | 'no-figures' | 'no-village' | null
  /** In villages whose people and poverty are known, and elsewhere. */
  readonly rupiah: number
  readonly unplacedRupiah: number
  readonly withoutCost: number
}

export interface FifthFigures {
  /** 1 the poorest fifth of the people. */
  readonly quintile: number
  /** A village belongs to one fifth as a whole, so that fifths differ in people. */
  readonly people: number
  readonly askedRupiah: number
  readonly chosenRupiah: number
  readonly newlyServed: number
}

/** To whom money and service go, by the poverty of villages (fifths of whole villages, and the concentration index). */
export interface Equity {
  readonly quintiles: readonly FifthFigures[]
  /** −1…1; below 0 the poor get more than their share. Of all that was asked, and of what was chosen; null without any. */
  readonly concentrationAsked: number | null
  readonly concentrationChosen: number | null
  /** Rupiah of proposals whose village or its poverty is not known: in no fifth. */
  readonly unplacedAskedRupiah: number
  readonly unplacedChosenRupiah: number
}

/** What of a ceiling is spent; the whole budget is one too. */
export interface CeilingFigures extends ConstraintLabel {
  readonly limitRupiah: number
  readonly spentRupiah: number
  readonly count: number
}

/** What of a package goes to one group, and what conditions on that group alone allow it. */
export interface GroupLine {
  /** '' for the proposals that belong to none. */
  readonly value: string
  readonly label: Label
  readonly count: number
  readonly spentRupiah: number
  /** The highest floor; that of a share is its part of what the package spends. */
  readonly minimumRupiah: number | null
  readonly limitRupiah: number | null
  readonly minimumCount: number | null
  readonly maximumCount: number | null
}

/** The groups of one attribute, the dearest first; those that belong to none come last. */
export interface GroupTable {
  readonly by: Attribute
  readonly lines: readonly GroupLine[]
}

/** Chosen proposals that no group of a condition holds. */
export interface OutsideGroups {
  readonly kind: 'ceiling' | 'quota'
  readonly by: Attribute
  /** False for those that belong to no group at all; true for those of groups to which no limit was given. */
  readonly grouped: boolean
  readonly codes: readonly string[]
  readonly rupiah: number
  readonly text: Label
}

/** Proposals of the same title in the same village of which several were chosen: twins, or several works of one kind. */
export interface AlikeGroup {
  readonly title: string
  readonly villageName: string | null
  /** Of all that competed. */
  readonly codes: readonly string[]
  readonly chosen: readonly { readonly code: string; readonly costRupiah: number }[]
  /** Somebody looked at them and allowed them (`allowed` of the condition). */
  readonly allowed: boolean
}

/** A portfolio's answer as people read it. Worth is in points of score (per mille summed) or people. */
export interface PortfolioResult {
  readonly status: PortfolioStatus
  /**
   * What stands behind `optimal`: whole numbers that trust no solver (`exact`), or the solver's word alone. Left out of
   * packages from before it was told.
   */
  readonly proof?: 'exact' | 'solver' | null
  readonly text: Label
  readonly objective: Objective
  readonly unit: Label
  /** Of all years together. */
  readonly budgetRupiah: number
  readonly spentRupiah: number | null
  /** Of a package over several years. */
  readonly years?: readonly YearFigures[]
  readonly worth: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly considered: number
  /** These are missing from answers that were computed before they were told. */
  readonly competition?: Competition
  readonly ceilings?: readonly CeilingFigures[]
  /** By district, agency and sector, and by whatever else conditions name. */
  readonly groups?: readonly GroupTable[]
  readonly outside?: readonly OutsideGroups[]
  readonly alike?: readonly AlikeGroup[]
  readonly chosen: readonly ChosenProposal[]
  readonly notFundable: readonly (NamedProposal & {
    readonly reason: 'no-cost' | 'no-score'
    readonly text: Label
  })[]
  readonly constraints: readonly ConstraintLabel[]
  readonly downTheList: readonly ListComparison[]
  readonly prices: readonly (ConstraintLabel & {
    readonly price: number
    readonly proven: boolean
    readonly text: Label
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
    readonly text: Label
    readonly smallest: boolean
    readonly irreducible: boolean
    readonly constraints: readonly Relaxation[]
    readonly cheapest: readonly Relaxation[]
  } | null
  readonly people: {
    readonly services: readonly ServiceGain[]
    /** Sum over services: a person who gains two services counts twice. */
    readonly newlyServed: number
    readonly text: Label
  }
  readonly equity: Equity
  readonly solver: string
}

/** How far the search for the best choice is; worth in the unit of the result. */
export interface SearchProgress {
  readonly seconds: number
  readonly best: number | null
  readonly bound: number | null
  readonly gap: number | null
}

/** GET /api/portfolios/{id}. `Moment` is a date before JSON makes it ISO 8601. */
export interface Portfolio<Moment = string> {
  readonly id: string
  readonly title: string
  readonly state: PortfolioState
  /** What is being done; null unless it runs. */
  readonly stepText: Label | null
  /** 0–1. */
  readonly share: number
  readonly progress: SearchProgress | null
  readonly request: PortfolioRequest
  readonly result: PortfolioResult | null
  /** While it runs, and once it was cancelled: the best choice and its proof, without prices, alternatives and robustness. */
  readonly found: PortfolioResult | null
  readonly problem: ProblemDetail | null
  readonly createdAt: Moment
  readonly finishedAt: Moment | null
}

/** A line of GET /api/portfolios, with what the answer comes to instead of the answer. */
export interface PortfolioSummary {
  readonly id: string
  readonly title: string
  readonly state: PortfolioState
  readonly step: string
  readonly share: number
  /** ISO 8601. */
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly objective: Objective
  readonly budgetRupiah: number
  readonly status: PortfolioStatus | null
  readonly worth: number | null
  readonly gap: number | null
  readonly spentRupiah: number | null
  readonly chosenCount: number | null
}

/** What POST /api/portfolios began. */
export interface StartedPortfolio {
  readonly id: string
  readonly state: 'running'
}

/** GET /api/portfolios/{id}/why/{code}: why a proposal was not chosen. */
export interface WhyNot {
  readonly code: string
  readonly reason:
    | 'chosen'
    | 'no-choice'
    | 'no-cost'
    | 'conflicts'
    | 'worth-less'
    | 'as-good'
    | 'undecided'
    | 'failed'
  readonly text: Label
  /** Worth that all other proposals would lose, in points or people, and as a share of the best choice's worth. */
  readonly loss: number | null
  readonly lossShare: number | null
  readonly proven: boolean
  /** Proposals that would drop out, and others that would come in instead. */
  readonly displaced: readonly NamedProposal[]
  readonly cameIn: readonly NamedProposal[]
}
