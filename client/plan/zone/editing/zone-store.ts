import type { PortfolioSummary } from '../../../../core/api/portfolio.ts'
import type { Zone, ZoneStatistics } from '../../../../core/api/zone.ts'
import { StoreChange } from '../../../state/store-change.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { VertexPlace } from '../shape/edit-vertices.ts'
import { findCrossing } from '../shape/find-crossing.ts'
import { type Position, type Ring, type Shape, turnRings } from '../shape/shape.ts'
import type { ZoneChange, ZoneOutcome } from './change-state.ts'
import { DraftHistory } from './draft-history.ts'
import { noWork } from './keep-work.ts'
import { LiveFigures } from './live-figures.ts'
import type { ForeignChange } from './merge-work.ts'
import { askFigures, type FigureQuestion } from './zone-api.ts'
import { openZone, type ZoneDraft, type ZoneDrafts } from './zone-drafts.ts'
import type { ZoneLink } from './zone-link.ts'

export const ZONE_TOOLS = [
  'edit',
  'polygon',
  'freehand',
  'rectangle',
  'circle',
  'villages',
  'split',
  'hole',
] as const
export type ZoneTool = (typeof ZONE_TOOLS)[number]

/** What is wrong with the last step, where, and how to take what was perhaps meant. */
export interface ZoneTrouble {
  readonly text: string
  readonly at: Position | null
  readonly repair: (() => void) | null
}

export interface ZoneState {
  readonly drafts: ZoneDrafts
  readonly links: ReadonlyMap<string, ZoneLink>
  readonly fields: Readonly<Record<string, string>>
  /** Zones on the server; null before they were fetched. */
  readonly saved: readonly Zone[] | null
  readonly tool: ZoneTool
  /** Points of the drawing that is not closed yet. */
  readonly sketch: Ring
  /** The open zone as it is being dragged; null when nothing is. */
  readonly preview: Shape | null
  readonly vertex: VertexPlace | null
  /** Whether points jump to village borders. */
  readonly snaps: boolean
  readonly trouble: ZoneTrouble | null
  /** What is being asked of the server for the drawing, in words; one thing at a time. */
  readonly busy: string | null
  /** What is being written to the server, one change at a time; drawing goes on meanwhile. */
  readonly change: ZoneChange | null
  /** How the last change ended that did not come about; until the next step. */
  readonly outcome: ZoneOutcome | null
  /** The packages that a zone may be looked at with, newest first. */
  readonly portfolios: readonly PortfolioSummary[]
  /** Whether zones are for whoever is here to write; null before that is known. */
  readonly mayWrite: boolean | null
  /** Whether this browser can keep drafts. */
  readonly keeps: boolean
  /** Says aloud what was done. */
  readonly news: string
}

/** The state that map, card and lists of the zones show. Emits `change`, with the former state as detail. */
export class ZoneStore extends EventTarget {
  readonly figures = new LiveFigures<FigureQuestion, ZoneStatistics>(askFigures)
  readonly #history = new DraftHistory()
  #redoPoints: Ring = []
  #sketched: { of: Ring; shape: Shape } = { of: [], shape: [] }
  #state: ZoneState = {
    ...noWork,
    saved: null,
    tool: 'edit',
    preview: null,
    vertex: null,
    snaps: true,
    trouble: null,
    busy: null,
    change: null,
    outcome: null,
    portfolios: [],
    mayWrite: null,
    keeps: true,
    news: '',
  }

  get state(): ZoneState {
    return this.#state
  }

  get open(): ZoneDraft | null {
    return openZone(this.#state.drafts)
  }

  /** Whether the drawing that is not closed yet would be a zone of its own. */
  get drawsNew(): boolean {
    const { tool, sketch } = this.#state
    return sketch.length >= 3 && tool !== 'split' && tool !== 'hole'
  }

  /** The area that figures are shown of: of what is drawn or dragged right now, or else of the open zone. */
  get shown(): Shape {
    const { sketch, preview } = this.#state
    if (!this.drawsNew) return preview ?? this.open?.shape ?? []
    if (this.#sketched.of !== sketch) this.#sketched = { of: sketch, shape: sketchShape(sketch) }
    return this.#sketched.shape
  }

  update(patch: Partial<ZoneState>): void {
    const before = this.#state
    this.#state = { ...before, ...patch }
    this.dispatchEvent(new StoreChange(before))
  }

  watch(changed: (now: ZoneState, before: ZoneState) => void, signal: AbortSignal): void {
    const listener = (event: Event) => {
      if (event instanceof StoreChange) changed(this.#state, event.before)
    }
    this.addEventListener('change', listener, { signal })
  }

  /** Takes the drafts over as one step to undo; steps of the same `kind` after each other count as one. */
  step(drafts: ZoneDrafts, patch: Partial<ZoneState> = {}, kind = ''): void {
    this.#history.remember(this.#state.drafts, kind)
    this.update({ ...calm, ...patch, drafts })
  }

  /** What another page of this browser did; no step of undo. */
  takeOver(change: ForeignChange): void {
    if (change.isEmpty) return
    this.#history.rewrite(change.apply)
    this.update({ drafts: change.apply(this.#state.drafts), links: change.links })
  }

  get canUndo(): boolean {
    return this.#state.sketch.length > 0 || this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#redoPoints.length > 0 || (this.#state.sketch.length === 0 && this.#history.canRedo)
  }

  /** The last point of a drawing goes first; then step by step what was done. */
  undo(): void {
    const { sketch, drafts } = this.#state
    const last = sketch.at(-1)
    if (last) {
      this.#redoPoints = [...this.#redoPoints, last]
      this.update({ sketch: sketch.slice(0, -1), trouble: null })
      return
    }
    this.#redoPoints = []
    const former = this.#history.undo(drafts)
    if (former) this.update({ ...calm, drafts: former })
  }

  redo(): void {
    const point = this.#redoPoints.at(-1)
    if (point) {
      this.#redoPoints = this.#redoPoints.slice(0, -1)
      this.update({ sketch: [...this.#state.sketch, point] })
      return
    }
    const next = this.#history.redo(this.#state.drafts)
    if (next) this.update({ ...calm, drafts: next })
  }

  addPoint(point: Position): void {
    this.#redoPoints = []
    this.update({ sketch: [...this.#state.sketch, point], trouble: null })
  }

  /** Ends a drawing, its points with it. */
  clearSketch(): void {
    this.#redoPoints = []
    if (this.#state.sketch.length > 0) this.update({ sketch: [] })
  }

  /** Another tool; a drawing that was not closed is given up. */
  choose(tool: ZoneTool): void {
    this.clearSketch()
    this.update({ tool, vertex: null, trouble: null, preview: null })
  }

  /** The id of a package, where it is done and a zone can be looked at with it; null while it is still being computed. */
  donePackage(id: string | null): string | null {
    return this.#state.portfolios.some((known) => known.id === id) ? id : null
  }

  /** Asks for the figures of what is shown, under the plan's filters and with its portfolio once that is done. */
  follow(plan: PlanStore, signal: AbortSignal): void {
    let asked: FigureQuestion | null = null
    const ask = () => {
      const { filters } = plan.state
      const portfolio = this.donePackage(plan.state.portfolio)
      const shape = this.shown
      if (shape.length === 0 || !this.#state.mayWrite) {
        if (asked) this.figures.clear()
        asked = null
        return
      }
      if (asked?.shape === shape && asked.filters === filters && asked.portfolioId === portfolio) return
      asked = { shape, filters, portfolioId: portfolio }
      this.figures.want(asked)
    }
    this.watch((now, before) => {
      if (now.drafts.open !== before.drafts.open) this.figures.clear()
      ask()
    }, signal)
    plan.watch(ask, signal)
    ask()
  }
}

/** None while the outline crosses itself: there is nothing to count yet. */
function sketchShape(sketch: Ring): Shape {
  const shape: Shape = [turnRings([sketch])]
  return findCrossing(shape) ? [] : shape
}

/** What every finished step ends. */
const calm: Partial<ZoneState> = { trouble: null, outcome: null, preview: null, vertex: null }
