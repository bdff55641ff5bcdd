import { fetchDistrict, fetchLayers } from '../../api/petausul-api.ts'
import { isAbort } from '../../api/problem-response.ts'
import type { District, LayerChange, MapLayer } from '../../api/types.ts'
import { watchChanges } from '../../api/watch-changes.ts'
import { hasFilters } from '../../state/filters.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { CriterionInfo, ScoreModel, Weights } from '../state/criterion-info.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { firstFilters } from '../state/plan-url.ts'
import { fetchAlternatives, fetchCriteria, fetchScoreModels } from './plan-api.ts'

/** A burst of changes on the server is over when nothing came for so long. */
const settleMs = 1500

/** Fetches what the store shows, and again what the filters or the server change. What was shown stays meanwhile. */
export class PlanFeed {
  readonly #store: PlanStore
  readonly #signal: AbortSignal
  #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(store: PlanStore, signal: AbortSignal) {
    this.#store = store
    this.#signal = signal
  }

  /** Fetches everything; `changed` hears of each change on the server from then on. */
  async start(changed: (change: LayerChange) => void): Promise<void> {
    await this.#attempt(async () => {
      const [district, catalogue, criteria, models] = await Promise.all([
        fetchDistrict(this.#signal),
        fetchLayers(this.#signal),
        fetchCriteria(this.#signal),
        fetchScoreModels(this.#signal),
      ])
      this.#store.update({
        ...begin(this.#store.state, district, catalogue),
        ...weighted(this.#store.state, criteria.items, models),
        criterionSet: criteria.set,
        criteria: criteria.items,
        models,
      })
      this.#follow(changed)
    })
    if (!this.#store.state.failure) await this.reload()
  }

  /** Asks for the alternatives again, for instance after a failure. */
  async reload(): Promise<void> {
    if (!this.#store.state.district) return
    this.#abort.abort()
    this.#abort = new AbortController()
    const signal = AbortSignal.any([this.#abort.signal, this.#signal])
    await this.#attempt(async () => {
      const alternatives = await fetchAlternatives(this.#store.state.filters, signal)
      if (signal.aborted) return
      const { criteria } = this.#store.state
      // Somebody added or deleted a criterion meanwhile.
      if (sameKeys(alternatives, criteria)) this.#store.update({ alternatives })
      else await this.refreshCriteria(alternatives)
    }, signal)
  }

  /** Takes over score models and criteria that were saved meanwhile. */
  async refreshModels(): Promise<void> {
    const [criteria, models] = await Promise.all([
      fetchCriteria(this.#signal),
      fetchScoreModels(this.#signal),
    ])
    this.#store.update({ criteria: criteria.items, criterionSet: criteria.set, models })
  }

  /** Takes over criteria that were changed, with the values, layers and models that go with them. */
  async refreshCriteria(known?: Alternatives): Promise<void> {
    const [criteria, models, catalogue, alternatives] = await Promise.all([
      fetchCriteria(this.#signal),
      fetchScoreModels(this.#signal),
      fetchLayers(this.#signal),
      known ?? fetchAlternatives(this.#store.state.filters, this.#signal),
    ])
    const { items, set } = criteria
    this.#store.update({ criteria: items, criterionSet: set, models, catalogue, alternatives })
  }

  #follow(changed: (change: LayerChange) => void): void {
    this.#store.watch((now, before) => {
      if (now.filters !== before.filters) void this.reload()
    }, this.#signal)
    const soon = () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.reload(), settleMs)
    }
    const onChange = (change: LayerChange) => {
      changed(change)
      if (change.layer === 'proposals') soon()
    }
    watchChanges(onChange, soon, this.#signal)
  }

  async #attempt(work: () => Promise<void>, signal = this.#signal): Promise<void> {
    this.#store.update({ loading: true, failure: null })
    try {
      await work()
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return
      this.#store.update({ failure })
    }
    if (!signal.aborted) this.#store.update({ loading: false })
  }
}

function sameKeys({ keys }: Alternatives, criteria: readonly CriterionInfo[]): boolean {
  return keys.length === criteria.length && criteria.every(({ key }) => keys.includes(key))
}

function begin(state: PlanState, district: District, catalogue: MapLayer[]): Partial<PlanState> {
  const poverty = catalogue.find(({ id }) => id === 'poverty')?.id ?? null
  return {
    district,
    catalogue,
    underlay: state.underlay === undefined ? poverty : state.underlay,
    filters: hasFilters(state.filters) ? state.filters : firstFilters(district.years),
  }
}

/**
 * The address's weights, else those of its model with the model's method, else the newest default's. Criteria it does
 * not name count 0. An address that names a method without weights means that method.
 */
function weighted(
  state: PlanState,
  criteria: readonly CriterionInfo[],
  models: readonly ScoreModel[],
): Pick<PlanState, 'weights' | 'model' | 'method'> {
  const model = findModel(models, state.model) ?? findModel(models, 'default') ?? models[0]
  const from = state.weights ?? model?.weights ?? {}
  const fallback = Object.keys(from).length === 0 ? 50 : 0
  const weights: Weights = Object.fromEntries(criteria.map(({ key }) => [key, from[key] ?? fallback]))
  const asModel = state.weights === null && state.method === 'weighted-sum'
  return {
    weights,
    model: model ? nameOf(model) : null,
    method: asModel && model ? model.method : state.method,
  }
}

/** The model "id@version", or the newest version of "id". */
export function findModel(models: readonly ScoreModel[], name: string | null): ScoreModel | undefined {
  if (name === null) return undefined
  const exact = models.find((model) => nameOf(model) === name)
  const ofId = models.filter(({ id }) => id === name.split('@')[0])
  return exact ?? ofId.sort((a, b) => b.version - a.version)[0]
}

export function nameOf({ id, version }: Pick<ScoreModel, 'id' | 'version'>): string {
  return `${id}@${version}`
}
