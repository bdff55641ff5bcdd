import { css, html, LitElement, nothing } from 'lit'
import type MapBrowserEvent from 'ol/MapBrowserEvent.js'
import { languageChange } from '../../i18n/translate.ts'
import { canDraw } from '../../map/can-draw.ts'
import { pointerOf } from '../../map/pointer-of.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { mapText } from '../legend/map-words.ts'
import { PlanMap } from '../map/plan-map.ts'
import type { TilePoint } from '../map/tile-points.ts'
import { takesMore } from '../selection/takes-more.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { shellText } from './shell-words.ts'

const REACH_PIXELS = 11

/** The element that holds the map. Emits `ready` once it is drawn and `tilefailed`; marks what is clicked in the store. */
export class PuPlanMap extends LitElement {
  static override properties = { store: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { display: block; position: absolute; inset: 0; background: var(--map-water); }
      .ground, .map { position: absolute; inset: 0; touch-action: none; }
      .map:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
      .ol-viewport, .map canvas, .ground canvas { display: block; }
      .aim { position: absolute; left: 50%; top: 50%; width: 32px; height: 32px; margin: -16px; pointer-events: none; visibility: hidden; }
      .keys { visibility: hidden; position: absolute; left: 50%; bottom: 2.5rem; transform: translateX(-50%); padding: 6px 12px;
        border-radius: var(--radius-pill); background: var(--ink); color: #fff; font-size: var(--text-note); pointer-events: none; white-space: nowrap; }
      .map:focus-visible ~ .aim, .map:focus-visible ~ .keys { visibility: visible; }
      .undrawable { position: absolute; inset: 4rem 1rem auto; margin: 0 auto; max-width: 24rem; }
    `,
  ]

  declare store: PlanStore
  /** null where the browser cannot draw it. */
  plan: PlanMap | null = null
  readonly #abort = new AbortController()
  readonly #drawable = canDraw()
  /** A click that ended a drawing is reported when the drawing has let go of the pointer: it marks nothing. */
  #claimedAtPress = false

  constructor() {
    super()
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    return html`
      <div class="ground" aria-hidden="true"></div>
      <div class="map" id="map" tabindex="0" role="application" aria-label=${mapText('label')} @keydown=${this.#onKey}></div>
      <svg class="aim" viewBox="0 0 32 32" aria-hidden="true">
        <g fill="none" stroke-linecap="round"><path d="M16 3v9M16 20v9M3 16h9M20 16h9" stroke="#fff" stroke-width="5"/>
        <path d="M16 3v9M16 20v9M3 16h9M20 16h9" stroke="#0b5246" stroke-width="2.5"/></g></svg>
      <div class="keys" aria-hidden="true">${mapText('keys')}</div>
      ${this.#drawable ? nothing : html`<p class="state undrawable" role="alert">${shellText('noGpu')}</p>`}
    `
  }

  protected override firstUpdated(): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.map')
    const ground = this.renderRoot.querySelector<HTMLElement>('.ground')
    if (!target || !ground || !this.#drawable) return
    const plan = new PlanMap({ ground, map: target }, this.store, this.#abort.signal)
    this.plan = plan
    plan.addEventListener('tilefailed', () => this.dispatchEvent(new Event('tilefailed')))
    plan.ol.on('pointermove', (event) => this.#onPointer(event))
    plan.ol.on('singleclick', (event) => this.#onClick(event))
    target.addEventListener('pointerleave', () => this.#hover(null))
    const pressed = () => {
      this.#claimedAtPress = plan.isClaimed
    }
    target.addEventListener('pointerdown', pressed, { capture: true })
    this.dispatchEvent(new Event('ready'))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
  }

  focusMap(): void {
    this.renderRoot.querySelector<HTMLElement>('.map')?.focus({ preventScroll: true })
  }

  #at(coordinate: readonly number[]): TilePoint | null {
    const view = this.plan?.ol.getView()
    const [x = 0, y = 0] = coordinate
    const reach = (view?.getResolution() ?? 1) * REACH_PIXELS
    return this.plan?.scores.points.nearest(x, y, view?.getZoom() ?? 0, reach) ?? null
  }

  #onPointer(event: MapBrowserEvent): void {
    const { dragging, coordinate } = event
    const touch = pointerOf(event)?.pointerType === 'touch'
    if (dragging || touch || this.plan?.isClaimed) return
    const point = this.#at(coordinate)
    const target = this.plan?.ol.getTargetElement()
    if (target) target.style.cursor = point ? 'pointer' : ''
    this.#hover(point?.code ?? null)
  }

  #hover(hovered: string | null): void {
    if (hovered !== this.store.state.hovered) this.store.update({ hovered })
  }

  #onClick({ coordinate, originalEvent }: MapBrowserEvent): void {
    if (this.plan?.isClaimed || this.#claimedAtPress) return
    this.#choose(coordinate, takesMore(originalEvent))
  }

  #onKey(event: KeyboardEvent): void {
    if (this.plan?.isClaimed) return
    if (event.key === 'Escape') this.store.update({ selection: new Set(), opened: null })
    const center = this.plan?.ol.getView().getCenter()
    if (event.key === 'Enter' && center) this.#choose(center, event.shiftKey)
  }

  /**
   * A point that stands for several opens into them; beside all points the marks go, but among the statistics, which
   * tell of villages, the village there is chosen.
   */
  #choose(coordinate: readonly number[], add: boolean): void {
    const point = this.#at(coordinate)
    if (point?.code) this.store.select(point.code, add)
    else if (point) {
      const view = this.plan?.ol.getView()
      view?.animate({ center: [point.x, point.y], zoom: (view.getZoom() ?? 8) + 2, duration: 200 })
    } else this.#chooseArea(coordinate, add)
  }

  #chooseArea(coordinate: readonly number[], add: boolean): void {
    const isOfVillages = this.store.state.tab === 'statistics'
    const zoom = this.plan?.ol.getView().getZoom() ?? 0
    const area = isOfVillages ? this.plan?.underlay.areas.at(coordinate, zoom) : null
    if (area) this.store.chooseAreas([area.code], add)
    else if (!add) this.store.clearMarks()
  }
}
