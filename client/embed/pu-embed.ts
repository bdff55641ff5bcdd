import { css, html, LitElement, nothing } from 'lit'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import { fetchContextLayers, fetchDistrict, fetchLayers, identify } from '../api/petausul-api.ts'
import { isAbort } from '../api/problem-response.ts'
import { watchChanges } from '../api/watch-changes.ts'
import { currentLanguage, pick, t } from '../i18n/translate.ts'
import { mapCredits } from '../map/map-credits.ts'
import type { MapQuestion, PuMap } from '../map/pu-map.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { type Found, gatherFound } from '../panel/gather-found.ts'
import { layerListStyles } from '../panel/layer-list-styles.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { layerLegend } from '../panel/style-legend.ts'
import { filterQuery } from '../state/filters.ts'
import { firstVisit } from '../state/layer-choice.ts'
import type { ViewerStore } from '../state/viewer-store.ts'
import { viewerAddress } from '../state/viewer-url.ts'
import { embedText } from './embed-words.ts'

/** A map for another site's page: layers, legend, what is under a click, and the way to the whole map. */
export class PuEmbed extends LitElement {
  static override properties = {
    store: { attribute: false },
    district: { state: true },
    catalogue: { state: true },
    contexts: { state: true },
    failure: { state: true },
    found: { state: true },
  }
  static override styles = [
    sharedStyles,
    layerListStyles,
    css`
      :host { display: block; position: relative; height: 100dvh; overflow: clip; }
      pu-map { position: absolute; inset: 0; }
      .key { position: absolute; z-index: 3; inset: 0.5rem auto auto 0.5rem; max-width: min(17rem, calc(100% - 1rem)); max-height: calc(100% - 4rem); overflow: auto;
        background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); padding: 0.25rem 0.75rem 0.5rem; }
      .key summary { min-height: 2.25rem; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
      .key h2 { font-size: var(--text-small); margin: 0.5rem 0 0.25rem; }
      .foot { position: absolute; z-index: 3; inset: auto 0 0 0; display: flex; gap: 0.75rem; justify-content: space-between; align-items: center; padding: 0.25rem 0.75rem;
        background: color-mix(in srgb, var(--surface) 92%, transparent); font-size: var(--text-note); }
      .foot span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
      .foot a { flex: none; white-space: nowrap; }
      pu-card { position: absolute; z-index: 4; inset: auto 0.5rem 2.5rem auto; width: min(22rem, calc(100% - 1rem)); max-height: 70%; overflow: auto;
        background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); }
      .state { margin: 1rem; }
    `,
  ]

  declare store: ViewerStore
  declare district: District | null
  declare catalogue: readonly MapLayer[]
  declare contexts: readonly ContextLayer[]
  declare failure: unknown
  declare found: Found[] | null | undefined
  #asking = new AbortController()
  readonly #ended = new AbortController()

  constructor() {
    super()
    this.district = null
    this.catalogue = []
    this.contexts = []
    this.failure = null
    this.found = undefined
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ended.abort()
  }

  protected override render() {
    const { district } = this
    if (!district)
      return this.failure
        ? html`<div class="state error" role="alert"><strong>${t('failedStart')}</strong><p>${describeFailure(this.failure)}</p></div>`
        : html`<p class="state" role="status">${t('loadingMap')}</p>`
    return html`<main><h1 class="hidden">PetaUsul · ${district.name}</h1><pu-map .store=${this.store} .district=${district} .catalogue=${this.catalogue} .contexts=${this.contexts}
        @ask=${(event: CustomEvent<MapQuestion>) => this.#ask(event.detail)} @leave=${() => (this.found = undefined)}></pu-map>
      ${this.#key()}
      ${this.found === undefined ? nothing : html`<pu-card .items=${this.found} .catalogue=${this.catalogue} @close=${() => (this.found = undefined)} @proposal=${(event: CustomEvent<ProposalDetail>) => tellHost(event.detail.code)}></pu-card>`}
      <div class="foot"><span>${mapCredits(district, this.contexts, this.store.state.layers)}</span>
        <a href=${viewerAddress(this.store.state, currentLanguage())} target="_blank" rel="noopener">${embedText('open')}</a></div></main>`
  }

  #key() {
    const wanted = this.store.state.layers
    const shown = this.catalogue.filter(({ id, group }) => wanted?.has(id) && group !== 'base')
    if (shown.length === 0) return nothing
    return html`<details class="key" ?open=${innerWidth > 640}><summary>${embedText('legend')}</summary>${shown.map(
      (layer) => html`<section><h2>${pick(layer.title)}</h2>${layerLegend(layer)}</section>`,
    )}</details>`
  }

  async #start(): Promise<void> {
    const { signal } = this.#ended
    try {
      const [district, catalogue, contexts] = await Promise.all([
        fetchDistrict(signal),
        fetchLayers(signal),
        fetchContextLayers(signal).catch(() => []),
      ])
      const { layers, filters } = this.store.state
      if (!layers) this.store.update(firstVisit(district, catalogue, filters))
      this.catalogue = catalogue
      this.contexts = contexts
      this.district = district
      document.title = `PetaUsul · ${district.name}`
      const map = () => this.renderRoot.querySelector<PuMap>('pu-map')
      watchChanges(
        (change) => map()?.patch(change),
        () => map()?.stack?.reload(),
        signal,
      )
    } catch (error) {
      if (!isAbort(error)) this.failure = error
    }
  }

  async #ask({ lonLat, radiusMetres }: MapQuestion): Promise<void> {
    this.#asking.abort()
    this.#asking = new AbortController()
    const layers = [...(this.store.state.layers?.keys() ?? [])]
    const filter = filterQuery(this.store.state.filters)
    try {
      const items = await identify({ lonLat, radiusMetres, layers, filter }, this.#asking.signal)
      const found = gatherFound(items, this.catalogue)
      this.found = found.length > 0 ? found : undefined
    } catch (error) {
      if (!isAbort(error)) this.found = undefined
    }
  }
}

/** The page around learns which proposal its reader chose: nothing that is not public anyway. */
function tellHost(code: string): void {
  if (parent !== window) parent.postMessage({ type: 'petausul:select', code }, '*')
}
