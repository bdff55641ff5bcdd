import type { FrontPoint, PortfolioFront } from '../../../core/api/portfolio-front.ts'
import type { PortfolioRequest } from '../../../core/api/portfolio-request.ts'
import { isAbort } from '../../api/problem-response.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { BudgetDraft } from './budget-draft.ts'
import { canonical } from './canonical.ts'
import { requestOf } from './draft-request.ts'
import { traceFront } from './portfolio-api.ts'

const USUAL_POINTS = 9
const MOST_POINTS = 25

/** The choices between the highest score and the most people for what the form says. Emits `change`. */
export class FrontController extends EventTarget {
  /** From the highest score to the most people; those found so far while more are sought. */
  points: readonly FrontPoint[] = []
  /** null until the search has ended by itself. */
  front: PortfolioFront | null = null
  isRunning = false
  failure: unknown = null
  /** How many points are sought. */
  most = USUAL_POINTS
  #asked = ''
  #abort = new AbortController()

  get isStarted(): boolean {
    return this.#asked !== ''
  }

  /** There may be more points than were asked for. */
  get hasMore(): boolean {
    return this.front?.status === 'found' && !this.front.complete && this.most < MOST_POINTS
  }

  /** Whether the points are those of another form, other weights or filters. */
  isStale(draft: BudgetDraft, state: PlanState): boolean {
    return this.isStarted && this.#asked !== canonical(questionOf(draft, state))
  }

  async start(draft: BudgetDraft, state: PlanState, most = USUAL_POINTS): Promise<void> {
    this.cancel()
    const abort = new AbortController()
    this.#abort = abort
    const { signal } = abort
    const question = questionOf(draft, state)
    this.#asked = canonical(question)
    Object.assign(this, { points: [], front: null, failure: null, isRunning: true, most })
    this.#notify()
    const onPart = (part: object) => {
      if (signal.aborted) return
      this.points = [...this.points, part as FrontPoint].sort((a, b) => a.people - b.people)
      this.#notify()
    }
    try {
      const request = { ...question, timeLimitSeconds: draft.timeLimitSeconds }
      this.front = await traceFront(request, most, { signal, onShare: () => undefined, onPart })
      this.points = this.front.points
    } catch (failure) {
      if (!isAbort(failure)) this.failure = failure
    }
    if (this.#abort !== abort) return
    this.isRunning = false
    this.#notify()
  }

  /** Ends the search on the server too; what was found stays. */
  cancel(): void {
    this.#abort.abort()
    this.isRunning = false
    this.#notify()
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }
}

/** What the points depend on: neither the name, nor what is maximised, nor how many people are to be served at least. */
function questionOf(draft: BudgetDraft, state: PlanState): Omit<PortfolioRequest, 'timeLimitSeconds'> {
  const conditions = draft.conditions.filter(({ kind }) => kind !== 'people-served')
  const { timeLimitSeconds: _, ...question } = requestOf(
    { ...draft, conditions, title: '', objective: 'score', samples: 0 },
    state,
  )
  return question
}
