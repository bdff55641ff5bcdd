import { html, LitElement, nothing } from 'lit'
import { PUBLIC } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Place } from '../../core/api/place.ts'
import type { ProposalDetail, ProposalItem } from '../../core/api/proposal.ts'
import type { Language } from '../../core/proposal/label.ts'
import { fetchActor, fetchContextLayers, fetchDistrict, fetchLayers } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { sitePath } from '../api/site-path.ts'
import { watchChanges } from '../api/watch-changes.ts'
import { number } from '../i18n/format-value.ts'
import { chooseLanguage, currentLanguage, languageChange, pick, t } from '../i18n/translate.ts'
import { extentOf } from '../map/extent-of.ts'
import { mapCredits } from '../map/map-credits.ts'
import type { MapQuestion, PuMap } from '../map/pu-map.ts'
import type { Found } from '../panel/gather-found.ts'
import type { PuCard } from '../panel/pu-card.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { toastBox } from '../panel/toast-box.ts'
import { type Toast, Toasts } from '../panel/toasts.ts'
import { afterBurst } from '../state/after-burst.ts'
import { firstVisit, toggleLayer } from '../state/layer-choice.ts'
import { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { planAddress, writeViewerUrl } from '../state/viewer-url.ts'
import { bottomBar } from './bottom-bar.ts'
import { findDevice } from './find-device.ts'
import { isPhone } from './is-phone.ts'
import { mapPadding } from './map-padding.ts'
import { OpenCard } from './open-card.ts'
import type { MapCommand } from './pu-map-controls.ts'
import { firstTab, type PuPanel } from './pu-panel.ts'
import { startState } from './start-state.ts'
import { viewerStyles } from './viewer-styles.ts'

/** The map page: wires the panel, the map and the card to one store. */
export class PuViewer extends LitElement {
  static override properties = {
    store: { attribute: false },
    district: { state: true },
    catalogue: { state: true },
    contexts: { state: true },
    failure: { state: true },
    plans: { state: true },
  }

  static override styles = [sharedStyles, viewerStyles]

  declare store: ViewerStore
  declare district: District | null
  declare catalogue: readonly MapLayer[]
  declare contexts: readonly ContextLayer[]
  declare failure: unknown
  /** The planner's page is for whoever is here. */
  declare plans: boolean
  #feed: ProposalFeed | null = null
  readonly #card = new OpenCard({
    store: () => this.store,
    catalogue: () => this.catalogue,
    map: () => this.#map,
    uncover: () => this.#uncover(),
    focusCard: () => this.#focusCard(),
    say: (toast) => this.#say(toast),
  })
  readonly #toasts = new Toasts()
  readonly #ended = new AbortController()
  /** The network and the stream of changes come back together: one asking answers both. */
  readonly #askAgainSoon = afterBurst(() => this.#askAgain())

  constructor() {
    super()
    this.district = null
    this.catalogue = []
    this.contexts = []
    this.failure = null
    this.plans = false
    new Redraw(this, () => this.#feed ?? undefined)
    new Redraw(this, () => this.#card)
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.#toasts)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#start()
    void this.#meet()
    addEventListener('online', () => this.#recover(), { signal: this.#ended.signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ended.abort()
  }

  /** Who cannot be recognised sees what everyone sees. */
  async #meet(): Promise<void> {
    const actor = await fetchActor(this.#ended.signal).catch(() => PUBLIC)
    this.plans = may(actor, 'ranking:compute')
  }

  async #start(): Promise<void> {
    this.failure = null
    try {
      const [district, catalogue, contexts] = await Promise.all([
        fetchDistrict(this.#ended.signal),
        fetchLayers(this.#ended.signal),
        // The map does without them.
        fetchContextLayers(this.#ended.signal).catch(() => []),
      ])
      this.contexts = contexts
      this.#begin(district, catalogue)
    } catch (error) {
      if (!isAbort(error)) this.failure = error
    }
  }

  #begin(district: District, catalogue: readonly MapLayer[]): void {
    const { layers, selected } = this.store.state
    if (!layers) this.store.update(firstVisit(district, catalogue, this.store.state.filters))
    this.#feed = new ProposalFeed(this.store, { listed: firstTab() === 'list' })
    this.#feed.start()
    this.catalogue = catalogue
    this.district = district
    document.title = `PetaUsul · ${district.name}`
    if (selected) this.#card.restore(selected)
    this.store.watch(() => {
      history.replaceState(history.state, '', this.#url())
      this.#card.outline()
      this.requestUpdate()
    }, this.#ended.signal)
    watchChanges(
      (change) => {
        this.#map?.patch(change)
        if (change.layer === 'proposals') this.#feed?.refreshSoon()
        if (change.layer === 'areas-village') void this.#leaveReplaced(district)
      },
      () => {
        this.#askAgainSoon()
        void this.#leaveReplaced(district)
      },
      this.#ended.signal,
      () => void this.#restyle(),
    )
  }

  /** The network is back: what it cost is asked for again. */
  #recover(): void {
    if (this.failure) void this.#start()
    else if (this.#feed?.error || this.#map?.stack?.failed) this.#askAgainSoon()
    this.#openCard?.recover()
  }

  /** List, figures and map anew, after errors or where changes may have been missed. */
  #askAgain(): void {
    if (this.#toasts.shown?.action) this.#say(null)
    void this.#feed?.reload(Math.min(200, this.#feed.items.length))
    this.#map?.stack?.reload()
  }

  /** Where an import put another district in the place of this one, nothing on the page holds any more: the map begins anew. */
  async #leaveReplaced({ id }: District): Promise<void> {
    const now = await fetchDistrict(this.#ended.signal).catch(() => null)
    if (now && now.id !== id) location.assign(sitePath(`/?lang=${currentLanguage()}`))
  }

  /** The office put another style in force: legends and map take it over. */
  async #restyle(): Promise<void> {
    const catalogue = await fetchLayers(this.#ended.signal).catch(() => null)
    if (!catalogue) return
    this.catalogue = catalogue
    this.#map?.stack?.restyle(catalogue)
  }

  protected override render() {
    const { district } = this
    return html`
      <nav class="skips" aria-label=${t('skips')}><a class="skip" href="#map" @click=${this.#skip}>${t('skip')}</a>
        <a class="skip" href="#content" @click=${this.#skipToPanel}>${t('skipToPanel')}</a></nav>
      <pu-header .district=${district?.name ?? ''} .demo=${district?.demo ?? false} .language=${currentLanguage()} .plan=${this.#planAddress()}
        @language=${this.#onLanguage} @share=${this.#share}></pu-header>
      ${district && this.#feed ? this.#page(district, this.#feed) : startState(this.failure, () => void this.#start())}
    `
  }

  #page(district: District, feed: ProposalFeed) {
    return html`
      <pu-panel role="region" aria-label=${t('sheetLabel')} .contexts=${this.contexts} .store=${this.store} .feed=${feed} .district=${district}
        .catalogue=${this.catalogue} @place=${(event: CustomEvent<Place>) => this.#goTo(event.detail)}
        @near=${(event: CustomEvent<boolean>) => void this.#orderBy(event.detail)}
        @open=${(event: CustomEvent<ProposalItem>) => void this.#card.open(event.detail, 13)}
        @hover=${(event: CustomEvent<ProposalItem | null>) => this.#map?.hover(event.detail?.point ?? null)}></pu-panel>
      <main id="map">
        <pu-map .store=${this.store} .district=${district} .catalogue=${this.catalogue} .contexts=${this.contexts} .padding=${mapPadding(this.#card.found !== undefined)}
          @ask=${(event: CustomEvent<MapQuestion>) => void this.#card.ask(event.detail)} @leave=${() => this.#card.close()} @tilefailed=${() => this.#offerRetry(t('failedTiles'))} @contextfailed=${this.#onContextFailed} @moved=${() => this.requestUpdate()}></pu-map>
        <pu-map-controls @command=${this.#onCommand}></pu-map-controls>
        <div class="corner"><pu-scale-bar .metresPerPixel=${this.#map?.metresPerPixel ?? 0}></pu-scale-bar></div>
        <div class="credit">${mapCredits(district, this.contexts, this.store.state.layers) || t('attributionNote')}</div>
        ${this.#card.found === undefined ? nothing : this.#drawCard(this.#card.found)}
        ${toastBox(this.#toasts)}
      </main>
      ${bottomBar(this.#planAddress(), this.#onBottomMap)}
      <div class="hidden" role="status">${this.#announcement(feed)}</div>
    `
  }

  #drawCard(found: Found[] | null) {
    return html`<pu-card .items=${found} .catalogue=${this.catalogue} .plans=${this.plans} @close=${() => this.#card.close()}
      @shown=${(event: CustomEvent<Found | null>) => this.#card.show(event.detail)}
      @proposal=${(event: CustomEvent<ProposalDetail>) => this.#card.mark(event.detail)}
      @filter-area=${(event: CustomEvent<{ code: string }>) => this.#filterArea(event.detail.code)}></pu-card>`
  }

  #announcement(feed: ProposalFeed): string {
    if (feed.loading || !feed.total) return ''
    return t('resultsNow', { count: number(feed.total.count), without: number(feed.total.withoutLocation) })
  }

  get #panel(): PuPanel | null {
    return this.renderRoot.querySelector<PuPanel>('pu-panel')
  }

  get #openCard(): PuCard | null {
    return this.renderRoot.querySelector<PuCard>('pu-card')
  }

  get #map(): PuMap | null {
    return this.renderRoot.querySelector<PuMap>('pu-map')
  }

  /** The planner's page over the same part of the map with the same filters; empty for who may not open it. */
  #planAddress(): string {
    return this.plans ? planAddress(this.store.state, currentLanguage()) : ''
  }

  #url(): string {
    return writeViewerUrl(this.store.state, currentLanguage())
  }

  /** The map must know what the card covers before it moves. */
  async #uncover(): Promise<void> {
    if (isPhone()) this.#panel?.sheet.set('low')
    await this.updateComplete
    await this.#map?.updateComplete
  }

  async #focusCard(): Promise<void> {
    await this.updateComplete
    await this.#openCard?.focusTitle()
  }

  #filterArea(area: string): void {
    this.store.update({ filters: { ...this.store.state.filters, area } })
  }

  #goTo(place: Place): void {
    if (place.kind === 'village' || place.kind === 'district') {
      // From now on only what was proposed there is shown.
      this.#filterArea(place.code)
      void this.#card.describe(place)
    } else if (place.kind === 'proposal') void this.#card.open(place, 14)
    else this.#mark(place)
  }

  /** Goes to a road or a facility, and marks it. */
  #mark(place: Place): void {
    if (place.bbox) this.#map?.fit(place.bbox)
    else if (place.point) this.#map?.goTo(place.point, 14)
    if (place.kind === 'road') this.#showRoad(place)
    else if (place.point) this.#map?.select(place.point, null)
  }

  /** A road's code names its layer, "roads:42"; the layer must be on for the road to be seen. */
  #showRoad({ code, title }: Place): void {
    const layer = this.catalogue.find(({ id }) => id === code.slice(0, code.lastIndexOf(':')))
    if (!layer) return
    const { layers } = this.store.state
    if (!layers?.has(layer.id)) this.store.update({ layers: toggleLayer(layers, layer, this.catalogue) })
    this.#map?.trace(layer.id, title)
  }

  async #onCommand({ detail }: CustomEvent<MapCommand>): Promise<void> {
    if (detail === 'in' || detail === 'out') this.#map?.zoomBy(detail === 'in' ? 1 : -1)
    else if (detail === 'fit' && this.district) this.#map?.fit(extentOf(this.district))
    else if (detail === 'locate') await this.#locate()
  }

  /** Goes to where the device is, and lists what lies nearest to it. */
  async #locate(): Promise<void> {
    const here = await findDevice(this.district?.extent)
    if ('text' in here) return this.#say({ text: t(here.text) })
    this.#map?.goTo(here.lonLat, 14)
    this.#map?.select(here.lonLat, null)
    this.#feed?.orderBy(here.lonLat)
    this.#panel?.choose('list')
  }

  async #orderBy(near: boolean): Promise<void> {
    if (near) await this.#locate()
    else this.#feed?.orderBy(null)
  }

  #onContextFailed({ detail }: CustomEvent<ContextLayer['title']>): void {
    this.#offerRetry(t('failedContext', { title: pick(detail) }))
  }

  #offerRetry(text: string): void {
    this.#say({ text, action: { name: t('retry'), run: () => this.#askAgain() } })
  }

  async #onLanguage({ detail }: CustomEvent<Language>): Promise<void> {
    await chooseLanguage(detail)
    document.documentElement.lang = detail
    history.replaceState(history.state, '', this.#url())
    this.#map?.stack?.redraw()
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
    this.#toasts.say(toast)
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.#map?.focusMap()
  }

  #skipToPanel(event: Event): void {
    event.preventDefault()
    this.#panel?.focusContent()
  }

  readonly #onBottomMap = (event: Event): void => {
    event.preventDefault()
    this.#panel?.sheet.set('low')
  }
}
