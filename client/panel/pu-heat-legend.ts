import { css, html, LitElement, unsafeCSS } from 'lit'
import type { Indicators } from '../../core/api/indicators.ts'
import { lonLatToTile } from '../../core/geo/tile.ts'
import { HEAT_STOPS } from '../../core/style/heat-stops.ts'
import { fetchDensest } from '../api/fetch-densest.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { languageChange, type TextKey, t } from '../i18n/translate.ts'
import { heatQuery, heatUrl } from '../map/heat-address.ts'
import { filterQuery } from '../state/filters.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import type { HeatWeight } from '../state/viewer-state.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { sharedStyles } from './shared-styles.ts'

const DEEPEST = 16
const units: Record<HeatWeight, TextKey> = {
  count: 'heatUnitCount',
  cost: 'heatUnitCost',
  poor: 'heatUnitPoor',
}

const ramp = HEAT_STOPS.map(
  ([red, green, blue, alpha]) => `rgb(${red} ${green} ${blue} / ${alpha / 255})`,
).join(', ')

interface Densest {
  readonly weight: HeatWeight
  /** Per square kilometre of ground. */
  readonly density: number
}

/** The legend of the density picture: its colours as the map draws them, with figures for the present zoom, and their unit. */
export class PuHeatLegend extends LitElement {
  static override properties = {
    store: { attribute: false },
    feed: { attribute: false },
    densest: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      /* Over plain land. */
      .heat { height: 10px; border-radius: 5px; background: linear-gradient(90deg, ${unsafeCSS(ramp)}), #f7f3ea; }
      .figures { display: flex; justify-content: space-between; font-size: var(--text-note); color: var(--muted); margin-top: 0.25rem; }
    `,
  ]

  declare store: ViewerStore
  declare feed: ProposalFeed
  /** null while it is unknown. */
  declare densest: Densest | null
  #asked = ''
  /** What was known of the proposals when it was asked for: they may have changed since. */
  #known: Indicators | null = null
  #abort = new AbortController()

  constructor() {
    super()
    this.densest = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.feed)
  }

  protected override willUpdate(): void {
    const { view, filters, weight } = this.store.state
    if (!view) return
    const zoom = Math.min(DEEPEST, Math.max(0, Math.round(view.zoom)))
    const query = heatQuery(filterQuery(filters).toString(), weight)
    const key = `${zoom} ${query}`
    if (key === this.#asked && this.feed.indicators === this.#known) return
    this.#asked = key
    this.#known = this.feed.indicators
    const { x, y } = lonLatToTile(view.lon, view.lat, zoom)
    void this.#ask(heatUrl(query, zoom, `${zoom}/${x}/${y}`), view.lat, weight)
  }

  async #ask(url: string, lat: number, weight: HeatWeight): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    // Without figures the colours still say where there is more.
    const densest = await fetchDensest(url, signal).catch(() => null)
    if (signal.aborted) return
    // What failed is asked for again when anything changes.
    if (densest === null) this.#asked = ''
    // Away from the equator the projection stretches both sides of a square kilometre.
    const stretch = Math.cos((lat * Math.PI) / 180) ** -2
    this.densest = densest === null ? null : { weight, density: densest * stretch }
  }

  protected override render() {
    const { densest } = this
    const isKnown = densest && densest.density > 0 && densest.weight === this.store.state.weight
    return html`<div class="heat" aria-hidden="true"></div>
      ${isKnown ? this.#figures(densest) : html`<p class="figures"><span>${t('heatLow')}</span><span>${t('heatHigh')}</span></p>`}`
  }

  /** Colours go by the square root: the middle of the ramp is a quarter of the densest. */
  #figures({ weight, density: densest }: Densest) {
    const value = (density: number) =>
      weight === 'cost' ? rupiahShort(density) : number(density, density < 10 ? (density < 0.1 ? 3 : 1) : 0)
    return html`<p class="figures"><span>0</span><span>${value(densest / 4)}</span><span>${value(densest)}</span></p>
      <p class="note">${t(units[weight])}</p>`
  }
}
