import { css, html, LitElement, nothing } from 'lit'
import { number } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { noFilters } from '../../state/filters.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { Plan } from '../shell/plan-tab.ts'
import { shellText } from '../shell/shell-words.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { LiveRanking } from '../state/rank-live.ts'
import { liveRankList, type RankList } from './rank-list.ts'
import type { RankLook } from './rank-row.ts'
import { rankingText } from './ranking-words.ts'

/** The right column: the ranking under the present weights, with filters and search. */
export class PuRanking extends LitElement {
  static override properties = { plan: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr); height: 100%; min-height: 0; position: relative; }
      .top { padding: 0.875rem 1rem 0.5rem; display: grid; gap: 0.5rem; }
      h2 { font-size: var(--text-lead); font-weight: 700; }
      .state { margin: 1rem; align-self: start; }
      .stale { opacity: 0.5; }
    `,
  ]

  declare plan: Plan
  #list: RankList | null = null
  #listFor: { ranking: LiveRanking | null; search: string } | null = null

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  protected override render() {
    const { state } = this.plan.store
    const list = this.#ranked()
    return html`<div class="top"><h2>${rankingText('title')}</h2><p class="note" role="status">${this.#count(list)}</p></div>
      ${state.failure ? this.#failed(state.failure) : nothing}
      ${this.#body(state, list)}`
  }

  #body({ alternatives, weights, criteria, loading }: PlanState, list: RankList | null) {
    if (!alternatives)
      return loading ? html`<p class="state" role="status">${rankingText('loading')}</p>` : nothing
    if (alternatives.count === 0) return this.#empty()
    if (!list || !weights)
      return html`<div class="state"><strong>${rankingText('noWeights')}</strong><p>${rankingText('noWeightsHint')}</p></div>`
    const look: RankLook = { criteria, study: null, stale: false }
    return html`<pu-rank-table class=${loading ? 'stale' : ''} .store=${this.plan.store} .list=${list} .look=${look}
      @open=${(event: CustomEvent<string>) => this.#open(event.detail)}></pu-rank-table>`
  }

  #count(list: RankList | null): string {
    if (!list) return ''
    const found = { found: number(list.length), count: number(list.ranked) }
    return rankingText(list.length === list.ranked ? 'count' : 'countFound', found)
  }

  #empty() {
    return html`<div class="state"><strong>${rankingText('empty')}</strong><p>${rankingText('emptyHint')}</p>
      <button class="button" type="button" @click=${() => this.plan.store.update({ filters: noFilters })}>${rankingText('clearFilters')}</button></div>`
  }

  #failed(failure: unknown) {
    return html`<div class="state error" role="alert"><strong>${shellText('failedData')}</strong>
      <p>${describeFailure(failure)} ${shellText('kept')}</p>
      <button class="button" type="button" @click=${() => void this.plan.feed.reload()}>${shellText('retry')}</button></div>`
  }

  #open(code: string): void {
    this.plan.store.update({ opened: code })
    this.plan.map?.show(code)
  }

  /** The list stays the same object while ranking and search do, so that the table keeps its place. */
  #ranked(): RankList | null {
    const { store } = this.plan
    const { ranking } = store
    const { search } = store.state
    if (this.#listFor?.ranking !== ranking || this.#listFor.search !== search) {
      this.#list = liveRankList(store)
      this.#listFor = { ranking, search }
    }
    return this.#list
  }
}
