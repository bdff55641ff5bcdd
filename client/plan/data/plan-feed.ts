import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { GetWatch } from '../../api/get-watched.ts'
import { fetchDistrict, fetchLayers } from '../../api/petausul-api.ts'
import { isAbort } from '../../api/problem-response.ts'
import { type LayerChange, watchChanges } from '../../api/watch-changes.ts'
import { afterBurst } from '../../state/after-burst.ts'
import type { Filters } from '../../state/filters.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { firstView, firstWeights } from './first-choice.ts'
import { fetchAlternatives, fetchCriteria, fetchScoreModels } from './plan-api.ts'

/** Fetches what the store shows, and again what the filters or the server change. What was shown stays meanwhile. */
export class PlanFeed {
  readonly #store: PlanStore
  readonly #signal: AbortSignal
  #reload = new AbortController()
  #stopped = new AbortController()
  #loads = 0
  /** On the server, while something was being fetched. */
  #isChanged = false
  /** Criteria were changed and could not be taken over. */
  #areCriteriaDue = false
  /** Of the alternatives that are shown. */
  #filters: Filters | null = null
  /** Filters whose proposals could not be had: they are tried again, while those of what is shown stand. */
  #wanted: Filters | null = null
  #restoring = false

  constructor(store: PlanStore, signal: AbortSignal) {
    this.#store = store
    this.#signal = signal
  }

  /**
   * Fetches all but the alternatives, which take longest; `changed` hears of each change on the server from then on, `missed`
   * that there may have been some of which nobody heard.
   */
  async start(changed: (change: LayerChange) => void, missed: () => void): Promise<void> {
    await this.#attempt(async () => {
      const [district, catalogue, criteria, models] = await Promise.all([
        fetchDistrict(this.#signal),
        fetchLayers(this.#signal),
        fetchCriteria(this.#signal),
        fetchScoreModels(this.#signal),
      ])
      this.#store.update({
        ...firstView(this.#store.state, district, catalogue),
        ...firstWeights(this.#store.state, criteria.items, models),
        criterionSet: criteria.set,
        criteria: criteria.items,
        models,
      })
      this.#follow(changed, missed)
    })
  }

  /** Asks for the alternatives, at first or after a failure. Nothing where what comes before them is not here. */
  async reload(): Promise<void> {
    if (!this.#store.state.district) return
    if (this.#wanted) this.#put({ filters: this.#wanted })
    this.#wanted = null
    this.#reload.abort()
    this.#reload = new AbortController()
    const signal = AbortSignal.any([this.#reload.signal, this.#stopped.signal, this.#signal])
    await this.#attempt(async () => {
      const { filters } = this.#store.state
      const alternatives = await fetchAlternatives(filters, this.#watch(signal))
      if (signal.aborted) return
      // Somebody may have added or deleted a criterion meanwhile.
      const same = !this.#areCriteriaDue && sameKeys(alternatives, this.#store.state.criteria)
      const others = same ? {} : await this.#criteria()
      this.#areCriteriaDue = false
      this.#filters = filters
      this.#store.update({ ...others, alternatives })
    }, signal)
  }

  /** Ends the fetching of alternatives: what was shown stays, with its filters, until somebody asks again. */
  stop(): void {
    this.#stopped.abort()
    this.#stopped = new AbortController()
    const { alternatives } = this.#store.state
    const former = alternatives && this.#filters ? { filters: this.#filters } : {}
    this.#put({ loading: false, stopped: true, ...former })
  }

  /** Changes filters without their proposals being fetched for it. */
  #put(patch: Partial<PlanState>): void {
    this.#restoring = true
    this.#store.update(patch)
    this.#restoring = false
  }

  /** Takes over score models and criteria that were saved meanwhile. */
  async refreshModels(): Promise<void> {
    const [criteria, models] = await Promise.all([
      fetchCriteria(this.#signal),
      fetchScoreModels(this.#signal),
    ])
    this.#store.update({ criteria: criteria.items, criterionSet: criteria.set, models })
  }

  /** Takes over criteria that were changed, with the values, layers and models that go with them. Throws what failed. */
  async refreshCriteria(): Promise<void> {
    const signal = AbortSignal.any([this.#stopped.signal, this.#signal])
    this.#areCriteriaDue = true
    await this.#load(async () => {
      const { filters } = this.#store.state
      const values = fetchAlternatives(filters, this.#watch(signal))
      const [criteria, alternatives] = await Promise.all([this.#criteria(), values])
      // Other filters have fetched theirs meanwhile, or are about to.
      const same = this.#store.state.filters === filters
      this.#areCriteriaDue = false
      if (same) this.#filters = filters
      this.#store.update({ ...criteria, ...(same && { alternatives }) })
    })
  }

  async #criteria(): Promise<Partial<PlanState>> {
    const [criteria, models, catalogue] = await Promise.all([
      fetchCriteria(this.#signal),
      fetchScoreModels(this.#signal),
      fetchLayers(this.#signal),
    ])
    return { criteria: criteria.items, criterionSet: criteria.set, models, catalogue }
  }

  #watch(signal: AbortSignal): GetWatch {
    const onShare = (loadingShare: number) => {
      if (!signal.aborted) this.#store.update({ loadingShare })
    }
    return { signal, onShare }
  }

  #follow(changed: (change: LayerChange) => void, missed: () => void): void {
    this.#store.watch((now, before) => {
      if (now.filters === before.filters || this.#restoring) return
      this.#wanted = null
      void this.reload()
    }, this.#signal)
    let isMissed = false
    const soon = afterBurst(() => {
      if (isMissed) missed()
      isMissed = false
      this.#renew()
    })
    // The network is back, which nobody has to notice first; the stream of changes comes back with it.
    const retry = () => {
      if (this.#store.state.failure) soon()
    }
    addEventListener('online', retry, { signal: this.#signal })
    const onChange = (change: LayerChange) => {
      changed(change)
      if (change.layer === 'proposals') soon()
    }
    const onReconnected = () => {
      isMissed = true
      soon()
    }
    watchChanges(onChange, onReconnected, this.#signal)
  }

  /** Says that something is being fetched until it is, also where one thing overtakes another. */
  async #load(work: () => Promise<void>): Promise<void> {
    this.#loads++
    this.#store.update({ loading: true, loadingShare: 0, stopped: false })
    try {
      await work()
    } finally {
      this.#loads--
      if (this.#loads === 0) this.#store.update({ loading: false })
    }
    if (this.#loads === 0 && this.#isChanged) this.#renew()
  }

  /**
   * Fetches what changed on the server: after what is under way, which changes that never cease would keep from coming
   * else, and not where somebody stopped it, who asks for it themselves.
   */
  #renew(): void {
    this.#isChanged = this.#loads > 0
    if (!this.#isChanged && !this.#store.state.stopped) void this.reload()
  }

  async #attempt(work: () => Promise<void>, signal = this.#signal): Promise<void> {
    this.#store.update({ failure: null })
    try {
      await this.#load(work)
    } catch (failure) {
      if (!isAbort(failure) && !signal.aborted) this.#fail(failure)
    }
  }

  /** Chips, table and map go on telling of one answer: the filters that failed are asked for again later. */
  #fail(failure: unknown): void {
    const { alternatives, filters } = this.#store.state
    const former = this.#filters
    if (!alternatives || !former || former === filters) {
      this.#store.update({ failure })
      return
    }
    this.#wanted = filters
    this.#put({ failure, filters: former })
  }
}

function sameKeys({ keys }: Alternatives, criteria: readonly CriterionInfo[]): boolean {
  return keys.length === criteria.length && criteria.every(({ key }) => keys.includes(key))
}
