import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import OlMap from 'ol/Map.js'
import type MapBrowserEvent from 'ol/MapBrowserEvent.js'
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js'
import View from 'ol/View.js'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { ProposalGeometry } from '../../core/api/proposal.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import type { LayerChange } from '../api/watch-changes.ts'
import { languageChange, t } from '../i18n/translate.ts'
import type { MapView, ViewerState } from '../state/viewer-state.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { canDraw } from './can-draw.ts'
import { extentOf } from './extent-of.ts'
import { LayerStack } from './layer-stack.ts'
import { pointerOf } from './pointer-of.ts'

export type MapQuestion = { lonLat: LonLat; radiusMetres: number }

/**
 * The map. Emits `ask` (MapQuestion) for a click or Enter, `leave` for Escape, `moved`, `tilefailed` when part of it
 * could not be loaded, `contextfailed` with the title of a map of others.
 * Reads its layers and filters from the store and writes the view into it.
 */
export class PuMap extends LitElement {
  static override properties = {
    store: { attribute: false },
    district: { attribute: false },
    catalogue: { attribute: false },
    contexts: { attribute: false },
    // Set anew only when it differs: it moves the centre, under a running animation too.
    padding: {
      attribute: false,
      hasChanged: (now: unknown, before: unknown) => String(now) !== String(before),
    },
  }

  static override styles = css`
    :host { display: block; position: relative; background: var(--map-water); }
    .map { position: absolute; inset: 0; outline-offset: -3px; touch-action: none; }
    .map:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
    .ol-viewport, .map canvas { display: block; }
    .aim { position: absolute; left: 50%; top: 50%; width: 32px; height: 32px; margin: -16px; pointer-events: none;
      visibility: hidden; }
    .map:focus-visible ~ .aim, .map:focus-visible ~ .keys { visibility: visible; }
    .undrawable { position: absolute; inset: 4rem 1rem auto; margin: 0 auto; max-width: 24rem; padding: 1rem; border-radius: var(--radius);
      background: var(--surface); box-shadow: var(--shadow); }
    .keys { visibility: hidden; position: absolute; left: 50%; top: 12px; transform: translateX(-50%);
      padding: 6px 12px; border-radius: var(--radius-pill); background: var(--ink); color: #fff;
      font-size: var(--text-note); pointer-events: none; white-space: nowrap; }
  `

  declare store: ViewerStore
  declare district: District
  declare catalogue: readonly MapLayer[]
  /** Maps of others that can be shown. */
  declare contexts: readonly ContextLayer[]
  /** Pixels at each edge that panels cover: top, right, bottom, left. */
  declare padding: [number, number, number, number]
  stack: LayerStack | null = null
  readonly #drawable = canDraw()
  #map: OlMap | null = null
  readonly #abort = new AbortController()

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.padding = [0, 0, 0, 0]
    this.contexts = []
    new Redraw(this, () => this.store)
  }

  protected override render() {
    return html`
      <div class="map" id="map" tabindex="0" role="application" aria-label=${t('mapLabel')} @keydown=${this.#onKey}></div>
      <svg class="aim" viewBox="0 0 32 32" aria-hidden="true">
        <g fill="none" stroke-linecap="round"><path d="M16 3v9M16 20v9M3 16h9M20 16h9" stroke="#fff" stroke-width="5"/>
        <path d="M16 3v9M16 20v9M3 16h9M20 16h9" stroke="#0b5246" stroke-width="2.5"/></g>
      </svg>
      <div class="keys" aria-hidden="true">${t('mapKeys')}</div>
      ${this.#drawable ? nothing : html`<p class="undrawable" role="alert">${t('noWebgl')}</p>`}
    `
  }

  protected override firstUpdated(): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.map')
    if (!target || !this.#drawable) return
    const { state } = this.store
    const map = new OlMap({ target, controls: [], view: this.#makeView(state.view) })
    this.#map = map
    this.stack = new LayerStack(map, this.catalogue)
    this.stack.contexts = this.contexts
    this.stack.addEventListener('tilefailed', () => this.dispatchEvent(new Event('tilefailed')))
    this.stack.addEventListener('contextfailed', ({ detail }: CustomEventInit<ContextLayer['title']>) =>
      this.dispatchEvent(new CustomEvent('contextfailed', { detail })),
    )
    if (!state.view) this.fit(extentOf(this.district), 0)
    this.stack.apply(state)
    map.on('moveend', () => this.#remember())
    map.on('pointermove', (event) => this.#onPointer(event))
    map.on('singleclick', (event) => this.#onClick(event))
    this.store.watch((now, before) => this.#onState(now, before), this.#abort.signal)
    void document.fonts.ready.then(() => this.stack?.redraw())
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('padding') && this.#map) this.#map.getView().padding = this.padding
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
    this.#map?.dispose()
  }

  fit(box: Envelope, durationMs = 350): void {
    const extent = transformExtent(box, 'EPSG:4326', 'EPSG:3857')
    this.#map?.getView().fit(extent, { duration: calm(durationMs), padding: [24, 24, 24, 24], maxZoom: 16 })
  }

  goTo(lonLat: LonLat, zoom: number): void {
    const view = this.#map?.getView()
    view?.animate({
      center: fromLonLat(lonLat),
      zoom: Math.max(zoom, view.getZoom() ?? 0),
      duration: calm(350),
    })
  }

  zoomBy(levels: number): void {
    const view = this.#map?.getView()
    view?.animate({ zoom: (view.getZoom() ?? 10) + levels, duration: calm(180) })
  }

  select(point: LonLat | null, geometry: ProposalGeometry | null): void {
    this.stack?.highlight.select(point, geometry)
    this.stack?.redraw()
  }

  /** Outlines a village or district by its code; none for null. */
  outline(code: string | null): void {
    this.stack?.outline(code)
  }

  /** Marks a line of a layer by its name. */
  trace(layer: string, name: string): void {
    this.stack?.trace(layer, name)
  }

  hover(point: LonLat | null): void {
    this.stack?.highlight.hover(point && fromLonLat(point))
  }

  /** Gives the map the keyboard's focus. */
  focusMap(): void {
    this.renderRoot.querySelector<HTMLElement>('.map')?.focus({ preventScroll: true })
  }

  patch(change: LayerChange): void {
    void this.stack?.patch(change)
  }

  /** Metres on the ground of one CSS pixel at the centre. */
  get metresPerPixel(): number {
    const view = this.#map?.getView()
    const lat = toLonLat(view?.getCenter() ?? [0, 0])[1] ?? 0
    return (view?.getResolution() ?? 1) * Math.cos((lat * Math.PI) / 180)
  }

  #makeView(view: MapView | null): View {
    return new View({
      center: fromLonLat(view ? [view.lon, view.lat] : [118, -2]),
      zoom: view?.zoom ?? 5,
      minZoom: 4,
      maxZoom: 19,
      enableRotation: false,
      padding: this.padding,
    })
  }

  #onState(now: ViewerState, before: ViewerState): void {
    if (now.layers !== before.layers || now.mode !== before.mode) this.stack?.apply(now)
    else if (now.filters !== before.filters || now.weight !== before.weight) this.stack?.apply(now)
  }

  #remember(): void {
    const view = this.#map?.getView()
    const [lon = 0, lat = 0] = toLonLat(view?.getCenter() ?? [0, 0])
    this.store.update({ view: { lon, lat, zoom: view?.getZoom() ?? 0 } })
    this.dispatchEvent(new Event('moved'))
  }

  /** Shows by a ring and the cursor that something can be opened here. */
  #onPointer(event: MapBrowserEvent): void {
    const { dragging, coordinate, frameState, pixel } = event
    if (dragging || !frameState || !this.stack || pointerOf(event)?.pointerType === 'touch') return
    const { zoom, resolution } = frameState.viewState
    const [x = 0, y = 0] = coordinate
    const points = this.store.state.mode === 'points' && this.store.state.layers?.has('proposals')
    const bubble = this.stack.bubbleAt(frameState, pixel)
    const point = points && !bubble ? this.stack.points.nearest(x, y, zoom, resolution * 10) : null
    this.stack.highlight.hover(point && [point.x, point.y])
    const target = this.#map?.getTargetElement()
    if (target) target.style.cursor = point || bubble ? 'pointer' : ''
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.dispatchEvent(new Event('leave'))
    if (event.key !== 'Enter') return
    const center = this.#map?.getView().getCenter()
    if (center) this.#ask(center)
  }

  /** A bubble opens into what it stands for; anything else is asked for. */
  #onClick({ frameState, pixel, coordinate }: MapBrowserEvent): void {
    const bubble = frameState ? this.stack?.bubbleAt(frameState, pixel) : undefined
    if (!bubble) {
      this.#ask(coordinate)
      return
    }
    const view = this.#map?.getView()
    view?.animate({ center: [bubble.x, bubble.y], zoom: (view.getZoom() ?? 8) + 2, duration: calm(350) })
  }

  #ask(coordinate: number[]): void {
    const [lon = 0, lat = 0] = toLonLat(coordinate)
    const detail: MapQuestion = { lonLat: [lon, lat], radiusMetres: Math.max(5, this.metresPerPixel * 12) }
    this.dispatchEvent(new CustomEvent('ask', { detail }))
  }
}

function calm(durationMs: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs
}
