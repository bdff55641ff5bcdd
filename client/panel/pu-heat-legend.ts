import { css, html, LitElement } from 'lit'
import { lonLatToTile } from '../../core/geo/tile.ts'
import { fetchDensest } from '../api/fetch-densest.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { languageChange, type TextKey, t } from '../i18n/translate.ts'
import { heatQuery, heatUrl } from '../map/heat-address.ts'
import { filterQuery } from '../state/filters.ts'
import type { HeatWeight } from '../state/viewer-state.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { sharedStyles } from './shared-styles.ts'

const DEEPEST = 16
const units: Record<HeatWeight, TextKey> = {
  count: 'heatUnitCount',
  cost: 'heatUnitCost',
  poor: 'heatUnitPoor',
}

/** The legend of the density picture: its colours as the map draws them, with figures for the present zoom, and their unit. */
export class PuHeatLegend extends LitElement {
  static override properties = { store: { attribute: false }, densest: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      /* As server/tiles/heat/heat-palette.ts draws it over plain land. */
      .heat { height: 10px; border-radius: 5px; background:
        linear-gradient(90deg, rgb(158 202 225 / 0), rgb(107 174 214 / 43%), rgb(74 111 179 / 67%), rgb(84 39 143 / 80%), rgb(45 10 78 / 90%)), #f7f3ea; }
      .figures { display: flex; justify-content: space-between; font-size: var(--text-note); color: var(--muted); margin-top: 0.25rem; }
    `,
  ]

  declare store: ViewerStore
  /** Per square kilometre of ground; null while it is unknown. */
  declare densest: number | null
  #asked = ''
  #abort = new AbortController()

  constructor() {
    super()
    this.densest = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override willUpdate(): void {
    const { view, filters, weight } = this.store.state
    if (!view) return
    const zoom = Math.min(DEEPEST, Math.max(0, Math.round(view.zoom)))
    const query = heatQuery(filterQuery(filters).toString(), weight)
    const key = `${zoom} ${query}`
    if (key === this.#asked) return
    this.#asked = key
    const { x, y } = lonLatToTile(view.lon, view.lat, zoom)
    void this.#ask(heatUrl(query, zoom, `${zoom}/${x}/${y}`), view.lat)
  }

  async #ask(url: string, lat: number): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    // Without figures the colours still say where there is more.
    const densest = await fetchDensest(url, signal).catch(() => null)
    if (signal.aborted) return
    // Away from the equator the projection stretches both sides of a square kilometre.
    this.densest = densest === null ? null : densest / Math.cos((lat * Math.PI) / 180) ** 2
  }

  protected override render() {
    return html`<div class="heat" aria-hidden="true"></div>
      ${this.densest ? this.#figures(this.densest) : html`<p class="figures"><span>${t('heatLow')}</span><span>${t('heatHigh')}</span></p>`}`
  }

  /** Colours go by the square root: the middle of the ramp is a quarter of the densest. */
  #figures(densest: number) {
    const { weight } = this.store.state
    const value = (density: number) =>
      weight === 'cost' ? rupiahShort(density) : number(density, density < 10 ? (density < 0.1 ? 3 : 1) : 0)
    return html`<p class="figures"><span>0</span><span>${value(densest / 4)}</span><span>${value(densest)}</span></p>
      <p class="note">${t(units[weight])}</p>`
  }
}
