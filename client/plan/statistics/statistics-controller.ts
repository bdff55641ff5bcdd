import type {
  AnalysisAnswer,
  AnalysisList,
  AnalysisSummary,
  RefreshAnswer,
  RefreshState,
} from '../../../core/api/statistics.ts'
import { getJson } from '../../api/get-json.ts'
import { fetchLayers } from '../../api/petausul-api.ts'
import { isAbort } from '../../api/problem-response.ts'
import { sendJson } from '../../api/send-json.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { BIVARIATE_LAYER_ID } from './village-classes.ts'

/** While the server computes, how far it is is asked for so often; at rest whether something happened. */
const BUSY_POLL_MS = 1000
const IDLE_POLL_MS = 15_000
const none = new URLSearchParams()
const REFRESH_ADDRESS = '/api/statistics/refresh'
/** Before the server was asked. */
const unknownRefresh: RefreshState = {
  state: 'idle',
  analysis: null,
  waiting: [],
  share: 0,
  startedAt: null,
  failure: null,
}

/** The analyses, the chosen one and its answer. Emits `change`. Asks the server between `open` and `close` only. */
export class StatisticsController extends EventTarget {
  readonly #store: PlanStore
  #visit = new AbortController()
  #choice = new AbortController()
  list: readonly AnalysisSummary[] | null = null
  refresh = unknownRefresh
  /** Id of an analysis, or of one of the page's own views. */
  chosen: string | null
  answer: AnalysisAnswer | null = null
  failure: unknown = null
  answerFailure: unknown = null
  /** Of the last request to compute or to cancel. */
  requestFailure: unknown = null

  constructor(store: PlanStore) {
    super()
    this.#store = store
    // A page opened over the map of two values has its key at once.
    this.chosen = store.state.underlay === BIVARIATE_LAYER_ID ? BIVARIATE_LAYER_ID : null
  }

  open(): void {
    this.#visit.abort()
    this.#visit = new AbortController()
    void this.#readList(this.#visit.signal)
    if (this.chosen !== null && this.list?.some(({ id }) => id === this.chosen)) this.#ask(this.chosen)
  }

  close(): void {
    this.#visit.abort()
    this.#choice.abort()
  }

  retry(): void {
    this.open()
  }

  /** How it stands with an analysis now. */
  activityOf(id: string): AnalysisSummary | undefined {
    return this.list?.find((item) => item.id === id)
  }

  /** Has the server compute what changed, everything, or one analysis. */
  compute(what: 'changed' | 'all' | { readonly id: string }): void {
    const body = typeof what === 'string' ? { all: what === 'all' } : { analyses: [what.id] }
    void this.#request(() => sendJson(REFRESH_ADDRESS, { body }))
  }

  /** Ends all computing, or that of one analysis. */
  cancel(id?: string): void {
    const address =
      id === undefined ? REFRESH_ADDRESS : `${REFRESH_ADDRESS}?${new URLSearchParams({ analysis: id })}`
    void this.#request(() => sendJson(address, { method: 'DELETE' }))
  }

  /** Opens an analysis and colours the areas by its first layer. */
  choose({ id, layers }: Pick<AnalysisSummary, 'id' | 'layers'>): void {
    this.chosen = id
    this.answer = null
    this.#show(layers)
    this.#ask(id)
  }

  /** Opens a view that the page draws by itself, over the layer that belongs to it. */
  chooseOwn(id: string, layer: string | null): void {
    this.#choice.abort()
    this.chosen = id
    this.answer = null
    this.answerFailure = null
    if (layer !== null) this.#show([layer])
    this.#changed()
  }

  /** Without a layer of its own the land is plain: another analysis's colours would mislead. */
  #show(layers: readonly string[]): void {
    const { catalogue } = this.#store.state
    const layer = layers.find((id) => catalogue.some((known) => known.id === id))
    this.#store.update({ underlay: layer ?? null })
  }

  #ask(id: string): void {
    this.#choice.abort()
    this.#choice = new AbortController()
    this.answerFailure = null
    this.#changed()
    void this.#readAnswer(id, this.#choice.signal)
  }

  async #request(send: () => Promise<Response>): Promise<void> {
    this.requestFailure = null
    try {
      await send()
    } catch (failure) {
      this.requestFailure = failure
    }
    this.#visit.abort()
    this.#visit = new AbortController()
    await this.#readList(this.#visit.signal)
  }

  async #readList(signal: AbortSignal): Promise<void> {
    this.failure = null
    try {
      const answer = await getJson<AnalysisList>('/api/statistics', none, signal)
      const before = this.list
      this.list = answer.items
      this.refresh = answer.refresh
      if (before) await this.#takeOver(before, signal)
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return
      this.failure = failure
    }
    this.#changed()
    if (this.refresh.state === 'running') later(signal, BUSY_POLL_MS, () => this.#readProgress(signal))
    else later(signal, IDLE_POLL_MS, () => this.#readList(signal))
  }

  /** How far it is; when an analysis has come to its end, everything is read again. */
  async #readProgress(signal: AbortSignal): Promise<void> {
    try {
      const { items, ...refresh } = await getJson<RefreshAnswer>(REFRESH_ADDRESS, none, signal)
      const ended = items.some(
        ({ id, activity }) => activity === 'idle' && this.activityOf(id)?.activity !== 'idle',
      )
      if (ended || refresh.state === 'idle') return await this.#readList(signal)
      const byId = new Map(items.map((item) => [item.id, item]))
      this.refresh = refresh
      this.list = this.list?.map((item) => ({ ...item, ...byId.get(item.id) })) ?? null
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return
    }
    this.#changed()
    later(signal, BUSY_POLL_MS, () => this.#readProgress(signal))
  }

  /** What was computed since has new layers and legends, and perhaps it is what one looks at. */
  async #takeOver(before: readonly AnalysisSummary[], signal: AbortSignal): Promise<void> {
    const times = new Map(before.map(({ id, computedAt }) => [id, computedAt]))
    const computed = (this.list ?? []).filter(({ id, computedAt }) => computedAt !== (times.get(id) ?? null))
    if (computed.length === 0) return
    this.#store.update({ catalogue: await fetchLayers(signal) })
    const open = computed.find(({ id }) => id === this.chosen)
    if (!open) return
    const { underlay } = this.#store.state
    if (!underlay || !open.layers.includes(underlay)) this.#show(open.layers)
    this.#ask(open.id)
  }

  async #readAnswer(id: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await getJson<AnalysisAnswer>(`/api/statistics/${encodeURIComponent(id)}`, none, signal)
      if (signal.aborted) return
      this.answer = answer
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return
      this.answerFailure = failure
    }
    this.#changed()
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

/** A page that nobody looks at waits until it is looked at. */
function later(signal: AbortSignal, ms: number, run: () => Promise<void>): void {
  const timer = setTimeout(() => {
    if (!document.hidden) void run()
    else document.addEventListener('visibilitychange', () => void run(), { once: true, signal })
  }, ms)
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
}

const controllers = new WeakMap<PlanStore, StatisticsController>()

/** The one controller of a page, which outlives the tab's closing. */
export function statisticsControllerOf(store: PlanStore): StatisticsController {
  const controller = controllers.get(store) ?? new StatisticsController(store)
  controllers.set(store, controller)
  return controller
}
