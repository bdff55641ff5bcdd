import type { ColumnSpread, FlagReason, RankedItem, RankingAnswer } from '../../../core/api/ranking.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { isStudyColumn } from '../../../core/score/ranking-columns.ts'
import { isAbort, ProblemResponse } from '../../api/problem-response.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import { filterBody } from '../data/plan-api.ts'
import { onScale } from '../state/on-scale.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { Column } from './columns/column.ts'
import { type ListChoice, listChoice } from './list-choice.ts'
import type { ListQuestion, RankList } from './rank-list.ts'
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
/** As somebody types or drags, only what they come to is asked for. */
const PAUSE_MS = 150

const TOLD_ABOVE: readonly FlagReason[] = ['missing', 'all-missing', 'out-of-range']

/**
 * A ranking that the server reckons, page by page as rows come into sight: for more proposals than a browser ranks, and for
 * raw values, which it does not have.
 * Emits `change` as pages arrive and while they are waited for, and `forgotten` with the id of a study that the server no
 * longer has. `at` asks for a page that is not here yet. Another order or other filters of the heads are asked with `narrow`;
 * until they are answered the former lines stay.
 */
export class RemoteRanking extends EventTarget implements RankList {
  /** Of the list, and of the whole ranking. */
  length = 0
  ranked = 0
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
  #choice: ListChoice
  #study: string | null
  /** What is shown is of a former choice. */
  #isFormer = false
  #pause: ReturnType<typeof setTimeout> | undefined
  #spread = new AbortController()
  #asked = 0
  readonly #pages = new Map<number, RemoteRow[] | null>()
  readonly #places = new Map<string, number>()

  constructor(state: PlanState, question: ListQuestion, signal: AbortSignal) {
    super()
    this.#state = state
    this.#choice = listChoice(question, state.search)
    this.#study = question.study
    this.#signal = signal
    addEventListener('online', () => this.failure && this.retry(), { signal })
    void this.#fetch(0)
  }

  /** Lists the same ranking in another order, or of it what passes other filters. */
  narrow(question: ListQuestion, search: string): void {
    const choice = listChoice(question, search)
    this.#study = question.study
    if (JSON.stringify(choice) === JSON.stringify(this.#choice)) return
    this.#choice = choice
    this.#isFormer = true
    this.failure = null
    this.#stop.abort()
    this.#stop = new AbortController()
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.#replace(), PAUSE_MS)
  }

  /** What stands in a column of the rows that the search and the filters of other columns leave. */
  spread({ id, filter }: Column<RankedRow>): Promise<ColumnSpread> | null {
    if (filter === 'text') return null
    this.#spread.abort()
    this.#spread = new AbortController()
    const signal = AbortSignal.any([this.#signal, this.#spread.signal])
    const { within, search } = this.#choice
    const study = [id, ...Object.keys(within)].some(isStudyColumn) ? this.#study : null
    const body = {
      ...{ ...this.#ranking, within, column: id },
      ...(search && { search }),
      ...(study && { study }),
    }
    const answer = sendForLines<ColumnSpread>('/api/rankings/spread', { body }, { signal, onShare: () => {} })
    return answer.catch((failure: unknown) => {
      if (isForgotten(failure) && study) this.#forgetStudy(study)
      throw failure
    })
  }

  at(place: number): RemoteRow | undefined {
    const page = Math.floor(place / PAGE_SIZE)
    const rows = this.#pages.get(page)
    if (rows === undefined && place < this.length && this.#mayAsk && !this.#isFormer) void this.#fetch(page)
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
    clearTimeout(this.#pause)
    if (this.#isFormer) await this.#replace()
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
    clearTimeout(this.#pause)
    this.#stop.abort()
    this.#stop = new AbortController()
    this.stopped = true
    this.#notify()
  }

  /** Asks again, for the first page where there is none yet and else for those in sight. */
  resume(): void {
    this.stopped = false
    if (this.#isFormer) void this.#replace()
    else if (this.length === 0) void this.#fetch(0)
    this.#notify()
  }

  /** Asks again for what failed; when the network is back it does so by itself. */
  retry(): void {
    this.failure = null
    this.resume()
  }

  placeOf(code: string): number {
    return this.#places.get(code) ?? -1
  }

  /** What is ranked, and how. */
  get #ranking(): object {
    const { filters, weights, method } = this.#state
    return { filter: filterBody(filters), weights, method, ...onScale(this.#state) }
  }

  /** The first page of another choice; with it the former lines go. */
  async #replace(): Promise<void> {
    if (!this.#signal.aborted) await this.#fetch(0)
  }

  async #fetch(page: number): Promise<void> {
    if (!this.#isFormer) this.#pages.set(page, null)
    const body = { ...this.#ranking, ...this.#choice, offset: page * PAGE_SIZE, limit: PAGE_SIZE }
    const signal = AbortSignal.any([this.#signal, this.#stop.signal])
    const onShare = (share: number) => {
      this.share = share
      if (!signal.aborted) this.#notify()
    }
    this.#asked++
    try {
      const answer = await sendForLines<RankingAnswer>('/api/rankings', { body }, { signal, onShare })
      // One that was stopped as it came is of a former choice.
      if (!signal.aborted) this.#take(page, answer)
    } catch (failure) {
      if (!this.#isFormer) this.#pages.delete(page)
      if (isForgotten(failure) && this.#choice.study) this.#forgetStudy(this.#choice.study)
      else if (!isAbort(failure)) this.failure = failure
    }
    this.#asked--
    if (this.#asked === 0) this.share = 0
    if (!this.#signal.aborted) this.#notify()
  }

  /** Whoever shows it then asks for an order without it. */
  #forgetStudy(id: string): void {
    this.dispatchEvent(new CustomEvent('forgotten', { detail: id }))
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }

  #take(page: number, { total, found, best, excluded, flags, items }: RankingAnswer): void {
    if (this.#isFormer) {
      this.#pages.clear()
      this.#places.clear()
      this.#isFormer = false
    }
    this.length = found
    this.ranked = total
    this.best = best
    this.excluded = excluded
    // What is missing is told above, of all weights alike.
    this.flags = flags.filter(({ reason }) => !TOLD_ABOVE.includes(reason)).map(({ text }) => text)
    const rows = items.map((item, at): RemoteRow => {
      this.#places.set(item.code, page * PAGE_SIZE + at)
      return {
        code: item.code,
        rank: item.rank,
        title: item.title ?? item.code,
        village: item.villageName ?? '',
        villageCode: item.villageCode ?? '',
        cost: item.costRupiah ?? Number.NaN,
        score: item.score,
        parts: this.#state.criteria.map(({ key }) => item.contributions[key] ?? 0),
        values: item.values,
        missing: item.missing,
        flows: item.flows ?? null,
        alike: item.alike,
        status: item.status,
        sector: item.sector,
        agency: item.agency,
        perMille: (key) => (item.missing.includes(key) ? Number.NaN : (item.values[key] ?? Number.NaN)),
      }
    })
    this.#pages.set(page, rows)
  }
}

/** Of a request for a ranking it says that the study is not there. */
function isForgotten(failure: unknown): boolean {
  return failure instanceof ProblemResponse && failure.status === 404
}
