import { getJson } from '../../api/get-json.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { AnalysisAnswer, AnalysisSummary } from './analysis-answer.ts'

/** What has not been computed is asked for again after so long. */
const pollMs = 3000
/** What is there but old is worth less haste. */
const stalePollMs = 20_000

/** The analyses, the chosen one and its answer. Emits `change`. Asks the server between `open` and `close` only. */
export class StatisticsDesk extends EventTarget {
  readonly #store: PlanStore
  #visit = new AbortController()
  #choice = new AbortController()
  list: readonly AnalysisSummary[] | null = null
  /** Id of an analysis, or of one of the page's own views. */
  chosen: string | null = null
  answer: AnalysisAnswer | null = null
  failure: unknown = null
  answerFailure: unknown = null

  constructor(store: PlanStore) {
    super()
    this.#store = store
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

  async #readList(signal: AbortSignal): Promise<void> {
    this.failure = null
    try {
      const { items } = await getJson<{ items: AnalysisSummary[] }>(
        '/api/statistics',
        new URLSearchParams(),
        signal,
      )
      this.list = items
      const isAwaited = items.some(({ state }) => state === 'missing')
      if (isAwaited || items.some(({ stale }) => stale))
        later(signal, isAwaited ? pollMs : stalePollMs, () => this.#readList(signal))
    } catch (failure) {
      if (signal.aborted) return
      this.failure = failure
    }
    this.#changed()
  }

  async #readAnswer(id: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await getJson<AnalysisAnswer>(
        `/api/statistics/${encodeURIComponent(id)}`,
        new URLSearchParams(),
        signal,
      )
      if (signal.aborted) return
      if (this.answer?.state === 'missing' && answer.state === 'ready')
        this.#show(answer.layers.map((layer) => layer.id))
      this.answer = answer
      if (answer.state === 'missing') later(signal, pollMs, () => this.#readAnswer(id, signal))
      else if (answer.stale) later(signal, stalePollMs, () => this.#readAnswer(id, signal))
    } catch (failure) {
      if (signal.aborted) return
      this.answerFailure = failure
    }
    this.#changed()
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

function later(signal: AbortSignal, ms: number, run: () => Promise<void>): void {
  const timer = setTimeout(() => void run(), ms)
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
}

const desks = new WeakMap<PlanStore, StatisticsDesk>()

/** The one desk of a page, which outlives the tab's closing. */
export function statisticsDeskOf(store: PlanStore): StatisticsDesk {
  const desk = desks.get(store) ?? new StatisticsDesk(store)
  desks.set(store, desk)
  return desk
}
