import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import { fetchProposal } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { languageChange, pick, t } from '../i18n/translate.ts'
import { Redraw } from '../state/viewer-store.ts'
import { cardStyles } from './card-styles.ts'
import { describeFailure } from './describe-failure.ts'
import { foundList, foundTitle, proposalsAmong } from './found-list.ts'
import type { Found } from './gather-found.ts'
import { icons } from './icons.ts'
import { placeBody } from './place-body.ts'
import { sharedStyles } from './shared-styles.ts'

/**
 * Shows one of `items` (everything under the pointer) and steps through them; where several proposals share a place, a list
 * of them first. Emits `shown` (Found or null), `close`, `proposal`
 * (ProposalDetail) once one is loaded, `filter-area` (code and title).
 */
export class PuCard extends LitElement {
  static override properties = {
    items: { attribute: false },
    catalogue: { attribute: false },
    plans: { type: Boolean },
    index: { state: true },
    listed: { state: true },
    detail: { state: true },
    failure: { state: true },
  }

  static override styles = [sharedStyles, cardStyles]

  /** null while the server is being asked. */
  declare items: Found[] | null
  declare catalogue: readonly MapLayer[]
  /** Whoever is here may go on to the planner's page. */
  declare plans: boolean
  declare index: number
  /** The list of what is here is shown, rather than one of it. */
  declare listed: boolean
  declare detail: ProposalDetail | null
  declare failure: unknown
  #abort = new AbortController()
  /** Fetched with the first proposal: the map's first view shows none. */
  #drawProposal: typeof import('./proposal-body.ts').proposalBody | undefined

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.items = []
    this.catalogue = []
    this.plans = false
    this.index = 0
    this.listed = false
    this.detail = null
    this.failure = null
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('items')) {
      this.index = 0
      this.listed = this.#isMany
    }
    if (changed.has('items') || changed.has('index') || changed.has('listed')) void this.#load()
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('items') && !changed.has('index') && !changed.has('listed')) return
    this.dispatchEvent(new CustomEvent('shown', { detail: this.#shown ?? null }))
  }

  protected override render() {
    const item = this.#shown
    return html`<section aria-label=${t('here')} @keydown=${this.#onKey}>
      <div class="top"><span class="note" role="status">${this.#heading(item)}</span>
        ${this.items && this.items.length > 1 && !this.listed ? this.#stepper(this.items.length) : nothing}
        <button class="icon" type="button" aria-label=${t('close')} @click=${this.#close}>${icons.close}</button></div>
      <div class="rest"><h2 tabindex="-1">${this.#title(item)}</h2>
        ${this.#body(item)}</div>
    </section>`
  }

  get #shown(): Found | undefined {
    return this.listed ? undefined : this.items?.[this.index]
  }

  get #isMany(): boolean {
    return proposalsAmong(this.items ?? []) > 1
  }

  #heading(item: Found | undefined): string {
    if (!this.items) return t('identifying')
    if (!item) return t('here')
    if (item.layer === 'proposals') {
      const year = this.detail ? ` · ${t('cardYear', { year: this.detail.year })}` : ''
      return t('cardProposal', { code: item.code ?? '' }) + year
    }
    if (item.layer === 'areas-village') return t('kindVillage')
    const layer = this.#layerOf(item)
    return layer ? pick(layer.title) : item.layer
  }

  #stepper(count: number) {
    const go = (step: number) => () => {
      this.index = (this.index + step + count) % count
    }
    return html`${this.#isMany ? this.#backToList() : nothing}<button class="icon" type="button" aria-label=${t('previous')} @click=${go(-1)}>${icons.left}</button>
      <span class="note position">${t('hereOf', { index: this.index + 1, count })}</span>
      <button class="icon" type="button" aria-label=${t('following')} @click=${go(1)}>${icons.right}</button>`
  }

  #backToList() {
    const back = () => {
      this.listed = true
      void this.focusTitle()
    }
    return html`<button class="icon" type="button" aria-label=${t('hereList')} title=${t('hereList')} @click=${back}>${icons.list}</button>`
  }

  #choose(index: number): void {
    this.index = index
    this.listed = false
    void this.focusTitle()
  }

  /** One heading for all states, so that the keyboard's focus on it survives the loading. */
  #title(item: Found | undefined): string {
    if (!this.items) return t('here')
    if (this.listed) return foundTitle(this.items)
    return item
      ? item.title || this.detail?.title || t('cardProposal', { code: item.code ?? '' })
      : t('nothingHere')
  }

  #body(item: Found | undefined) {
    if (this.failure) return this.#failed()
    if (!this.items) return nothing
    if (this.listed) return foundList(this.items, this.catalogue, (index) => this.#choose(index))
    if (!item) return html`<div class="body"><p>${t('nothingHereHint')}</p></div>`
    if (item.layer !== 'proposals') return placeBody(item, this.catalogue, this.#filterButton(item))
    if (!this.detail)
      return html`<div class="body"><p class="note" role="status">${t('loadingCard')}</p></div>`
    return this.#drawProposal?.(this.detail, this.plans)
  }

  #filterButton(item: Found) {
    if (!item.layer.startsWith('areas-') || !item.code) return null
    const detail = { code: item.code, title: item.title }
    return html`<button class="button" type="button"
      @click=${() => this.dispatchEvent(new CustomEvent('filter-area', { detail }))}>${t('filterHere')}</button>`
  }

  #failed() {
    return html`<div class="body"><div class="state error" role="alert"><strong>${t('failedCard')}</strong>
      <p>${describeFailure(this.failure)}</p>
      <button class="button" type="button" @click=${() => void this.#load()}>${t('retry')}</button></div></div>`
  }

  #layerOf(item: Found): MapLayer | undefined {
    return this.catalogue.find(({ id }) => id === item.layer)
  }

  async #load(): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.failure = null
    const item = this.#shown
    if (item?.layer !== 'proposals' || !item.code) {
      this.detail = null
      return
    }
    if (this.detail?.code !== item.code) this.detail = null
    const { signal } = this.#abort
    try {
      const drawing = import('./proposal-body.ts')
      const [detail, { proposalBody }] = await Promise.all([fetchProposal(item.code, signal), drawing])
      if (signal.aborted) return
      this.#drawProposal = proposalBody
      this.detail = detail
      this.dispatchEvent(new CustomEvent('proposal', { detail: this.detail }))
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) this.failure = error
    }
  }

  /** Asks again for what failed, now that the network is back. */
  recover(): void {
    if (this.failure) void this.#load()
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close()
  }

  #close(): void {
    this.#abort.abort()
    this.dispatchEvent(new Event('close'))
  }

  /** Moves the keyboard's focus to the title, for whoever opened the card by keyboard. */
  async focusTitle(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus()
  }
}
