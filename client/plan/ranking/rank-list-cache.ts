import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { LiveRanking } from '../state/rank-live.ts'
import { liveRankList, type RankList } from './rank-list.ts'
import { RemoteRanking } from './remote-ranking.ts'

/**
 * Keeps the list that the table shows for as long as what it rests on is the same. Reckons it here, or has the
 * server do so where there are too many proposals, or raw values are read; then only once a slider is let go. Emits `change`.
 */
export class RankListCache extends EventTarget {
  #list: RankList | null = null
  #for: { ranking: LiveRanking | null; search: string } | null = null
  #asked: PlanState | null = null
  #abort = new AbortController()

  list(store: PlanStore): RankList | null {
    const { alternatives, scale } = store.state
    return alternatives?.truncated || scale === 'raw' ? this.#remote(store) : this.#live(store)
  }

  end(): void {
    this.#abort.abort()
    this.#asked = null
  }

  #live(store: PlanStore): RankList | null {
    const { ranking } = store
    const { search } = store.state
    // The list at hand is the server's.
    if (this.#asked) {
      this.#for = null
      this.end()
    }
    if (this.#for?.ranking !== ranking || this.#for.search !== search) {
      this.#list = liveRankList(store)
      this.#for = { ranking, search }
    }
    return this.#list
  }

  #remote({ state, ranking }: PlanStore): RankList | null {
    const asked = this.#asked
    const sameQuestion =
      asked?.weights === state.weights &&
      asked?.method === state.method &&
      asked?.scale === state.scale &&
      asked?.alternatives === state.alternatives
    if (sameQuestion || state.moving || !ranking) return this.#list
    this.end()
    this.#abort = new AbortController()
    this.#asked = state
    const remote = new RemoteRanking(state, this.#abort.signal)
    remote.addEventListener('change', () => this.dispatchEvent(new Event('change')))
    this.#list = remote
    return remote
  }
}
