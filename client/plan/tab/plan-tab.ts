import type { TemplateResult } from 'lit'
import type { PlanFeed } from '../data/plan-feed.ts'
import type { PlanMap } from '../map/plan-map.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { SaveWatch } from './save-watch.ts'

/** What a tab works with. */
export interface Plan {
  readonly store: PlanStore
  readonly feed: PlanFeed
  /** null until the map is on the page, and where the browser cannot draw it. */
  readonly map: PlanMap | null
  /** Tells the person something for a while, at the foot of the map and to screen readers. */
  readonly say: (text: string, action?: { name: string; run: () => void }) => void
}

/** The file's name; and in words what it is of, where that is not what the tab shows. */
export interface SavedDecision {
  readonly name: string
  readonly note?: string
}

/** What a decision is about, as POST /api/decisions takes it. */
export interface Decided {
  readonly about: { readonly portfolioId: string } | { readonly ranking: object }
  /** What it may be called; empty where nothing has a name yet. */
  readonly title: string
  /** What to know of it, where it is not what the tab shows. */
  readonly note: string
}

/**
 * The parts of an open tab. Each draws from the plan's store; the page draws them again when the store, the
 * language or the tab changes, so an element that watches the store by itself gets it once.
 */
export interface TabParts {
  /** The column at the left, 300 px; the weights when left out. */
  readonly left?: (plan: Plan) => TemplateResult
  /** The column at the right, 540 px; the ranking when left out. */
  readonly right?: (plan: Plan) => TemplateResult
  /** Over the map: tools, figures, a legend. Elements place themselves (position: absolute). */
  readonly overMap?: (plan: Plan) => TemplateResult
  /** Layers and interactions of the tab; everything added must go when `signal` ends (the tab closes). */
  readonly onMap?: (map: PlanMap, plan: Plan, signal: AbortSignal) => void
  /** The decision that this tab is about; the ranking's when left out. */
  readonly decided?: (plan: Plan) => Decided
  /** Downloads the decision that this tab is about; the ranking's when left out. */
  readonly saveDecision?: (plan: Plan, watch: SaveWatch) => Promise<SavedDecision>
  /** What the phone's switch calls the two columns, where they are not the weights and the ranking. */
  readonly leftName?: () => string
  readonly rightName?: () => string
}

export interface PlanTab {
  readonly name: () => string
  /** Fetches the tab's code and defines its elements, at the first opening. */
  readonly load: () => Promise<TabParts>
}
