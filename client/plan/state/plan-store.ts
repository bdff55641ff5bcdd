import type { Weights } from '../../../core/api/score-model.ts'
import { RankingMemory } from '../../../core/score/ranking-memory.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { ScaleName } from '../../../core/score/scale-words.ts'
import { StoreChange } from '../../state/store-change.ts'
import { competingFilters } from './competing-filters.ts'
import type { PlanState } from './plan-state.ts'
import { proposalsIn } from './proposals-in.ts'
import { type LiveRanking, rankLive } from './rank-live.ts'
import { type RankingChoice, WeightHistory } from './weight-history.ts'

/**
 * The one state that every view of the planner's page shows. Emits `change` after each update, with the former
 * state as detail. What follows from the state (the ranking) is computed when first asked for.
 */
export class PlanStore extends EventTarget {
  readonly #history = new WeightHistory()
  #state: PlanState
  #ranking: LiveRanking | null = null
  #rankedFor: PlanState | null = null
  /** Rankings of a slider's way are written to these by turns: the one before stays as it was. */
  #memories = [new RankingMemory(), new RankingMemory()] as const

  constructor(state: PlanState) {
    super()
    this.#state = withCompetition(state)
  }

  get state(): PlanState {
    return this.#state
  }

  /**
   * The ranking by the present weights and method; null before data are here or while all weights are 0. One that was
   * asked for while a slider moves holds for two more steps; once it is let go another is made, to be kept.
   */
  get ranking(): LiveRanking | null {
    const { alternatives, criteria, weights, method, moving } = this.#state
    const known = this.#rankedFor
    if (
      known?.alternatives !== alternatives ||
      known.criteria !== criteria ||
      known.weights !== weights ||
      known.method !== method ||
      (known.moving && !moving)
    ) {
      const [memory, next] = this.#memories
      if (moving) this.#memories = [next, memory]
      this.#ranking =
        alternatives && weights
          ? rankLive(alternatives, criteria, weights, { method, ...(moving && { memory }) })
          : null
      this.#rankedFor = this.#state
    }
    return this.#ranking
  }

  update(patch: Partial<PlanState>): void {
    const before = this.#state
    this.#state = withCompetition({ ...before, ...followMarks(before, patch), ...patch })
    this.dispatchEvent(new StoreChange(before))
  }

  /** Calls back with the new and the former state until `signal` ends. */
  watch(changed: (now: PlanState, before: PlanState) => void, signal?: AbortSignal): void {
    const listener = (event: Event) => {
      if (event instanceof StoreChange) changed(this.#state, event.before)
    }
    this.addEventListener('change', listener, signal ? { signal } : {})
  }

  /** Shows weights while a slider moves; they are one step to undo once `settleWeights` was called. */
  previewWeights(weights: Weights): void {
    this.#history.begin(this.#choice)
    this.update({ weights, moving: true })
  }

  /** Ends a slider's move, or takes weights (with the method of `patch`) at once: one step to undo. */
  settleWeights(weights: Weights, patch: Partial<PlanState> = {}): void {
    const way = patch.method ? { method: patch.method, scale: 'per-mille' as const } : {}
    this.#history.settle(this.#choice, { ...this.#choice, ...way, weights })
    this.update({ ...patch, ...way, weights, moving: false })
  }

  /** Ranks by another method from now on, or by TOPSIS on another scale: one step to undo. */
  chooseMethod(method: RankingMethodName, scale: ScaleName = 'per-mille'): void {
    this.#history.settle(this.#choice, { ...this.#choice, method, scale })
    this.update({ method, scale, moving: false })
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  undoWeights(): void {
    this.#step(this.#history.undo(this.#choice))
  }

  redoWeights(): void {
    this.#step(this.#history.redo(this.#choice))
  }

  get #choice(): RankingChoice {
    const { weights, method, scale } = this.#state
    return { weights, method, scale }
  }

  #step(choice: RankingChoice | null): void {
    if (choice) this.update({ ...choice })
  }

  /** Marks one proposal alone, or with `add` takes it to or from those already marked. */
  select(code: string, add = false): void {
    const { areas } = this.#state
    const selection = new Set(add ? this.#state.selection : [])
    if (add && selection.has(code)) selection.delete(code)
    else selection.add(code)
    this.update(add ? { selection, areas } : { selection })
  }

  /** Chooses villages and marks their proposals; with `add` beside what is marked, or takes them out where all are. */
  chooseAreas(codes: Iterable<string>, add = false): void {
    const { areas, selection, alternatives } = this.#state
    const chosen = new Set(codes)
    const theirs = alternatives ? proposalsIn(alternatives, chosen) : new Set<string>()
    if (!add) this.update({ areas: chosen, selection: theirs })
    else if ([...chosen].every((code) => areas.has(code)))
      this.update({ areas: without(areas, chosen), selection: without(selection, theirs) })
    else this.update({ areas: new Set([...areas, ...chosen]), selection: new Set([...selection, ...theirs]) })
  }

  clearMarks(): void {
    this.update({ selection: new Set() })
  }
}

/** Whatever was changed, the filters say which years and statuses compete. */
function withCompetition(state: PlanState): PlanState {
  const filters = competingFilters(state.filters, state.district?.years ?? [])
  return filters === state.filters ? state : { ...state, filters }
}

function without(all: ReadonlySet<string>, some: ReadonlySet<string>): Set<string> {
  return new Set([...all].filter((code) => !some.has(code)))
}

/** Proposals that are marked anew are no longer those of chosen villages; other data bring these other proposals. */
function followMarks({ areas, selection }: PlanState, patch: Partial<PlanState>): Partial<PlanState> {
  if (areas.size === 0 || patch.areas) return {}
  if (patch.selection) return { areas: new Set() }
  const { alternatives } = patch
  return alternatives ? { selection: new Set([...selection, ...proposalsIn(alternatives, areas)]) } : {}
}
