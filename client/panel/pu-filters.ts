import { css, html, LitElement, nothing } from 'lit'
import type { Place } from '../../core/api/place.ts'
import { PUBLIC_STATUSES } from '../../core/proposal/process.ts'
import { SECTOR_CODES } from '../../core/proposal/sector.ts'
import { PROPOSAL_SOURCES } from '../../core/proposal/source.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { isProposalStatus, statusGroup } from '../../core/proposal/status.ts'
import { fetchProposals } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { languageChange, t } from '../i18n/translate.ts'
import { clearedFilters, type Filters, hasFilters } from '../state/filters.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { icons } from './icons.ts'
import type { PuFilterMenu } from './pu-filter-menu.ts'
import { sharedStyles } from './shared-styles.ts'
import { symbolIcon } from './symbol-icon.ts'

type ListFilter = 'years' | 'stages' | 'sectors' | 'statuses' | 'sources'

/** The row of chips. Each choice changes the store, and with it map, list, counts and address. */
export class PuFilters extends LitElement {
  static override properties = {
    store: { attribute: false },
    feed: { attribute: false },
    years: { attribute: false },
    areaName: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
      .tag { display: inline-flex; align-items: center; gap: 0.25rem; min-height: 2.125rem; padding-inline: 0.875rem 0.25rem;
        border-radius: var(--radius-pill); background: var(--brand); color: #fff; font-weight: 600; font-size: var(--text-small); }
      .tag button { color: inherit; width: 1.75rem; height: 1.75rem; border-radius: 50%; }
      .tag button:hover { background: var(--brand-strong); color: #fff; }
      .tag button:focus-visible { outline-color: #fff; outline-offset: -3px; }
      .all { font-size: var(--text-small); min-height: 2.125rem; padding-inline: 0.25rem; }
      .area { padding: 0.25rem 0.5rem 0.5rem; display: grid; gap: 0.5rem; min-height: 16rem; align-content: start; }
      @media (max-width: 767px) {
        .row { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; padding: 4px 1rem; margin-inline: -1rem; }
        /* What is chosen comes first: the row scrolls, and a filter out of sight misleads. */
        .tag, .on { order: -1; }
        .tag { min-height: var(--target); flex: none; }
        .tag button { width: 2.5rem; height: 2.5rem; }
        .all { flex: none; min-height: var(--target); }
      }
    `,
  ]

  declare store: ViewerStore
  declare feed: ProposalFeed
  declare years: number[]
  declare areaName: string
  #namedArea = ''
  #naming = new AbortController()

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.years = []
    this.areaName = ''
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.feed)
  }

  protected override render() {
    const { filters } = this.store.state
    return html`<div class="row" role="group" aria-label=${t('filters')}>
      ${this.#menu('years', t('filterYear'), this.years.map(String), String)}
      ${this.#menu('sectors', t('filterSector'), this.#sectors(), (code) => codeLabel('sector', code))}
      ${this.#menu('statuses', t('filterStatus'), PUBLIC_STATUSES, (code) => codeLabel('status', code))}
      ${this.#menu('stages', t('filterStage'), PROPOSAL_STAGES, (code) => codeLabel('stage', code))}
      ${this.#menu('sources', t('filterSource'), PROPOSAL_SOURCES, (code) => codeLabel('source', code))}
      ${filters.area ? this.#tag(this.areaName || filters.area, { area: '' }) : this.#areaMenu()}
      ${filters.text ? this.#tag(`“${filters.text}”`, { text: '' }) : nothing}
      ${filters.qualities.map((quality) => this.#tag(this.#qualityLabel(quality), { qualities: [] }))}
      ${hasFilters({ ...filters, years: [] }) ? this.#clearAll() : nothing}
    </div>`
  }

  #menu(filter: ListFilter, name: string, values: readonly string[], label: (value: string) => string) {
    const chosen = this.store.state.filters[filter].map(String)
    const options = values.map((value) => ({
      value,
      label: label(value),
      ...(filter === 'statuses' && isProposalStatus(value) ? { icon: symbolIcon(statusGroup(value)) } : {}),
    }))
    const [only] = chosen
    const summary =
      filter === 'years' ? `${name} ${chosen.join(', ')}` : chosen.length === 1 && only ? label(only) : ''
    return html`<pu-filter-menu class=${chosen.length > 0 ? 'on' : ''} .name=${name} .summary=${summary} .options=${options} .chosen=${chosen}
      @choose=${(event: CustomEvent<string[]>) => this.#choose(filter, event.detail)}></pu-filter-menu>`
  }

  #areaMenu() {
    return html`<pu-filter-menu .name=${t('filterArea')} .chosen=${[]}>
      <div class="area"><p class="note">${t('areaHint')}</p>
        <pu-search areas-only .label=${t('areaSearch')} .placeholder=${t('areaSearch')} @place=${this.#onArea}></pu-search>
      </div>
    </pu-filter-menu>`
  }

  #tag(label: string, without: Partial<Filters>) {
    return html`<span class="tag">${label}<button class="icon" type="button" aria-label="${t('filterClear')}: ${label}"
      @click=${() => this.#drop(without)}>${icons.close}</button></span>`
  }

  #clearAll() {
    return html`<button class="link all" type="button" @click=${() => this.#drop(clearedFilters(this.store.state.filters))}>${t('filterClearAll')}</button>`
  }

  /** All sectors that have proposals; before any were counted, the obligatory ones of the nomenclature. */
  #sectors(): string[] {
    const counted = this.feed.sectors
    return SECTOR_CODES.filter((code) => counted.length === 0 || counted.includes(code))
  }

  #qualityLabel(quality: string): string {
    if (quality === 'none') return t('qualityNone')
    if (quality === 'conflict') return t('qualityConflict')
    return quality === 'area' ? t('qualityArea') : t('qualityPoint')
  }

  protected override willUpdate(): void {
    const { area } = this.store.state.filters
    if (area === this.#namedArea) return
    this.#namedArea = area
    this.areaName = ''
    if (area) void this.#nameArea(area)
  }

  /** An address holds an area's code only; any proposal there tells its name. Without one the code is shown. */
  async #nameArea(area: string): Promise<void> {
    this.#naming.abort()
    this.#naming = new AbortController()
    try {
      const page = await fetchProposals(new URLSearchParams({ area }), { limit: 1 }, this.#naming.signal)
      const [first] = page.items
      this.areaName = (first?.villageCode === area ? first.villageName : first?.districtName) ?? ''
    } catch (error) {
      if (!isAbort(error)) this.areaName = ''
    }
  }

  #onArea(event: CustomEvent<Place>): void {
    this.renderRoot.querySelectorAll<PuFilterMenu>('pu-filter-menu').forEach((menu) => {
      menu.close()
    })
    this.#set({ area: event.detail.code })
    this.dispatchEvent(new CustomEvent('area', { detail: event.detail, bubbles: true, composed: true }))
  }

  #choose(filter: ListFilter, values: string[]): void {
    this.#set(filter === 'years' ? { years: values.map(Number) } : { [filter]: values })
  }

  /** The button that was pressed goes away with its filter; the keyboard's focus stays in the row. */
  #drop(patch: Partial<Filters>): void {
    this.#set(patch)
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<PuFilterMenu>('pu-filter-menu')?.focus(),
    )
  }

  #set(patch: Partial<Filters>): void {
    this.store.update({ filters: { ...this.store.state.filters, ...patch } })
  }
}
