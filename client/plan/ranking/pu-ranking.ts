import { html, LitElement, nothing } from 'lit'
import { number } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { textOf } from '../../panel/event-control.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { noFilters } from '../../state/filters.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { markedRows } from '../selection/marked-rows.ts'
import type { PlanState } from '../state/plan-state.ts'
import { isFresh } from '../state/robustness.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { filterChips } from './columns/filter-chips.ts'
import { dataNotice } from './data-notice.ts'
import type { PuRankTable } from './pu-rank-table.ts'
import type { RankList } from './rank-list.ts'
import { RankListCache } from './rank-list-cache.ts'
import type { RankLook } from './rank-row.ts'
import { copyCsv, downloadCsv, downloadXlsx, fetchTop, MOST_COPIED } from './ranking-files.ts'
import { rankingStyles } from './ranking-styles.ts'
import { RankingTable, viewOf } from './ranking-table.ts'
import { rankingText } from './ranking-words.ts'
import { RemoteRanking } from './remote-ranking.ts'
import { stoppedBox, stoppedLine } from './stopped-views.ts'

/** The right column: the ranking under the present weights, with filters, search, and why a proposal stands where it does. */
export class PuRanking extends LitElement {
  static override properties = { plan: { attribute: false } }

  static override styles = [sharedStyles, rankingStyles]

  declare plan: Plan
  readonly #lists = new RankListCache()
  readonly #table = new RankingTable()
  #ended = new AbortController()
  #marked: ReadonlySet<string> | null = null

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.#lists)
    new Redraw(this, () => this.#table)
    new Redraw(this, () => (this.plan ? viewOf(this.plan.store) : undefined))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#ended = new AbortController()
    this.#table.start(this.#ended.signal)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#lists.end()
    this.#ended.abort()
  }

  protected override render() {
    const { store } = this.plan
    const { state } = store
    const list = this.#lists.list(store, this.#table.question(state, viewOf(store)))
    return html`<div class="top">
        <div class="title"><h2>${rankingText('title')}</h2>${list && list.length > 0 ? this.#tools(list) : nothing}</div>
        <pu-plan-filters .store=${store}></pu-plan-filters>
        <div class="find">
          ${state.alternatives ? this.#search(state.search) : nothing}
          <p class="note count" role="status">${this.#count(list)}</p>
        </div>
        ${list?.spread ? filterChips(viewOf(store), this.#table.columns(state)) : nothing}
        ${dataNotice(state)}
        ${state.alternatives?.truncated || state.scale === 'raw' ? this.#remote(state, list) : nothing}
        ${state.alternatives ? this.#underWay(list) : nothing}
        ${state.alternatives && state.failure ? this.#formerShown(state.failure, () => this.#retry()) : nothing}
        ${list instanceof RemoteRanking && list.failure && list.length > 0 ? this.#formerShown(list.failure, () => list.retry()) : nothing}
      </div>
      ${state.failure && !state.alternatives ? this.#failed(state.failure) : this.#body(list)}
      ${state.opened ? html`<pu-score-details .plan=${this.plan} .remote=${list instanceof RemoteRanking ? list : null} .code=${state.opened} @close=${() => this.#close()}></pu-score-details>` : nothing}`
  }

  /** What is different where the server ranks, and what it says of the criteria among so many. */
  #remote({ alternatives, scale }: PlanState, list: RankList | null) {
    const flags = list instanceof RemoteRanking ? list.flags : []
    return html`${alternatives?.truncated ? html`<p class="notice">${rankingText('truncated', { total: number(alternatives.total) })}</p>` : nothing}
      ${scale === 'raw' ? html`<p class="notice">${rankingText('onRaws')}</p>` : nothing}
      ${flags.length > 0 ? html`<details class="note"><summary>${rankingText('flags', { count: number(flags.length) })}</summary><ul>${flags.map((text) => html`<li>${pick(text)}</li>`)}</ul></details>` : nothing}`
  }

  protected override updated(): void {
    const { selection } = this.plan.store.state
    if (this.#marked === selection || !this.#grid) return
    this.#marked = selection
    if (selection.size === 0) return
    const [first] = markedRows(this.plan.store)
    const code = this.plan.store.state.alternatives?.codes[first ?? -1] ?? ''
    // What was marked on the map or in a chart comes into sight in the table, the best of it where it is much.
    void this.#grid?.updateComplete.then(() => this.#grid?.reveal(code))
  }

  #body(list: RankList | null) {
    const { alternatives, weights, criteria, method, loading, stopped, moving, robustness } =
      this.plan.store.state
    if (!alternatives)
      return loading
        ? html`<div class="state"><p role="status">${rankingText('loading')}</p>${this.#reading('')}</div>`
        : stopped
          ? stoppedBox('stopped', 'stoppedHint', 'fetchAgain', () => this.#retry())
          : nothing
    if (alternatives.count === 0) return this.#empty()
    if (!list || !weights)
      return html`<div class="state"><strong>${rankingText('noWeights')}</strong><p>${rankingText('noWeightsHint')}</p></div>`
    if (list instanceof RemoteRanking && list.failure && list.length === 0) return this.#failed(list.failure)
    const isEmpty = list.length === 0
    // The heads that left none stay where they can be loosened.
    if (isEmpty && viewOf(this.plan.store).filters.size === 0) return this.#bodyless(list)
    const stale = robustness !== null && !isFresh(robustness, this.plan.store.state)
    const full = Math.max(1, list.best)
    const look: RankLook = { criteria, method, study: robustness?.byCode ?? null, stale, full, moving }
    return html`<pu-rank-table class=${loading ? 'stale' : ''} .store=${this.plan.store} .list=${list} .look=${look}
      .view=${viewOf(this.plan.store)} .columns=${this.#table.columns(this.plan.store.state)}
      @open=${(event: CustomEvent<string>) => this.#open(event.detail)}>${isEmpty ? this.#bodyless(list) : nothing}</pu-rank-table>`
  }

  /** In place of lines where there is none. */
  #bodyless(list: RankList) {
    if (!(list instanceof RemoteRanking)) return list.ranked === 0 ? this.#noneRanked() : this.#noneFound()
    if (list.stopped)
      return stoppedBox('stoppedRanking', 'stoppedRankingHint', 'rankAgain', () => list.resume())
    if (list.loading)
      return html`<div class="state"><p role="status">${rankingText('ranking')}</p>${this.#working(list, '')}</div>`
    return list.ranked === 0 ? this.#noneRanked() : this.#noneFound()
  }

  /** What is fetched while former lines are shown, or that it was stopped. */
  #underWay(list: RankList | null) {
    const { loading, stopped } = this.plan.store.state
    const remote = list instanceof RemoteRanking && list.length > 0 ? list : null
    if (loading) return this.#reading(rankingText('loading'))
    if (stopped) return stoppedLine('stoppedFormer', 'fetchAgain', () => this.#retry())
    if (remote?.waits) return this.#working(remote, rankingText('ranking'))
    return remote?.stopped ? stoppedLine('stoppedRanking', 'rankAgain', () => remote.resume()) : nothing
  }

  #working(remote: RemoteRanking, caption: string) {
    return html`<pu-progress-bar .share=${remote.share} .label=${rankingText('ranking')} .caption=${caption} @cancel=${() => remote.stop()}></pu-progress-bar>`
  }

  #reading(caption: string) {
    const { loadingShare } = this.plan.store.state
    return html`<pu-progress-bar .share=${loadingShare} .label=${rankingText('loading')} .caption=${caption} @cancel=${() => this.plan.feed.stop()}></pu-progress-bar>`
  }

  #tools(list: RankList) {
    const { selection } = this.plan.store.state
    return html`${
      selection.size > 0
        ? html`<span class="note">${rankingText('marked', { count: number(selection.size) })}</span>
          <button class="link" type="button" @click=${() => this.plan.store.clearMarks()}>${rankingText('unmark')}</button>`
        : nothing
    }
      ${this.#setUp()}
      ${list instanceof RemoteRanking ? nothing : html`<button class="link" type="button" @click=${() => void copyCsv(this.plan, list)}>${rankingText('copy')}</button>`}
      ${this.#files(list)}`
  }

  #files(list: RankList) {
    const count = number(MOST_COPIED)
    const name = (kind: 'csv' | 'xlsx') =>
      list instanceof RemoteRanking && list.length > MOST_COPIED
        ? rankingText(`${kind}Top`, { count })
        : rankingText(kind)
    return (['csv', 'xlsx'] as const).map(
      (kind) =>
        html`<button class="link" type="button" @click=${() => void this.#download(list, kind)}>${name(kind)}</button>`,
    )
  }

  /** Which columns there are, and how wide the table is. */
  #setUp() {
    const view = viewOf(this.plan.store)
    return html`<pu-column-choice class="desk" .view=${view} .columns=${this.#table.columns(this.plan.store.state)} .shown=${() => this.#grid?.shown ?? []}></pu-column-choice>
      <button class="link widen" type="button" @click=${() => this.#widen(!view.wide)}>${rankingText(view.wide ? 'narrow' : 'widen')}</button>`
  }

  /** The page gives or takes the room. */
  #widen(wide: boolean): void {
    viewOf(this.plan.store).setWide(wide)
    this.dispatchEvent(new CustomEvent('widen', { detail: wide, bubbles: true, composed: true }))
  }

  #search(search: string) {
    return html`<label class="search"><span class="hidden">${rankingText('search')}</span>${icons.search}
      <input type="search" maxlength="100" placeholder=${rankingText('searchHint')} .value=${search}
        @input=${(event: Event) => this.plan.store.update({ search: textOf(event) })} /></label>`
  }

  #count(list: RankList | null): string {
    if (!list || (list instanceof RemoteRanking && (list.loading || (list.stopped && list.length === 0))))
      return ''
    const found = { found: number(list.length), count: number(list.ranked) }
    const left = list instanceof RemoteRanking ? list.excluded : (this.plan.store.ranking?.excludedCount ?? 0)
    const excluded = left > 0 ? ` · ${rankingText('excluded', { count: number(left) })}` : ''
    return rankingText(list.length === list.ranked ? 'count' : 'countFound', found) + excluded
  }

  #empty() {
    return html`<div class="state"><strong>${rankingText('empty')}</strong><p>${rankingText('emptyHint')}</p>
      <button class="button" type="button" @click=${() => this.plan.store.update({ filters: noFilters })}>${rankingText('clearFilters')}</button></div>`
  }

  /** Each lacks a value that a weighted criterion requires. */
  #noneRanked() {
    const { criteria, weights } = this.plan.store.state
    const strict = criteria.filter(({ key, missing }) => missing === 'exclude' && (weights?.[key] ?? 0) > 0)
    const names = strict.map(({ title }) => pick(title)).join(', ')
    return html`<div class="state" role="status"><strong>${rankingText('noneRanked')}</strong><p>${rankingText('noneRankedHint', { names })}</p></div>`
  }

  #noneFound() {
    const { search } = this.plan.store.state
    const view = viewOf(this.plan.store)
    if (view.filters.size > 0)
      return html`<div class="state"><strong>${rankingText('noneLeft')}</strong><p>${rankingText('noneLeftHint')}</p>
        <button class="button" type="button" @click=${() => view.clearFilters()}>${rankingText('clearListFilters')}</button></div>`
    return html`<div class="state"><strong>${rankingText('noneFound', { text: search })}</strong><p>${rankingText('noneFoundHint')}</p>
      <button class="button" type="button" @click=${() => this.plan.store.update({ search: '' })}>${rankingText('clearSearch')}</button></div>`
  }

  #failed(failure: unknown) {
    return html`<div class="state error" role="alert"><strong>${rankingText('failedData')}</strong>
      <p>${describeFailure(failure)} ${rankingText('kept')}</p>
      <button class="button" type="button" @click=${() => this.#retry()}>${rankingText('retry')}</button></div>`
  }

  /** The table, the map and the chips are of the former answer. */
  #formerShown(failure: unknown, retry: () => void) {
    return html`<p class="notice" role="alert">${rankingText('failedFormer')} ${describeFailure(failure)}
      <button class="link" type="button" @click=${retry}>${rankingText('retry')}</button></p>`
  }

  #retry(): void {
    this.#lists.end()
    void this.plan.feed.reload()
  }

  get #grid(): PuRankTable | null {
    return this.renderRoot.querySelector<PuRankTable>('pu-rank-table')
  }

  #open(code: string): void {
    this.plan.store.update({ opened: code })
  }

  #close(): void {
    this.plan.store.update({ opened: null })
    void this.updateComplete.then(() => this.#grid?.focusGrid())
  }

  /** What is shown of a ranking that is here; of the server's the best. */
  async #download(list: RankList, kind: 'csv' | 'xlsx'): Promise<void> {
    const { plan } = this
    const all = list instanceof RemoteRanking ? await fetchTop(plan, list) : list
    if (!all) return
    if (kind === 'csv') downloadCsv(plan, all)
    else await downloadXlsx(plan, all, this.#table.columns(plan.store.state), this.#grid?.shown ?? [])
  }
}
