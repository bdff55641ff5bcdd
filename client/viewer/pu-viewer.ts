import { html, LitElement, nothing } from 'lit'
import type { Language } from '../../core/proposal/label.ts'
import { fetchDistrict, fetchLayers, identify } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import type { District, Identified, LonLat, MapLayer, Place, Proposal, ProposalDetail } from '../api/types.ts'
import { watchChanges } from '../api/watch-changes.ts'
import { number } from '../i18n/format-value.ts'
import { chooseLanguage, currentLanguage, t } from '../i18n/translate.ts'
import type { MapQuestion, PuMap } from '../map/pu-map.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { icons } from '../panel/icons.ts'
import type { PuCard } from '../panel/pu-card.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { filterQuery } from '../state/filters.ts'
import { firstVisit } from '../state/layer-choice.ts'
import { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { writeViewerUrl } from '../state/viewer-url.ts'
import { findDevice } from './find-device.ts'
import type { MapCommand } from './pu-map-controls.ts'
import { Sheet } from './sheet.ts'
import { viewerStyles } from './viewer-styles.ts'

type Toast = { text: string; action?: { name: string; run: () => void } }

/** The map page: wires the panel, the map and the card to one store. */
export class PuViewer extends LitElement {
  static override properties = {
    store: { attribute: false },
    district: { state: true },
    catalogue: { state: true },
    failure: { state: true },
    found: { state: true },
    tab: { state: true },
    toast: { state: true },
  }

  static override styles = [sharedStyles, viewerStyles]

  declare store: ViewerStore
  declare district: District | null
  declare catalogue: MapLayer[]
  declare failure: unknown
  /** What is under the last click; null while asking, undefined when no card is open. */
  declare found: Identified[] | null | undefined
  declare tab: 'layers' | 'list'
  declare toast: Toast | null
  #feed: ProposalFeed | null = null
  #identifying = new AbortController()
  readonly #ended = new AbortController()
  readonly #sheet = new Sheet(() => this.renderRoot.querySelector('.panel'))

  constructor() {
    super()
    this.district = null
    this.catalogue = []
    this.failure = null
    this.found = undefined
    this.tab = isPhone() ? 'list' : 'layers'
    this.toast = null
    new Redraw(this, () => this.#feed ?? undefined)
    new Redraw(this, () => this.#sheet)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ended.abort()
  }

  async #start(): Promise<void> {
    this.failure = null
    try {
      const [district, catalogue] = await Promise.all([
        fetchDistrict(this.#ended.signal),
        fetchLayers(this.#ended.signal),
      ])
      this.#begin(district, catalogue)
    } catch (error) {
      if (!isAbort(error)) this.failure = error
    }
  }

  #begin(district: District, catalogue: MapLayer[]): void {
    const { layers, selected } = this.store.state
    if (!layers) this.store.update(firstVisit(district, catalogue, this.store.state.filters))
    this.#feed = new ProposalFeed(this.store)
    this.#feed.start()
    this.catalogue = catalogue
    this.district = district
    document.title = `PetaUsul · ${district.name}`
    if (selected) this.found = [proposalItem(selected, '')]
    this.store.watch(() => history.replaceState(null, '', this.#url()), this.#ended.signal)
    watchChanges(
      (change) => {
        this.#map?.patch(change)
        if (change.layer === 'proposals') void this.#feed?.reload()
      },
      () => this.#map?.stack?.reload(),
      this.#ended.signal,
    )
  }

  protected override render() {
    const { district } = this
    return html`
      <a class="skip" href="#map" @click=${this.#skip}>${t('skip')}</a>
      <pu-header .district=${district?.name ?? ''} .demo=${district?.demo ?? false} .language=${currentLanguage()}
        @language=${this.#onLanguage} @share=${this.#share}></pu-header>
      ${district && this.#feed ? this.#page(district, this.#feed) : this.#waiting()}
    `
  }

  #waiting() {
    if (!this.failure) {
      return html`<div class="whole"><div class="state" role="status"><div class="spinner"></div>${t('loadingMap')}</div></div>`
    }
    return html`<div class="whole"><div class="state error" role="alert"><strong>${t('failedStart')}</strong>
      <p>${describeFailure(this.failure)} ${t('nothingLost')}</p>
      <button class="button main" type="button" @click=${() => void this.#start()}>${t('retry')}</button></div></div>`
  }

  #page(district: District, feed: ProposalFeed) {
    const language = currentLanguage()
    return html`
      <div class="panel" role="region" aria-label=${t('sheetLabel')}>
        ${this.#panelTop(district, feed)}
        <div class="scroll" id="content" role="tabpanel" aria-label=${t(this.tab === 'list' ? 'tabList' : 'tabLayers')}>
          ${this.tab === 'list' ? this.#list(feed) : this.#layers(feed)}
        </div>
      </div>
      <main class=${this.found === undefined ? '' : 'carded'}>
        <pu-map .store=${this.store} .district=${district} .catalogue=${this.catalogue} .padding=${mapPadding()}
          @ask=${this.#onAsk} @tilefailed=${this.#onTileFailed} @moved=${() => this.requestUpdate()}></pu-map>
        <pu-map-controls .language=${language} @command=${this.#onCommand}></pu-map-controls>
        <div class="corner"><pu-scale-bar .metresPerPixel=${this.#map?.metresPerPixel ?? 0}></pu-scale-bar></div>
        <div class="credit">${credit(district.attribution)}</div>
        ${this.found === undefined ? nothing : this.#card(this.found)}
        ${this.toast ? this.#toastBox(this.toast) : nothing}
      </main>
      ${this.#bottomBar()}
      <div class="hidden" role="status">${this.#announcement(feed)}</div>
    `
  }

  #panelTop(district: District, feed: ProposalFeed) {
    const sheet = this.#sheet
    return html`<div class="fixed">
      <div class="handle" @pointerdown=${sheet.onPointerDown} @pointermove=${sheet.onPointerMove} @pointerup=${sheet.onPointerUp}
        @pointercancel=${sheet.onPointerUp}>
        <button class="lower" type="button" ?hidden=${sheet.height === 'low'} aria-label=${t('sheetLower')} @click=${() => sheet.step(-1)}>${icons.down}</button>
        <button class="raise" type="button" ?hidden=${sheet.height === 'full'} aria-label=${t('sheetRaise')} @click=${() => sheet.step(1)}>${icons.up}</button>
      </div>
      <pu-search @place=${(event: CustomEvent<Place>) => this.#goTo(event.detail)}></pu-search>
      <pu-filters .store=${this.store} .feed=${feed} .years=${district.years}
        @area=${(event: CustomEvent<Place>) => this.#goTo(event.detail)}></pu-filters>
      <pu-figures .feed=${feed} ?full=${sheet.height !== 'low'}></pu-figures>
      <div class="tabs" role="tablist" aria-label=${t('tabs')} @keydown=${this.#onTabKey}>
        ${this.#tab('layers', t('tabLayers'))}
        ${this.#tab('list', feed.total ? `${t('tabList')} (${number(feed.total.count)})` : t('tabList'))}
      </div>
    </div>`
  }

  #tab(tab: 'layers' | 'list', name: string) {
    const chosen = this.tab === tab
    return html`<button type="button" role="tab" id="tab-${tab}" aria-selected=${chosen} aria-controls="content" tabindex=${chosen ? 0 : -1}
      @click=${() => this.#choose(tab)}>${name}</button>`
  }

  #list(feed: ProposalFeed) {
    return html`<pu-proposal-list .store=${this.store} .feed=${feed}
      @open=${(event: CustomEvent<Proposal>) => this.#open(event.detail)}
      @hover=${(event: CustomEvent<Proposal | null>) => this.#map?.hover(event.detail?.point ?? null)}></pu-proposal-list>`
  }

  #layers(feed: ProposalFeed) {
    return html`<pu-layer-list .store=${this.store} .feed=${feed} .catalogue=${this.catalogue}
      @show-list=${() => this.#choose('list')}></pu-layer-list>`
  }

  #card(found: Identified[] | null) {
    return html`<pu-card .items=${found} .catalogue=${this.catalogue} @close=${this.#closeCard}
      @proposal=${(event: CustomEvent<ProposalDetail>) => this.#onProposal(event.detail)}
      @filter-area=${(event: CustomEvent<{ code: string }>) => this.#filterArea(event.detail.code)}></pu-card>`
  }

  #toastBox({ text, action }: Toast) {
    return html`<div class="toast" role="status"><span>${text}</span>
      ${action ? html`<button type="button" @click=${action.run}>${action.name}</button>` : nothing}
      <button type="button" aria-label=${t('close')} @click=${() => this.#say(null)}>✕</button></div>`
  }

  #bottomBar() {
    return html`<nav class="bottom" aria-label=${t('navLabel')}>
      <a href="/" aria-current="page" @click=${this.#onBottomMap}>${icons.map}${t('navMap')}</a>
      <a href="/usulan">${icons.list}${t('navProposals')}</a>
    </nav>`
  }

  #announcement(feed: ProposalFeed): string {
    if (feed.loading || !feed.total) return ''
    return t('resultsNow', { count: number(feed.total.count), without: number(feed.total.withoutLocation) })
  }

  get #map(): PuMap | null {
    return this.renderRoot.querySelector<PuMap>('pu-map')
  }

  #url(): string {
    return writeViewerUrl(this.store.state, currentLanguage())
  }

  #choose(tab: 'layers' | 'list'): void {
    this.tab = tab
    this.#sheet.open()
  }

  #onTabKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    this.#choose(this.tab === 'list' ? 'layers' : 'list')
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus(),
    )
  }

  #open(proposal: Proposal): void {
    this.found = [proposalItem(proposal.code, proposal.title)]
    if (isPhone()) this.#sheet.set('low')
    if (proposal.point) this.#map?.goTo(proposal.point, 13)
    void this.#focusCard()
  }

  async #onAsk({ detail }: CustomEvent<MapQuestion>): Promise<void> {
    this.#identifying.abort()
    this.#identifying = new AbortController()
    this.found = null
    const { layers, filters } = this.store.state
    const asked = new Set([...(layers?.keys() ?? []), 'areas-village'])
    asked.delete('areas-district')
    try {
      const question = { ...detail, layers: [...asked], filter: filterQuery(filters) }
      const found = await identify(question, this.#identifying.signal)
      this.#map?.select(found[0]?.layer === 'proposals' ? null : detail.lonLat, null)
      this.found = found
      if (found[0]?.layer !== 'proposals') this.store.update({ selected: null })
      void this.#focusCard()
    } catch (error) {
      if (isAbort(error)) return
      this.found = undefined
      this.#say({ text: `${t('failedIdentify')} ${describeFailure(error)}` })
    }
  }

  #onProposal(proposal: ProposalDetail): void {
    this.store.update({ selected: proposal.code })
    this.#map?.select(proposal.point, proposal.geometry)
  }

  async #focusCard(): Promise<void> {
    await this.updateComplete
    await this.renderRoot.querySelector<PuCard>('pu-card')?.focusTitle()
  }

  #closeCard(): void {
    this.found = undefined
    this.store.update({ selected: null })
    this.#map?.select(null, null)
    this.#map?.focusMap()
  }

  #filterArea(area: string): void {
    this.store.update({ filters: { ...this.store.state.filters, area } })
  }

  #goTo(place: Place): void {
    if (place.kind === 'proposal') this.found = [proposalItem(place.code, place.title)]
    if (place.bbox && place.kind !== 'proposal') this.#map?.fit(place.bbox)
    else if (place.point) this.#map?.goTo(place.point, 14)
    if (place.point && place.kind !== 'proposal') this.#map?.select(place.point, null)
  }

  async #onCommand({ detail }: CustomEvent<MapCommand>): Promise<void> {
    if (detail === 'in' || detail === 'out') this.#map?.zoomBy(detail === 'in' ? 1 : -1)
    else if (detail === 'fit' && this.district) this.#map?.fit(this.district.extent)
    else if (detail === 'locate') await this.#locate()
  }

  async #locate(): Promise<void> {
    const here = await findDevice(this.district?.extent)
    if (typeof here === 'string') return this.#say({ text: t(here) })
    this.#map?.goTo(here as LonLat, 14)
    this.#map?.select(here as LonLat, null)
  }

  #onTileFailed(): void {
    const run = () => {
      this.#say(null)
      this.#map?.stack?.reload()
    }
    this.#say({ text: t('failedTiles'), action: { name: t('retry'), run } })
  }

  async #onLanguage({ detail }: CustomEvent<Language>): Promise<void> {
    await chooseLanguage(detail)
    document.documentElement.lang = detail
    history.replaceState(null, '', this.#url())
    this.store.update({})
    this.#map?.stack?.redraw()
    this.requestUpdate()
  }

  async #share(): Promise<void> {
    const link = new URL(this.#url(), location.href).href
    try {
      await navigator.clipboard.writeText(link)
      this.#say({ text: t('shared') })
    } catch {
      // Without permission to the clipboard the link itself is shown; it is in the address bar too.
      this.#say({ text: `${t('shareManual')} ${link}` })
    }
  }

  #say(toast: Toast | null): void {
    this.toast = toast
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.#map?.focusMap()
  }

  #onBottomMap(event: Event): void {
    event.preventDefault()
    this.#sheet.set('low')
  }
}

function proposalItem(code: string, title: string): Identified {
  return { layer: 'proposals', code, title, properties: {} }
}

function isPhone(): boolean {
  return matchMedia('(max-width: 767px)').matches
}

/** What the phone's sheet and search box cover, so that "the whole regency" is what can be seen. */
function mapPadding(): [number, number, number, number] {
  return isPhone() ? [64, 0, 256, 0] : [0, 0, 0, 0]
}

function credit(attribution: readonly string[]): string {
  return attribution.join(' · ') || t('attributionNote')
}
