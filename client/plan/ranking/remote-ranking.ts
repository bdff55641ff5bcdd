import { isAbort } from '../../api/problem-response.ts'
import { sendJson } from '../../api/send-json.ts'
import type { Bilingual } from '../../api/types.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { RankList } from './rank-list.ts'
import type { RankedRow } from './rank-row.ts'

interface RankingAnswer {
  total: number
  excluded: number
  flags: { text: Bilingual }[]
  items: {
    rank: number
    code: string
    title: string | null
    villageName: string | null
    costRupiah: number | null
    score: number
    contributions: Record<string, number>
    values: Record<string, number>
    missing: string[]
  }[]
}

/** A line of the server's ranking, with what the browser has no columns of. */
export interface RemoteRow extends RankedRow {
  /** Per mille values, and criteria without a value of its own. */
  readonly values: Readonly<Record<string, number>>
  readonly missing: readonly string[]
}

const pageSize = 200

/**
 * A ranking that the server reckons, page by page as rows come into sight: for more proposals than a browser ranks.
 * Emits `change` as pages arrive. `at` asks for a page that is not here yet.
 */
export class RemoteRanking extends EventTarget implements RankList {
  length = 0
  best = 0
  failure: unknown = null
  loading = true
  /** How many a missing value leaves out, and what else to know of the criteria among those ranked. */
  excluded = 0
  flags: readonly Bilingual[] = []
  readonly #state: PlanState
  readonly #signal: AbortSignal
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
    const page = Math.floor(place / pageSize)
    const rows = this.#pages.get(page)
    if (rows === undefined && place < this.length && !this.failure) void this.#fetch(page)
    return rows?.[place % pageSize]
  }

  /** The line of a proposal that has come into sight. */
  rowOf(code: string): RemoteRow | undefined {
    const place = this.#places.get(code)
    return place === undefined ? undefined : this.at(place)
  }

  /** Asks for the pages of the best `count` that are not here yet, one after the other. Throws when one fails. */
  async fetchTop(count: number): Promise<void> {
    for (let page = 0; page * pageSize < Math.min(count, this.length); page++) {
      if (!this.#pages.get(page)) await this.#fetch(page)
      if (this.failure) throw this.failure
    }
  }

  placeOf(code: string): number {
    return this.#places.get(code) ?? -1
  }

  async #fetch(page: number): Promise<void> {
    this.#pages.set(page, null)
    const { filters, weights, method } = this.#state
    const body = { filter: filterBody(filters), weights, method, offset: page * pageSize, limit: pageSize }
    try {
      const response = await sendJson('/api/rankings', { body, signal: this.#signal })
      this.#take(page, (await response.json()) as RankingAnswer)
    } catch (failure) {
      if (isAbort(failure)) return
      this.#pages.delete(page)
      this.failure = failure
    }
    this.loading = false
    this.dispatchEvent(new Event('change'))
  }

  #take(page: number, { total, excluded, flags, items }: RankingAnswer): void {
    this.length = total
    this.excluded = excluded
    this.flags = flags.map(({ text }) => text)
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
      }
    })
    this.#pages.set(page, rows)
  }
}
