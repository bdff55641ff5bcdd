import { isAbort } from '../../../api/problem-response.ts'
import type { ServerWatch } from '../../../api/server-watch.ts'

export interface FigureState<Figures> {
  readonly figures: Figures | null
  /** Why the last question was not answered; the figures before it stay. */
  readonly failure: unknown
  /** The figures are of an earlier shape than the one that is shown. */
  readonly isStale: boolean
  /** Of what the server reads before it can count, 0–1; null while it tells of none. */
  readonly share: number | null
}

export type AskFigures<Question, Figures> = (question: Question, watch: ServerWatch) => Promise<Figures>

const nothingAsked = { figures: null, failure: null, isStale: false, share: null }

/** While something is dragged, answers come no more often than this. */
const SHORTEST_PAUSE_MS = 60

/**
 * Asks for the figures of what is drawn while it is being drawn: one question on its way at a time, and of those that
 * came up meanwhile only the latest is asked next. Emits `change`.
 */
export class LiveFigures<Question extends object, Figures> extends EventTarget {
  readonly #ask: AskFigures<Question, Figures>
  readonly #pauseMs: number
  #state: FigureState<Figures> = nothingAsked
  #wanted: Question | null = null
  #answered: Question | null = null
  #running: AbortController | null = null

  constructor(ask: AskFigures<Question, Figures>, pauseMs = SHORTEST_PAUSE_MS) {
    super()
    this.#ask = ask
    this.#pauseMs = pauseMs
  }

  get state(): FigureState<Figures> {
    return this.#state
  }

  /** What is shown now; the same object again asks nothing. */
  want(question: Question): void {
    if (question === this.#wanted) return
    this.#wanted = question
    this.#set({ isStale: this.#state.figures !== null })
    if (!this.#running) void this.#run()
  }

  /** Nothing is shown any more, or something of which the former figures say nothing. */
  clear(): void {
    this.#running?.abort()
    this.#running = null
    this.#wanted = null
    this.#answered = null
    this.#set(nothingAsked)
  }

  /** Asks again for what is shown, after a failure or when the data changed. */
  again(): void {
    if (!this.#wanted) return
    this.#answered = null
    if (!this.#running) void this.#run()
  }

  async #run(): Promise<void> {
    const running = new AbortController()
    this.#running = running
    while (this.#wanted && this.#wanted !== this.#answered && !running.signal.aborted) {
      const question = this.#wanted
      await this.#answer(question, running.signal)
      if (this.#wanted !== question) await new Promise((resolve) => setTimeout(resolve, this.#pauseMs))
    }
    if (this.#running === running) this.#running = null
  }

  async #answer(question: Question, signal: AbortSignal): Promise<void> {
    try {
      const onShare = (share: number) => signal.aborted || this.#set({ share })
      const figures = await this.#ask(question, { signal, onShare })
      if (signal.aborted) return
      this.#answered = question
      this.#set({ figures, failure: null, isStale: this.#wanted !== question, share: null })
    } catch (failure) {
      if (signal.aborted || isAbort(failure)) return
      this.#answered = question
      this.#set({ failure, isStale: this.#state.figures !== null, share: null })
    }
  }

  #set(patch: Partial<FigureState<Figures>>): void {
    this.#state = { ...this.#state, ...patch }
    this.dispatchEvent(new Event('change'))
  }
}
