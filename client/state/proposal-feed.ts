import type { Indicators } from '../../core/api/indicators.ts'
import type { ProposalItem, ProposalPage } from '../../core/api/proposal.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { fetchIndicators, fetchProposals } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { afterBurst } from './after-burst.ts'
import { filterQuery } from './filters.ts'
import { NearestProposals, type NearProposal } from './nearest-proposals.ts'
import type { ViewerStore } from './viewer-store.ts'

const PAGE_SIZE = 30

/**
 * The list and the figures that belong to the present filters. Emits `change` as they arrive. What was
 * shown stays until its successor is here, so that nothing flickers; where that fails, it stays only if it answers the
 * same filters: under others its figures would be untrue.
 */
export class ProposalFeed extends EventTarget {
  items: readonly (ProposalItem | NearProposal)[] = []
  total: ProposalPage['total'] | null = null
  indicators: Indicators | null = null
  next: string | null = null
  /** Sectors that proposals of any filter so far belong to, for the menu. */
  sectors: string[] = []
  loading = true
  error: unknown = null
  /** The list is or was on the screen: until then only how many there are is asked for. */
  #listed: boolean
  /** Where the device is, once the list is to be in the order of distance from there; it is written nowhere. */
  #near: LonLat | null = null
  /** What was read around there since the list was asked for anew. */
  #nearest: NearestProposals | null = null
  readonly #store: ViewerStore
  /** The filters that what is shown answers. */
  #answered = ''
  #abort = new AbortController()
  /**
   * Asks again for what is shown, once a burst of changes on the server has ended, or now and then while it does not: the map
   * shows a change first; the list and the figures, which cost the database more, follow.
   */
  readonly refreshSoon = afterBurst(() => void this.reload(Math.min(200, this.items.length)))

  constructor(store: ViewerStore, { listed = true } = {}) {
    super()
    this.#store = store
    this.#listed = listed
  }

  /** The list comes into sight. */
  list(): void {
    if (this.#listed) return
    this.#listed = true
    if (this.loading || this.error) return void this.reload()
    const signal = this.#abort.signal
    void this.#attempt(async () => {
      const page = await this.#first(filterQuery(this.#store.state.filters), PAGE_SIZE, signal)
      this.items = page.items
      this.#take(page)
    }, signal)
  }

  get near(): LonLat | null {
    return this.#near
  }

  /** Lists what lies nearest to a place first; null for the usual order. */
  orderBy(near: LonLat | null): void {
    this.#near = near
    this.#listed = true
    void this.reload()
  }

  /** Follows the filters of the store from now on. */
  start(): void {
    this.#store.watch((now, before) => {
      if (now.filters !== before.filters) void this.reload()
    })
    void this.reload()
  }

  /** Asks again from the first page; `atLeast` keeps pages that were loaded already. */
  async reload(atLeast = 0): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const signal = this.#abort.signal
    const filter = filterQuery(this.#store.state.filters)
    this.#nearest = this.#near && new NearestProposals(filter, this.#near)
    await this.#attempt(async () => {
      const [page, indicators] = await Promise.all([
        this.#first(filter, Math.max(PAGE_SIZE, atLeast), signal),
        fetchIndicators(filter, signal),
      ])
      this.indicators = indicators
      this.sectors = [...new Set([...this.sectors, ...indicators.bySector.map(({ sector }) => sector)])]
      this.items = this.#listed ? page.items : []
      this.#answered = filter.toString()
      this.#take(page)
    }, signal)
  }

  async loadMore(): Promise<void> {
    const cursor = this.next
    if (!cursor || this.loading) return
    const signal = this.#abort.signal
    const filter = filterQuery(this.#store.state.filters)
    await this.#attempt(async () => {
      const near = this.#nearest !== null
      const page = near
        ? await this.#first(filter, this.items.length + PAGE_SIZE, signal)
        : await fetchProposals(filter, { limit: PAGE_SIZE, cursor }, signal)
      this.items = near ? page.items : [...this.items, ...page.items]
      this.#take(page)
    }, signal)
  }

  /** The first of the list in its order. What has no place has no distance. */
  async #first(filter: URLSearchParams, limit: number, signal: AbortSignal): Promise<ProposalPage> {
    if (!this.#nearest) return await fetchProposals(filter, { limit: this.#listed ? limit : 1 }, signal)
    const [{ items, isAll }, { total }] = await Promise.all([
      this.#nearest.first(limit, signal),
      fetchProposals(filter, { limit: 1 }, signal),
    ])
    return { items, total, next: isAll || items.length >= total.withLocation ? null : 'farther' }
  }

  #forget(): void {
    this.items = []
    this.indicators = null
    this.total = null
    this.next = null
  }

  #take(page: ProposalPage): void {
    this.next = page.next
    this.total = page.total
  }

  async #attempt(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    this.loading = true
    this.error = null
    this.dispatchEvent(new Event('change'))
    try {
      await work()
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      this.error = error
      if (this.#answered !== filterQuery(this.#store.state.filters).toString()) this.#forget()
    }
    if (signal.aborted) return
    this.loading = false
    this.dispatchEvent(new Event('change'))
  }
}
