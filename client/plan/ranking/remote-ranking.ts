import type { FlagReason, RankedItem, RankingAnswer } from '../../../core/api/ranking.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { isAbort } from '../../api/problem-response.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import { filterBody } from '../data/plan-api.ts'
import { onScale } from '../state/on-scale.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { RankList } from './rank-list.ts'
import type { RankedRow } from './rank-row.ts'

/** A line of the server's ranking, with what the browser has no columns of. */
export interface RemoteRow extends RankedRow {
  /** Per mille values, and criteria without a value of its own. */
  readonly values: Readonly<Record<string, number>>
  readonly missing: readonly string[]
  /** By PROMETHEE. */
  readonly flows: NonNullable<RankedItem['flows']> | null
}

const PAGE_SIZE = 200

const TOLD_ABOVE: readonly FlagReason[] = ['missing', 'all-missing', 'out-of-range']

/**
 * A ranking that the server reckons, page by page as rows come into sight: for more proposals than a browser ranks, and for
 * raw values, which it does not have.
 * Emits `change` as pages arrive and while they are waited for. `at` asks for a page that is not here yet.
 */
export class RemoteRanking extends EventTarget implements RankList {
  length = 0
  best = 0
  failure: unknown = null
  /** How far the server is with what is waited for, 0–1; 0 before it says so. */
  share = 0
  /** By hand: nothing is asked for until `resume`. */
  stopped = false
  /** How many a missing value leaves out, and what else to know of the criteria among those ranked. */
  excluded = 0
  flags: readonly Label[] = []
  readonly #state: PlanState
  readonly #signal: AbortSignal
  #stop = new AbortController()
  #asked = 0
  readonly #pages = new Map<number, RemoteRow[] | null>()
  readonly #places = new Map<string, number>()

  constructor(state: PlanState, signal: AbortSignal) {
    super()
    this.#state = state
    this.#signal = signal
    void this.#fetch(0)
  }

  get ranked(): number {
    return this.length
  }

  at(place: number): RemoteRow | undefined {
    const page = Math.floor(place / PAGE_SIZE)
    const rows = this.#pages.get(page)
    if (rows === undefined && place < this.length && this.#mayAsk) void this.#fetch(page)
    return rows?.[place % PAGE_SIZE]
  }

  /** The line of a proposal that has come into sight. */
  rowOf(code: string): RemoteRow | undefined {
    const place = this.#places.get(code)
    return place === undefined ? undefined : this.at(place)
  }

  /**
   * Asks for the pages of the best `count` that are not here yet, one after the other. Throws when one fails, and
   * AbortError when it was stopped.
   */
  async fetchTop(count: number): Promise<void> {
    this.stopped = false
    for (let page = 0; page * PAGE_SIZE < Math.min(count, this.length); page++) {
      if (!this.#pages.get(page)) await this.#fetch(page)
      if (this.failure) throw this.failure
      if (this.stopped) throw new DOMException('Stopped', 'AbortError')
    }
  }

  /** Whether a page is under way. */
  get waits(): boolean {
    return this.#asked > 0
  }

  /** Whether the first page is. */
  get loading(): boolean {
    return this.waits && this.length === 0
  }

  get #mayAsk(): boolean {
    return !this.failure && !this.stopped && !this.#signal.aborted
  }

  /** Ends what is under way, on the server too. */
  stop(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.stopped = true
    this.#notify()
  }

  /** Asks again, for the first page where there is none yet and else for those in sight. */
  resume(): void {
    this.stopped = false
    if (this.length === 0) void this.#fetch(0)
    this.#notify()
  }

  placeOf(code: string): number {
    return this.#places.get(code) ?? -1
  }

  async #fetch(page: number): Promise<void> {
    this.#pages.set(page, null)
    const { filters, weights, method } = this.#state
    const way = { method, ...onScale(this.#state) }
    const body = { filter: filterBody(filters), weights, ...way, offset: page * PAGE_SIZE, limit: PAGE_SIZE }
    const signal = AbortSignal.any([this.#signal, this.#stop.signal])
    const onShare = (share: number) => {
      this.share = share
      if (!signal.aborted) this.#notify()
    }
    this.#asked++
    try {
      this.#take(page, await sendForLines<RankingAnswer>('/api/rankings', { body }, { signal, onShare }))
    } catch (failure) {
      this.#pages.delete(page)
      if (!isAbort(failure)) this.failure = failure
    }
    this.#asked--
    if (this.#asked === 0) this.share = 0
    if (!this.#signal.aborted) this.#notify()
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }

  #take(page: number, { total, excluded, flags, items }: RankingAnswer): void {
    this.length = total
    this.excluded = excluded
    // What is missing is told above, of all weights alike.
    this.flags = flags.filter(({ reason }) => !TOLD_ABOVE.includes(reason)).map(({ text }) => text)
    if (page === 0) this.best = Object.values(items[0]?.contributions ?? {}).reduce((a, b) => a + b, 0)
    const rows = items.map((item): RemoteRow => {
      this.#places.set(item.code, item.rank - 1)
      return {
        code: item.code,
        rank: item.rank,
        title: item.title ?? item.code,
        village: item.villageName ?? '',
        cost: item.costRupiah ?? Number.NaN,
        score: item.score,
        parts: this.#state.criteria.map(({ key }) => item.contributions[key] ?? 0),
        values: item.values,
        missing: item.missing,
        flows: item.flows ?? null,
        alike: item.alike,
        status: item.status,
        perMille: (key) => (item.missing.includes(key) ? Number.NaN : (item.values[key] ?? Number.NaN)),
      }
    })
    this.#pages.set(page, rows)
  }
}
