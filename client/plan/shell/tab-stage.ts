import type { PlanMap } from '../map/plan-map.ts'
import type { PlanTabId } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { Plan, TabParts } from '../tab/plan-tab.ts'
import { planTabs } from './plan-tabs.ts'

/** Opens tabs: fetches the code of one at its first opening, and ends what the former one put on the map. */
export class TabStage extends EventTarget {
  parts: TabParts | null = null
  failure: unknown = null
  loading = false
  readonly #signal: AbortSignal
  #opened = new AbortController()
  #map: PlanMap | null = null
  #plan: (() => Plan) | null = null

  constructor(store: PlanStore, signal: AbortSignal) {
    super()
    this.#signal = signal
    store.watch((now, before) => {
      if (now.tab !== before.tab) this.open(now.tab)
    }, signal)
  }

  nameOf(id: PlanTabId): string {
    return planTabs[id]?.name() ?? ''
  }

  open(id: PlanTabId): void {
    void this.#open(id)
  }

  /** The map is on the page: from now on tabs may draw on it. */
  onMap(map: PlanMap, plan: () => Plan): void {
    this.#map = map
    this.#plan = plan
    this.#draw()
  }

  async #open(id: PlanTabId): Promise<void> {
    this.#opened.abort()
    const opened = new AbortController()
    this.#opened = opened
    this.loading = true
    this.failure = null
    this.dispatchEvent(new Event('change'))
    try {
      const parts = (await planTabs[id]?.load()) ?? {}
      if (opened.signal.aborted) return
      this.parts = parts
      this.#draw()
    } catch (failure) {
      if (opened.signal.aborted) return
      this.failure = failure
    }
    this.loading = false
    this.dispatchEvent(new Event('change'))
  }

  #draw(): void {
    if (!this.#map || !this.#plan || !this.parts) return
    const signal = AbortSignal.any([this.#opened.signal, this.#signal])
    this.parts.onMap?.(this.#map, this.#plan(), signal)
  }
}
