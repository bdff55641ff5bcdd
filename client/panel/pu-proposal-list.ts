import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ProposalItem } from '../../core/api/proposal.ts'
import { statusGroup } from '../../core/proposal/status.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { distance, number, rupiahShort } from '../i18n/format-value.ts'
import { languageChange, t } from '../i18n/translate.ts'
import { clearedFilters } from '../state/filters.ts'
import type { NearProposal } from '../state/nearest-proposals.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { describeFailure } from './describe-failure.ts'
import { sharedStyles } from './shared-styles.ts'
import { symbolIcon } from './symbol-icon.ts'

/**
 * The keyboard's twin of the map: the same proposals, under the same filters. Emits `open` (ProposalItem) and
 * `hover` (ProposalItem or null) as the pointer or the focus moves over a row.
 */
export class PuProposalList extends LitElement {
  static override properties = { store: { attribute: false }, feed: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      ol { margin-inline: -0.75rem; }
      li + li { border-top: 1px solid var(--line); }
      .row { display: grid; grid-template-columns: 20px 1fr; gap: 0 0.625rem; width: 100%; padding: 0.625rem 0.75rem; border: 0;
        background: none; text-align: start; border-radius: var(--radius-s); align-items: start; min-height: var(--target); }
      .row:hover { background: var(--wash); }
      .row:focus-visible { outline-offset: -3px; }
      .row[aria-current="true"] { background: var(--brand-wash); box-shadow: inset 3px 0 0 var(--brand); }
      .symbol { margin-top: 1px; }
      strong { font-weight: 600; display: block; line-height: 1.35; overflow-wrap: anywhere; }
      .note { display: block; margin-top: 2px; }
      .note b { color: var(--ink); font-weight: 600; white-space: nowrap; }
      .mark { color: var(--warn-ink); }
      .private { padding: 0.5rem 0; }
      .more { width: 100%; margin: 0.5rem 0 1rem; }
      .state { margin-top: 0.5rem; }
      .shown { padding: 0.75rem 0 0; text-align: center; }
      .skeleton { height: 3.5rem; border-radius: var(--radius-s); background: var(--wash); margin-bottom: 0.5rem; }
      .stale { opacity: 0.45; transition: opacity var(--calm) 0.15s; }
    `,
  ]

  declare store: ViewerStore
  declare feed: ProposalFeed
  #settled = false
  #refocus = false

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.feed)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.feed.list()
  }

  protected override render() {
    const { items, loading, error, total } = this.feed
    if (error && items.length === 0) return this.#failed(error)
    if (!total || (items.length === 0 && loading && total.count > 0))
      return html`<p class="note" role="status">${t('loadingList')}</p>${[1, 2, 3, 4].map(() => html`<div class="skeleton"></div>`)}`
    if (items.length === 0) return this.#empty()
    const shown = { shown: number(items.length), count: number(total.count) }
    return html`
      ${this.feed.near ? html`<p class="note private">${t('orderPrivate')}</p>` : nothing}
      ${error ? this.#failed(error) : nothing}
      <ol class=${loading ? 'stale' : ''} @pointerleave=${() => this.#hover(null)} @focusout=${() => this.#hover(null)}>
        ${repeat(
          items,
          ({ code }) => code,
          (proposal) => this.#row(proposal),
        )}
      </ol>
      <p class="note shown">${t('listShown', shown)}</p>
      ${this.feed.next ? this.#more(loading) : nothing}
    `
  }

  /** Coming back to the page, the open proposal is in sight again. */
  protected override updated(): void {
    if (this.feed.items.length === 0) return
    if (this.#refocus) this.renderRoot.querySelector<HTMLElement>('.row')?.focus({ preventScroll: true })
    this.#refocus = false
    if (this.#settled) return
    this.#settled = true
    this.renderRoot.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }

  #row(proposal: ProposalItem) {
    const { status } = proposal
    const place = proposal.villageName ?? t('cardUnknown')
    return html`<li><button class="row" type="button" aria-current=${proposal.code === this.store.state.selected}
      @click=${() => this.dispatchEvent(new CustomEvent('open', { detail: proposal }))}
      @pointerenter=${() => this.#hover(proposal)} @focus=${() => this.#hover(proposal)}>
      ${symbolIcon(statusGroup(status), proposal.locationQuality)}
      <span><strong>${proposal.title}</strong>
        <span class="note">${away(proposal)}${place} · ${proposal.costRupiah === null ? nothing : html`<b>${rupiahShort(proposal.costRupiah)}</b> · `}${codeLabel('status', status)} · ${proposal.year}</span>
        ${this.#mark(proposal)}
      </span>
    </button></li>`
  }

  #mark({ locationQuality }: ProposalItem) {
    if (locationQuality === 'none') return html`<span class="note mark">${t('qualityNone')}</span>`
    if (locationQuality === 'conflict') return html`<span class="note mark">${t('qualityConflict')}</span>`
    return nothing
  }

  #more(loading: boolean) {
    return html`<button class="button more" type="button" ?disabled=${loading} @click=${() => void this.feed.loadMore()}>
      ${loading ? t('loadingMore') : t('listMore')}</button>`
  }

  #empty() {
    return html`<div class="state"><strong>${t('listEmpty')}</strong><p>${t('listEmptyHint')}</p>
      <button class="button main" type="button" @click=${() => this.#clear()}>${t('filterClearAll')}</button></div>`
  }

  /** The button goes away with the filters; the focus goes on to the first of what is found. */
  #clear(): void {
    this.#refocus = true
    this.store.update({ filters: clearedFilters(this.store.state.filters) })
  }

  #failed(error: unknown) {
    return html`<div class="state error" role="alert"><strong>${t('failedList')}</strong>
      <p>${describeFailure(error)} ${t('nothingLost')}</p>
      <button class="button" type="button" @click=${() => void this.feed.reload()}>${t('retry')}</button></div>`
  }

  #hover(proposal: ProposalItem | null): void {
    this.dispatchEvent(new CustomEvent('hover', { detail: proposal }))
  }
}

/** How far from the device, where the list is in that order; from the middle of the village where no more is known. */
function away(proposal: ProposalItem | NearProposal) {
  if (!('metres' in proposal)) return nothing
  const text = distance(proposal.metres)
  const exact = proposal.locationQuality === 'point'
  return html`<b>${exact ? text : t('nearAbout', { distance: text })}</b> · `
}
