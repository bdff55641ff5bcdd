import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { LiveRanking } from '../state/rank-live.ts'
import { type ListQuestion, liveRankList, type RankList } from './rank-list.ts'
import { RemoteRanking } from './remote-ranking.ts'

interface Asked {
  readonly ranking: LiveRanking | null
  readonly search: string
  readonly question: ListQuestion
}

/**
 * Keeps the list that the table shows for as long as what it rests on is the same. Reckons it here, or has the
 * server do so where there are too many proposals, or raw values are read; then only once a slider is let go. Emits `change`.
 */
export class RankListCache extends EventTarget {
  #list: RankList | null = null
  #for: Asked | null = null
  #asked: PlanState | null = null
  #abort = new AbortController()

  /** Narrowed by what the page searches for, unless other words are given. */
  list(store: PlanStore, question: ListQuestion, search = store.state.search): RankList | null {
    const { alternatives, scale } = store.state
    return alternatives?.truncated || scale === 'raw'
      ? this.#remote(store, question, search)
      : this.#live(store, question, search)
  }

  end(): void {
    this.#abort.abort()
    this.#asked = null
  }

  #live({ state, ranking }: PlanStore, question: ListQuestion, search: string): RankList | null {
    const asked = { ranking, search, question }
    // The list at hand is the server's.
    if (this.#asked) {
      this.#for = null
      this.end()
    }
    if (!this.#for || !isSame(this.#for, asked)) {
      this.#list = liveRankList({ state: { ...state, search }, ranking }, question)
      this.#for = asked
    }
    return this.#list
  }

  #remote(store: PlanStore, question: ListQuestion, search: string): RankList | null {
    const { state, ranking } = store
    const asked = this.#asked
    const sameQuestion =
      asked?.weights === state.weights &&
      asked?.method === state.method &&
      asked?.scale === state.scale &&
      asked?.alternatives === state.alternatives
    if (sameQuestion || state.moving || !ranking) {
      if (sameQuestion && this.#list instanceof RemoteRanking) this.#list.narrow(question, search)
      return this.#list
    }
    this.end()
    this.#abort = new AbortController()
    this.#asked = state
    const remote = new RemoteRanking({ ...state, search }, question, this.#abort.signal)
    remote.addEventListener('change', () => this.dispatchEvent(new Event('change')))
    remote.addEventListener('forgotten', (event) => forgetStudy(store, event))
    this.#list = remote
    return remote
  }
}

/** Its columns then say that the server cannot sort by them. */
function forgetStudy(store: PlanStore, event: Event): void {
  const { robustness } = store.state
  if (robustness && event instanceof CustomEvent && event.detail === robustness.id)
    store.update({ robustness: { ...robustness, forgotten: true } })
}

/** Columns count only where something is ordered or filtered by one. */
function isSame(one: Asked, other: Asked): boolean {
  const [a, b] = [one.question, other.question]
  const isPlain = a.sort === null && a.filters.size === 0
  return (
    one.ranking === other.ranking &&
    one.search === other.search &&
    a.sort === b.sort &&
    a.filters === b.filters &&
    (isPlain || a.columns === b.columns)
  )
}
