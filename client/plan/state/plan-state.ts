import type { CriterionInfo, CriterionSetInfo } from '../../../core/api/criterion.ts'
import type { District } from '../../../core/api/district.ts'
import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { PortfolioSummary } from '../../../core/api/portfolio.ts'
import type { ScoreModel, Weights } from '../../../core/api/score-model.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { ScaleName } from '../../../core/score/scale-words.ts'
import type { Filters } from '../../state/filters.ts'
import type { MapView } from '../../state/viewer-state.ts'
import type { Alternatives } from './alternatives.ts'
import type { Robustness } from './robustness.ts'

export const PLAN_TABS = ['priority', 'zones', 'budget', 'statistics', 'scenarios'] as const
export type PlanTabId = (typeof PLAN_TABS)[number]

/** What the phone shows of the open tab's three columns. */
export type PlanScreen = 'map' | 'left' | 'right'

export const WEIGHT_MODES = ['sliders', 'ahp', 'entropy', 'groups'] as const
export type WeightMode = (typeof WEIGHT_MODES)[number]

/** A named set of weights of one group of people. */
export interface StakeholderSet {
  readonly name: string
  readonly weights: Weights
}

/** What a link restores. */
export interface SharedPlanState {
  readonly tab: PlanTabId
  readonly filters: Filters
  readonly view: MapView | null
  /** null until the criteria are known and nobody chose any. */
  readonly weights: Weights | null
  /** How weights and values become an order. */
  readonly method: RankingMethodName
  /** What TOPSIS reads; the browser has no raw values, so that the server ranks by these. */
  readonly scale: ScaleName
  /** "id" or "id@version" of the score model that the weights began with. */
  readonly model: string | null
  readonly weightMode: WeightMode
  /** The line: so many at the top. */
  readonly top: number
  /** Rupiah that draw the line down the list in place of `top`; null for a number of places. */
  readonly lineRupiah: number | null
  /** Id of the layer under the points; null for none. undefined until the catalogue is known. */
  readonly underlay: string | null | undefined
  /** Code of the proposal whose details are open. */
  readonly opened: string | null
  /** Id of the open portfolio, zone and of the two scenarios that are compared. */
  readonly portfolio: string | null
  readonly zone: string | null
  readonly scenarioA: string | null
  readonly scenarioB: string | null
  /** Large type and quiet edges, for a projector. */
  readonly forum: boolean
}

/** Everything that the views of the planner's page show. */
export interface PlanState extends SharedPlanState {
  readonly screen: PlanScreen
  readonly district: District | null
  readonly catalogue: readonly MapLayer[]
  readonly criteria: readonly CriterionInfo[]
  readonly criterionSet: CriterionSetInfo | null
  readonly models: readonly ScoreModel[]
  readonly alternatives: Alternatives | null
  /** A slider is being moved: what costs more than a frame waits until it is let go. */
  readonly moving: boolean
  /** What is being fetched or failed; the former alternatives stay meanwhile. */
  readonly loading: boolean
  /** How much of that the server has done, 0–1; 0 before it says so. */
  readonly loadingShare: number
  /** The fetching was stopped by hand: what is shown, if anything, is of before. */
  readonly stopped: boolean
  readonly failure: unknown
  /** Codes of the marked proposals, and of the one under the pointer or the keyboard's focus. */
  readonly selection: ReadonlySet<string>
  readonly hovered: string | null
  /** Codes of the villages that were chosen themselves, in a chart or on the map; their proposals are marked. */
  readonly areas: ReadonlySet<string>
  /** Rows whose title or village holds these words; narrows the table, not the ranking. */
  readonly search: string
  readonly robustness: Robustness | null
  readonly groups: readonly StakeholderSet[]
  /** The packages that are kept, newest first, as they were read last; null before that. */
  readonly packages: readonly PortfolioSummary[] | null
}
