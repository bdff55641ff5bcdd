import { css, html, LitElement, nothing } from 'lit'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Place } from '../../core/api/place.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { number } from '../i18n/format-value.ts'
import { languageChange, t } from '../i18n/translate.ts'
import { icons } from '../panel/icons.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { readWords } from '../state/filters.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { isPhone } from './is-phone.ts'
import { Sheet } from './sheet.ts'

type Tab = 'layers' | 'list'

/**
 * Search, filters, figures, layers and list: the column beside the map, on a phone the sheet over it. Emits
 * `place` (Place) for a search result, `near` (boolean) when the list is to be in the order of distance or no longer;
 * `open` and `hover` of the list pass through it.
 */
export class PuPanel extends LitElement {
  static override properties = {
    store: { attribute: false },
    feed: { attribute: false },
    district: { attribute: false },
    catalogue: { attribute: false },
    contexts: { attribute: false },
    tab: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr); background: var(--surface); min-height: 0;
        border-inline-end: 1px solid var(--line); }
      .top { padding: 1rem 1rem 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.875rem; }
      pu-search { z-index: 20; }
      .row { display: flex; border-bottom: 1px solid var(--line); margin-inline: -1rem; padding-inline: 1rem; }
      .tabs { display: flex; gap: 1.25rem; flex: 1; }
      .tabs button { border: 0; background: none; padding: 0.5rem 0; font-weight: 600; color: var(--muted);
        border-bottom: 3px solid transparent; margin-bottom: -1px; }
      .tabs button[aria-selected="true"] { color: var(--brand-strong); border-color: var(--brand); }
      .tabs button:hover { color: var(--ink); }
      .near { display: inline-flex; align-items: center; gap: 0.375rem; align-self: center; min-height: 2rem; padding: 0 0.75rem; margin-block: 0.125rem;
        border: 1px solid var(--line-strong); border-radius: var(--radius-pill); background: var(--surface); font-size: var(--text-small); font-weight: 600; }
      .near:hover { background: var(--wash); }
      .near[aria-pressed="true"] { background: var(--brand); border-color: var(--brand); color: #fff; }
      .near svg { width: 15px; height: 15px; }
      .steps, .handle { display: none; }
      .scroll { overflow: auto; padding: 0.25rem 1rem 1rem; overscroll-behavior: contain; }
      .scroll:focus-visible { outline-offset: -3px; }

      @media (max-width: 767px) {
        :host { z-index: 10; align-self: end; border: 0; border-radius: var(--radius-l) var(--radius-l) 0 0; overflow: hidden;
          box-shadow: 0 -4px 20px rgb(28 39 51 / 14%); height: var(--sheet, var(--sheet-low)); transition: height var(--calm) ease-out; }
        :host(.dragged) { transition: none; }
        .top { padding-top: 0; gap: 0.5rem; }
        .handle { display: grid; place-items: center; height: 1.75rem; margin: 0 -1rem -0.5rem; touch-action: none; cursor: grab; }
        .handle::before { content: ""; width: 2.5rem; height: 4px; border-radius: 2px; background: var(--line-strong); }
        .steps { display: flex; margin-inline-end: -0.625rem; }
        .steps button { border: 0; background: none; width: var(--target); height: var(--target); color: var(--muted);
          display: grid; place-items: center; }
        pu-search { position: fixed; z-index: 9; top: calc(3.25rem + var(--safe-top) + 0.625rem); left: 0.75rem; right: 4.25rem;
          box-shadow: var(--shadow); border-radius: var(--radius); }
        .tabs { gap: 1.5rem; }
        .near { min-width: var(--target); min-height: var(--target); justify-content: center; padding: 0; margin-block: 0; }
        .near:not([aria-pressed="true"]) { border: 0; }
        .near span { display: none; } .near svg { width: 20px; height: 20px; }
        .tabs button { min-height: var(--target); }
      }
    `,
  ]

  declare store: ViewerStore
  declare feed: ProposalFeed
  declare district: District
  declare catalogue: readonly MapLayer[]
  declare contexts: readonly ContextLayer[]
  declare tab: Tab
  readonly sheet = new Sheet(this)
  #wasEmpty = false

  constructor() {
    super()
    this.catalogue = []
    this.contexts = []
    this.tab = firstTab()
    new Redraw(this, () => this.feed)
    new Redraw(this, () => this.sheet)
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    const { feed, sheet } = this
    return html`
      <div class="top">
        <div class="handle" @pointerdown=${sheet.onPointerDown} @pointermove=${sheet.onPointerMove}
          @pointerup=${sheet.onPointerUp} @pointercancel=${sheet.onPointerUp}></div>
        <pu-search .near=${this.#middle} @place=${this.#onPlace} @words=${this.#onWords}></pu-search>
        <pu-filters .store=${this.store} .feed=${feed} .years=${this.district.years} @area=${this.#onPlace}></pu-filters>
        <pu-figures .feed=${feed} .years=${this.store.state.filters.years} ?full=${sheet.height !== 'low'}></pu-figures>
        <div class="row">
          <div class="tabs" role="tablist" aria-label=${t('tabs')} @keydown=${this.#onTabKey}>
            ${this.#tab('layers', t('tabLayers'))}
            ${this.#tab('list', feed.total ? `${t('tabList')} (${number(feed.total.count)})` : t('tabList'))}
          </div>
          ${this.tab === 'list' ? this.#near() : nothing}${this.#steps()}
        </div>
      </div>
      <div class="scroll" id="content" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.tab === 'list' ? this.#list() : this.#layers()}
      </div>
    `
  }

  get #middle(): LonLat | null {
    const { view } = this.store.state
    return view && [view.lon, view.lat]
  }

  #tab(tab: Tab, name: string) {
    const chosen = this.tab === tab
    return html`<button type="button" role="tab" id="tab-${tab}" aria-selected=${chosen} aria-controls="content"
      tabindex=${chosen ? 0 : -1} @click=${() => this.choose(tab)}>${name}</button>`
  }

  #steps() {
    const { sheet } = this
    return html`<div class="steps">
      <button type="button" ?hidden=${sheet.height === 'low'} aria-label=${t('sheetLower')} @click=${() => sheet.step(-1)}>${icons.down}</button>
      <button type="button" ?hidden=${sheet.height === 'full'} aria-label=${t('sheetRaise')} @click=${() => sheet.step(1)}>${icons.up}</button>
    </div>`
  }

  #near() {
    const near = this.feed.near !== null
    return html`<button class="near" type="button" aria-pressed=${near} aria-label=${t('orderNearest')} title=${t('orderNearestHint')}
      @click=${() => this.dispatchEvent(new CustomEvent('near', { detail: !near }))}>${icons.locate}<span>${t('orderNearest')}</span></button>`
  }

  #list() {
    const pass = (event: CustomEvent) =>
      this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }))
    return html`<pu-proposal-list .store=${this.store} .feed=${this.feed} @open=${pass} @hover=${pass}></pu-proposal-list>`
  }

  #layers() {
    return html`<pu-layer-list .contexts=${this.contexts} .store=${this.store} .feed=${this.feed} .catalogue=${this.catalogue}
      @show-list=${() => this.choose('list')}></pu-layer-list>`
  }

  /** Shows the layers or the list, with room for them. */
  choose(tab: Tab): void {
    this.tab = tab
    history.replaceState({ ...history.state, tab }, '')
    this.sheet.open()
  }

  /** Past search and filters, for the keyboard. */
  focusContent(): void {
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus()
  }

  /** What to do next when nothing matches stands in the list: a low sheet would hide it. */
  protected override willUpdate(): void {
    const empty = this.feed.total?.count === 0
    if (empty && !this.#wasEmpty && isPhone() && this.tab === 'list') this.sheet.open()
    this.#wasEmpty = empty
  }

  #onPlace(event: CustomEvent<Place>): void {
    this.dispatchEvent(new CustomEvent('place', { detail: event.detail }))
  }

  #onWords(event: CustomEvent<string>): void {
    this.store.update({ filters: { ...this.store.state.filters, text: readWords(event.detail) } })
    this.choose('list')
  }

  #onTabKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    this.choose(this.tab === 'list' ? 'layers' : 'list')
    void this.updateComplete.then(() => this.focusContent())
  }
}

/** What was open when the page was left; else a phone shows the proposals at once, beside a large map the layers. */
export function firstTab(): Tab {
  const left: unknown = history.state?.tab
  if (left === 'list' || left === 'layers') return left
  return isPhone() ? 'list' : 'layers'
}
